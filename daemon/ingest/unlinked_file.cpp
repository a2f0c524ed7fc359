#include "ingest/unlinked_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

#include "base/file.h"

namespace termwise::ingest {
namespace {

constexpr std::size_t kBufferBytes = 256u << 10;

// Some file systems have no files that never had a name.
UniqueFd open_and_unlink(const std::filesystem::path& directory) {
  std::string name = (directory / "termwise-XXXXXX").string();
  UniqueFd fd(::mkostemp(name.data(), O_CLOEXEC));
  if (fd) ::unlink(name.c_str());
  return fd;
}

}  // namespace

Result<UnlinkedFile> UnlinkedFile::create() {
  std::error_code problem;
  const auto directory = std::filesystem::temp_directory_path(problem);
  if (problem)
    return Error{ExitCode::cannot_create,
                 fmt::format("There is no directory for temporary files: {}. Let TMPDIR name one.", problem.message())};
  UniqueFd fd(::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (!fd) fd = open_and_unlink(directory);
  if (!fd)
    return Error{
        ExitCode::cannot_create,
        fmt::format("A temporary file cannot be made in {}: {}. Let Termwise's user write there, or let TMPDIR "
                    "name another directory.",
                    directory.string(), system_message(errno))};
  return UnlinkedFile(std::move(fd));
}

Result<void> UnlinkedFile::write(std::string_view bytes) {
  size_ += bytes.size();
  buffer_ += bytes;
  if (buffer_.size() < kBufferBytes) return {};
  return flush();
}

Result<UniqueFd> UnlinkedFile::finish() && {
  TERMWISE_CHECK(flush());
  return std::move(fd_);
}

Result<void> UnlinkedFile::flush() {
  std::string_view left = buffer_;
  while (!left.empty()) {
    const ssize_t count = ::write(fd_.get(), left.data(), left.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0)
      return Error{ExitCode::io, fmt::format("A temporary file cannot be written: {}. Make room in the directory for "
                                             "temporary files, or let TMPDIR name another.",
                                             system_message(errno))};
    left.remove_prefix(static_cast<std::size_t>(count));
  }
  buffer_.clear();
  return {};
}

}  // namespace termwise::ingest
