#include "ingest/file_pieces.h"

#include <unistd.h>

#include <cerrno>

#include <fmt/format.h>

#include "base/file.h"

namespace termwise::ingest {

FilePieces::FilePieces(int fd, const std::filesystem::path& path)
    : fd_(fd), path_(path.string()), buffer_(kPieceBytes, '\0') {}

Result<std::string_view> FilePieces::next() {
  std::size_t filled = 0;
  while (filled < buffer_.size()) {
    const ssize_t count = ::pread(fd_, buffer_.data() + filled, buffer_.size() - filled, static_cast<off_t>(offset_));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0)
      return Error{ExitCode::io,
                   fmt::format("reading this file failed after {} bytes: {}. Check the disk or the network drive "
                               "that it is on, and try again.",
                               offset_, system_message(errno)),
                   Location{path_}};
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
    offset_ += static_cast<std::uint64_t>(count);
  }
  return std::string_view(buffer_.data(), filled);
}

}  // namespace termwise::ingest
