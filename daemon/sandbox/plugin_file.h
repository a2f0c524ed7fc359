// A plugin's shared library as the sealed copy that is hashed, archived and loaded: what was checked is what runs.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/sha256.h"
#include "base/unique_fd.h"

namespace termwise::sandbox {

inline constexpr std::uint64_t kMaximumPluginBytes = 64ull << 20;

class PluginFile {
 public:
  // Copies the file into a sealed memfd. Errors: 66 as open_regular_file, 65 when too large, 77 when somebody other
  // than root and the user who runs this could have written it, 74 when reading fails.
  static Result<PluginFile> open(const std::filesystem::path& path);
  // The same from bytes that were archived; `name` stands in messages.
  static Result<PluginFile> from_bytes(std::string name, std::string_view bytes);

  const std::string& name() const { return name_; }  // the path, or what from_bytes was told
  const Sha256& sha256() const { return sha256_; }
  int fd() const { return fd_.get(); }  // sealed, read-only
  Result<std::string> bytes() const;

 private:
  PluginFile() = default;
  std::string name_;
  Sha256 sha256_;
  UniqueFd fd_;
};

}  // namespace termwise::sandbox
