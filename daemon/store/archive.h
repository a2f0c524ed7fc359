// Bytes kept for ever, compressed, by sha256: accepted files and plugin binaries, so that any host can explain and
// replay. (Files go in through BatchWriter.)
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/sha256.h"
#include "store/database.h"

namespace termwise::store {

// Reads an archived object piece by piece, in constant memory. `reader` must outlive it.
class ArchiveReader {
 public:
  // Error (exit 65): no such object.
  static Result<ArchiveReader> open(Reader& reader, const Sha256& sha256);
  ~ArchiveReader();
  ArchiveReader(ArchiveReader&&) noexcept;
  ArchiveReader& operator=(ArchiveReader&&) noexcept;
  // The next piece, at most 1 MiB; empty at the end.
  Result<std::string> next();

 private:
  struct State;
  explicit ArchiveReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

Result<std::string> read_archived(Reader& reader, const Sha256& sha256);

// A plugin binary and what describe() returned for it, as wire/ encodes a manifest; once per sha256: what is there
// already stays.
Result<void> save_plugin(Database& database, const Sha256& sha256, std::string_view name, std::string_view binary,
                         std::string_view manifest);
Result<std::optional<std::string>> find_manifest(Reader& reader, const Sha256& sha256);

}  // namespace termwise::store
