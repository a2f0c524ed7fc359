#include "mail/drop_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include <fmt/format.h>

#include "base/file.h"
#include "base/unique_fd.h"

namespace termwise::mail {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kDirectoryMode = 0750;
constexpr mode_t kFileMode = 0640;

Error unwritable(const fs::path& path, int problem) {
  return {ExitCode::io, fmt::format("The message {} cannot be written: {}. Make room for it, and let Termwise's user "
                                    "write there.",
                                    path.string(), system_message(problem))};
}

Result<UniqueFd> open_directory(const fs::path& directory) {
  const auto unusable = [&](int problem) {
    return Error{ExitCode::cannot_create,
                 fmt::format("The directory for messages {} cannot be made or opened: {}. Make "
                             "it, and let it belong to Termwise's user.",
                             directory.string(), system_message(problem))};
  };
  const bool made = ::mkdir(directory.c_str(), kDirectoryMode) == 0;
  if (!made && errno != EEXIST) return unusable(errno);
  UniqueFd fd(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) return unusable(errno);
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) return unusable(errno);
  if (status.st_uid != ::geteuid())
    return Error{ExitCode::not_allowed,
                 fmt::format("The directory for messages {} belongs to user {}, not to the user {} who runs Termwise. "
                             "Run Termwise as that user, or name another directory.",
                             directory.string(), status.st_uid, ::geteuid())};
  if (made) {
    const UniqueFd parent(::openat(fd.get(), "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!parent || ::fsync(parent.get()) != 0) return unusable(errno);
  }
  return fd;
}

// The file under its other name, empty and ours alone until it is closed: two who deliver the same message take turns,
// and what a killed one left is written over.
Result<UniqueFd> open_part(int directory, const std::string& part, const fs::path& path) {
  while (true) {
    UniqueFd fd(::openat(directory, part.c_str(), O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, kFileMode));
    if (!fd) return unwritable(path, errno);
    while (::flock(fd.get(), LOCK_EX) != 0)
      if (errno != EINTR) return unwritable(path, errno);
    struct stat ours {};
    struct stat named {};
    if (::fstat(fd.get(), &ours) != 0) return unwritable(path, errno);
    // Whoever held the lock before may have renamed the file: then it is the message, and not to be written to.
    if (::fstatat(directory, part.c_str(), &named, AT_SYMLINK_NOFOLLOW) != 0 || named.st_ino != ours.st_ino) continue;
    if (::ftruncate(fd.get(), 0) != 0) return unwritable(path, errno);
    return fd;
  }
}

// 0, or errno.
int write_durably(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return ::fsync(fd) == 0 ? 0 : errno;
}

// Whether the message was delivered before. A different one is an error.
Result<bool> delivered_before(const fs::path& path, std::string_view bytes) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) return false;
    return unwritable(path, errno);
  }
  if (static_cast<std::uint64_t>(status.st_size) == bytes.size()) {
    TERMWISE_TRY(const std::string there, read_file(path, bytes.size()));
    if (there == bytes) return true;
  }
  return Error{ExitCode::internal,
               fmt::format("A different message is in {} already, and is left as it is. Move it away and report this: "
                           "no two messages should have one name.",
                           path.string())};
}

}  // namespace

Result<void> drop(const fs::path& directory, const std::string& name, std::string_view bytes) {
  const fs::path path = directory / name;
  if (name.empty() || name.front() == '.' || name.find('/') != std::string::npos)
    return Error{ExitCode::internal, fmt::format("'{}' is no name for a message's file. Report this.", name)};
  TERMWISE_TRY(const UniqueFd folder, open_directory(directory));
  const std::string part = fmt::format(".{}.part", name);
  TERMWISE_TRY(const UniqueFd fd, open_part(folder.get(), part, path));
  const auto before = delivered_before(path, bytes);
  int problem = before && !*before ? write_durably(fd.get(), bytes) : 0;
  if (problem == 0 && before && !*before && ::renameat(folder.get(), part.c_str(), folder.get(), name.c_str()) != 0)
    problem = errno;
  if (!before || *before || problem != 0) ::unlinkat(folder.get(), part.c_str(), 0);
  TERMWISE_CHECK(before);
  if (problem != 0) return unwritable(path, problem);
  // Also where it was delivered before: whoever did may have been killed before this.
  if (::fsync(folder.get()) != 0) return unwritable(path, errno);
  return {};
}

}  // namespace termwise::mail
