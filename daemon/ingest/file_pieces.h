// An open file's bytes in pieces of a fixed size, from its start.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace termwise::ingest {

inline constexpr std::size_t kPieceBytes = 256u << 10;

class FilePieces {
 public:
  // The descriptor must outlive the object. Its own position is neither used nor moved.
  FilePieces(int fd, const std::filesystem::path& path);

  // The next piece, valid until the next call; empty at the end of the file. Error: 74.
  Result<std::string_view> next();

 private:
  const int fd_;
  const std::string path_;
  std::uint64_t offset_ = 0;
  std::string buffer_;
};

}  // namespace termwise::ingest
