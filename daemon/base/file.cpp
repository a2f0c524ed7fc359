#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include <fmt/format.h>

namespace termwise {
namespace {

Error cannot_write(const std::filesystem::path& path, int error_number) {
  return {ExitCode::cannot_create,
          fmt::format("this file cannot be written: {}. Run this as a user who may.", system_message(error_number)),
          Location{path.string()}};
}

}  // namespace

std::string system_message(int error_number) {
  return std::error_code(error_number, std::generic_category()).message();
}

Result<UniqueFd> open_regular_file(const std::filesystem::path& path) {
  const auto failure = [&](std::string_view problem) {
    return Error{ExitCode::no_input, std::string(problem), Location{path.string()}};
  };
  // O_NONBLOCK: a FIFO without a writer must be refused, not waited for.
  UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd) {
    if (errno == ENOENT) return failure("there is no such file. Check the path.");
    if (errno == EACCES)
      return failure("this file may not be read by the user who runs Termwise. Ask its owner for read permission.");
    return failure(fmt::format("this file cannot be opened: {}.", system_message(errno)));
  }
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0)
    return failure(fmt::format("this file cannot be examined: {}.", system_message(errno)));
  if (S_ISDIR(status.st_mode)) return failure("this is a directory. Name the files inside it.");
  if (!S_ISREG(status.st_mode)) return failure("this is not a regular file. Save its contents to a file first.");
  return fd;
}

Result<void> replace_file(const std::filesystem::path& path, std::string_view content) {
  std::filesystem::path unfinished = path;
  unfinished += fmt::format(".{}", ::getpid());
  const UniqueFd fd(::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!fd) return cannot_write(path, errno);
  const auto give_up = [&] {
    const int problem = errno;
    ::unlink(unfinished.c_str());
    return cannot_write(path, problem);
  };
  while (!content.empty()) {
    const ssize_t count = ::write(fd.get(), content.data(), content.size());
    if (count < 0 && errno != EINTR) return give_up();
    if (count > 0) content.remove_prefix(static_cast<std::size_t>(count));
  }
  if (::fchmod(fd.get(), 0644) != 0 || ::fsync(fd.get()) != 0 || ::rename(unfinished.c_str(), path.c_str()) != 0)
    return give_up();
  return {};
}

Result<void> check_owner(int fd, const std::string& name, std::string_view what) {
  const auto refusal = [&](std::string problem) {
    return Error{ExitCode::not_allowed, std::move(problem), Location{name}};
  };
  struct stat status {};
  if (::fstat(fd, &status) != 0)
    return refusal(fmt::format("this {} cannot be examined: {}.", what, system_message(errno)));
  if (status.st_uid != 0 && status.st_uid != ::geteuid())
    return refusal(
        fmt::format("this {} belongs to user {}, and only what belongs to root or to the user who runs "
                    "Termwise is trusted. Check where it came from, then run: chown root {}",
                    what, status.st_uid, name));
  if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    return refusal(
        fmt::format("others than the owner of this {} may write to it (mode {:04o}). Check that nobody has, "
                    "then run: chmod go-w {}",
                    what, status.st_mode & 07777u, name));
  return {};
}

Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t limit) {
  TERMWISE_TRY(const UniqueFd fd, open_regular_file(path));
  std::string content;
  char buffer[65536];
  while (true) {
    const ssize_t count = ::read(fd.get(), buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0)
      return Error{ExitCode::io, fmt::format("reading this file failed: {}.", system_message(errno)),
                   Location{path.string()}};
    if (count == 0) return content;
    content.append(buffer, static_cast<std::size_t>(count));
    if (content.size() > limit)
      return Error{ExitCode::data, fmt::format("this file is larger than the {} bytes allowed here.", limit),
                   Location{path.string()}};
  }
}

}  // namespace termwise
