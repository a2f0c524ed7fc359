#include "base/process.h"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

#include <fmt/format.h>

#include "base/file.h"

namespace termwise {
namespace {

std::optional<UnixUser> from_entry(const struct passwd* entry) {
  if (entry == nullptr) return std::nullopt;
  UnixUser user{entry->pw_name, entry->pw_uid, entry->pw_gid, {}};
  int count = 64;
  user.groups.resize(static_cast<std::size_t>(count));
  while (::getgrouplist(entry->pw_name, entry->pw_gid, user.groups.data(), &count) < 0)
    user.groups.resize(static_cast<std::size_t>(count));
  user.groups.resize(static_cast<std::size_t>(count));
  return user;
}

// Only async-signal-safe calls: it runs between fork and exec, perhaps in a program with threads.
bool drop_to(const UnixUser& user) {
  return ::setgroups(user.groups.size(), user.groups.data()) == 0 && ::setgid(user.gid) == 0 && ::setuid(user.uid) == 0;
}

void tell_errno(int fd) {
  const int error = errno;
  [[maybe_unused]] const ssize_t written = ::write(fd, &error, sizeof error);
  ::_exit(127);
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (const auto& text : texts) result.push_back(const_cast<char*>(text.c_str()));
  result.push_back(nullptr);
  return result;
}

int reaped_status(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

std::string how_it_ended(int status) {
  if (WIFSIGNALED(status)) return fmt::format("was killed by signal {}", WTERMSIG(status));
  return fmt::format("exited with status {}", WEXITSTATUS(status));
}

}  // namespace

std::optional<UnixUser> find_user(const std::string& name) {
  std::array<char, 16'384> buffer{};
  struct passwd entry {};
  struct passwd* found = nullptr;
  ::getpwnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found);
  return from_entry(found);
}

std::optional<UnixUser> find_user(uid_t uid) {
  std::array<char, 16'384> buffer{};
  struct passwd entry {};
  struct passwd* found = nullptr;
  ::getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found);
  return from_entry(found);
}

bool may_enter(const UnixUser& user, const std::filesystem::path& directory) {
  const pid_t child = ::fork();
  if (child < 0) return false;
  if (child == 0) ::_exit(drop_to(user) && ::chdir(directory.c_str()) == 0 ? 0 : 1);
  const int status = reaped_status(child);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

Result<pid_t> start_process(const ProcessPlan& plan) {
  const auto failure = [&](int error) {
    return Error{ExitCode::unavailable,
                 fmt::format("The program {} cannot be started: {}.", plan.program.string(), system_message(error))};
  };
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return failure(errno);
  UniqueFd told(ends[0]);
  UniqueFd tell(ends[1]);
  const UniqueFd null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  if (!null) return failure(errno);

  std::vector<std::string> arguments = plan.arguments;
  arguments.insert(arguments.begin(), plan.program.string());
  const std::vector<char*> argument_pointers = pointers(arguments);
  const std::vector<char*> environment_pointers = pointers(plan.environment);
  const std::string directory = plan.directory.string();
  const int output = plan.output < 0 ? null.get() : plan.output;

  const pid_t child = ::fork();
  if (child < 0) return failure(errno);
  if (child == 0) {
    ::setsid();
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::signal(SIGPIPE, SIG_DFL);
    if (::dup2(null.get(), 0) < 0 || ::dup2(output, 1) < 0 || ::dup2(output, 2) < 0) tell_errno(tell.get());
    // Libraries of the parent may hold files without O_CLOEXEC; a server must not keep them open for years.
    if (::syscall(SYS_close_range, 3u, ~0u, 4u /* CLOSE_RANGE_CLOEXEC */) != 0) tell_errno(tell.get());
    if (plan.user && !drop_to(*plan.user)) tell_errno(tell.get());
    if (::chdir(directory.c_str()) != 0) tell_errno(tell.get());
    ::execve(argument_pointers[0], argument_pointers.data(), environment_pointers.data());
    tell_errno(tell.get());
  }
  tell.reset();
  int error = 0;
  ssize_t count = 0;
  while ((count = ::read(told.get(), &error, sizeof error)) < 0 && errno == EINTR) {
  }
  if (count == static_cast<ssize_t>(sizeof error)) {
    reaped_status(child);
    return failure(error);
  }
  return child;
}

Result<ProcessEnd> run_process(ProcessPlan plan) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    return Error{ExitCode::unavailable, fmt::format("A pipe cannot be made: {}.", system_message(errno))};
  const UniqueFd from(ends[0]);
  UniqueFd into(ends[1]);
  plan.output = into.get();
  TERMWISE_TRY(const pid_t child, start_process(plan));
  into.reset();

  ProcessEnd end;
  std::array<char, 4096> buffer{};
  while (true) {
    const ssize_t count = ::read(from.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    end.output.append(buffer.data(), static_cast<std::size_t>(count));
    if (end.output.size() > kProcessOutputLimit) end.output.erase(0, end.output.size() - kProcessOutputLimit);
  }
  const int status = reaped_status(child);
  end.success = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  end.how = how_it_ended(status);
  return end;
}

bool wait_for_end(pid_t pid, std::chrono::milliseconds longest) {
  const UniqueFd watched(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0u)));
  if (watched) {
    const auto deadline = std::chrono::steady_clock::now() + longest;
    while (true) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
      struct pollfd event {};
      event.fd = watched.get();
      event.events = POLLIN;
      const int ready = ::poll(&event, 1, static_cast<int>(std::max<long long>(0, left.count())));
      if (ready < 0 && errno == EINTR) continue;
      if (ready <= 0) return false;
      break;
    }
  }
  ::waitpid(pid, nullptr, WNOHANG);
  return true;
}

}  // namespace termwise
