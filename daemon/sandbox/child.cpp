#include "sandbox/child.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/file.h"
#include "wire/frames.h"

namespace termwise::sandbox {
namespace {

constexpr rlim_t kOpenFiles = 64;           // libraries that the plugin is linked with are opened one by one
constexpr rlim_t kStackBytes = 8ull << 20;  // endless recursion ends here

// Where the daemon never had more than this part of what a plugin may have, a plugin's use can be told from its own.
constexpr std::uint64_t kOwnMemoryShare = 4;

Error cannot_start(const std::filesystem::path& program, int error_number) {
  if (error_number == EAGAIN || error_number == ENOMEM || error_number == EMFILE || error_number == ENFILE)
    return Error{ExitCode::try_again, fmt::format("The plugin host could not be started: {}. Try again when this "
                                                  "machine is less busy.",
                                                  system_message(error_number))};
  return Error{ExitCode::internal, fmt::format("The plugin host {} could not be started: {}. Reinstall Termwise so "
                                               "that this program is in its place.",
                                               program.string(), system_message(error_number))};
}

// Everything that the child needs until execve, made ready before it: the parent has threads, so the child may call nothing
// but system calls.
struct Prepared {
  const char* program;
  char* const* arguments;
  int null_fd;
  int messages_fd;
  int socket_fd;
  int plugin_fd;
  int image_fd;
  int report_fd;
  pid_t parent;
  rlim_t cpu_seconds;
  rlim_t address_space_bytes;
};

bool limit(int resource, rlim_t soft, rlim_t hard) {
  const struct rlimit both { soft, hard };
  return ::setrlimit(static_cast<__rlimit_resource_t>(resource), &both) == 0;
}
bool limit(int resource, rlim_t most) { return limit(resource, most, most); }

bool apply_limits(const Prepared& prepared) {
#ifndef TERMWISE_SANITIZED  // sanitizers reserve terabytes of addresses and start threads
  if (!limit(RLIMIT_AS, prepared.address_space_bytes)) return false;
  if (!limit(RLIMIT_NPROC, 0)) return false;  // no forking; root is exempt
#endif
  // Soft below hard: at the soft limit comes SIGXCPU, which says what happened; at the hard one SIGKILL.
  return limit(RLIMIT_CPU, prepared.cpu_seconds, prepared.cpu_seconds + 1) && limit(RLIMIT_CORE, 0) &&
         limit(RLIMIT_NOFILE, kOpenFiles) && limit(RLIMIT_STACK, kStackBytes);
}

// Puts the descriptors where the host expects them and closes all others. First out of the way, since one may
// stand in another's place.
bool arrange_descriptors(const Prepared& prepared, int report_at) {
  const int wanted[] = {prepared.null_fd,   prepared.messages_fd, prepared.messages_fd,
                        prepared.socket_fd, prepared.plugin_fd,   prepared.image_fd};
  constexpr int kCount = sizeof wanted / sizeof *wanted;
  static_assert(wire::kSocketFd == 3 && wire::kPluginFd == 4 && wire::kImageFd == 5 && kCount == 6);
  int moved[kCount];
  for (int i = 0; i < kCount; ++i) {
    moved[i] = wanted[i] < 0 ? -1 : ::fcntl(wanted[i], F_DUPFD_CLOEXEC, report_at + 1);
    if (wanted[i] >= 0 && moved[i] < 0) return false;
  }
  if (::syscall(SYS_close_range, 0, report_at - 1, 0) != 0) return false;
  for (int i = 0; i < kCount; ++i)
    if (moved[i] >= 0 && ::dup2(moved[i], i) < 0) return false;
  return ::syscall(SYS_close_range, report_at + 1, ~0u, 0) == 0;
}

void reset_signals() {
  struct sigaction action {};
  action.sa_handler = SIG_DFL;
  for (int number = 1; number < NSIG; ++number) ::sigaction(number, &action, nullptr);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

// Tells the parent why there will be no host. (The other end of `report` reads nothing if execve succeeds.)
[[noreturn]] void give_up(int report) {
  const int problem = errno;
  [[maybe_unused]] const ssize_t written = ::write(report, &problem, sizeof problem);
  ::_exit(127);
}

[[noreturn]] void become_host(const Prepared& prepared) {
  constexpr int kReportAt = 10;
  const int report = ::fcntl(prepared.report_fd, F_DUPFD_CLOEXEC, kReportAt);
  if (report < 0) give_up(prepared.report_fd);
  reset_signals();
  if (::setpgid(0, 0) != 0) give_up(report);
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) give_up(report);
  if (::getppid() != prepared.parent) ::_exit(127);  // the parent ended before the line above
  if (::chdir("/") != 0) give_up(report);
  if (!arrange_descriptors(prepared, report)) give_up(report);
  if (!apply_limits(prepared)) give_up(report);
  char* const environment[] = {nullptr};
  ::execve(prepared.program, prepared.arguments, environment);
  give_up(report);
}

// The first number after `key` in a file of /proc, 0 where it cannot be read.
std::uint64_t proc_kibibytes(const char* path, std::string_view key) {
  const UniqueFd fd(::open(path, O_RDONLY | O_CLOEXEC));
  char buffer[4096];
  const ssize_t size = fd ? ::read(fd.get(), buffer, sizeof buffer) : -1;
  if (size <= 0) return 0;
  std::string_view text(buffer, static_cast<std::size_t>(size));
  const std::size_t place = text.find(key);
  if (place == std::string_view::npos) return 0;
  text.remove_prefix(place + key.size());
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  std::uint64_t kibibytes = 0;
  std::from_chars(text.data(), text.data() + text.size(), kibibytes);
  return kibibytes;
}

struct Started {
  pid_t pid = -1;  // -1: errno says why
  std::uint64_t inherited_memory_bytes = 0;
};

// Linux carries the size of the memory that the child leaves at execve over into ru_maxrss, which then says something about
// the host only where it is above that.
Started fork_host(const Prepared& prepared) {
  Started started;
  started.inherited_memory_bytes = proc_kibibytes("/proc/self/status", "VmRSS:") * 1024;
  started.pid = ::fork();
  if (started.pid == 0) become_host(prepared);
  return started;
}

// Copies no page of the parent's, which is most of what a start costs; this thread waits until the host is there. No signal
// may come meanwhile, since a handler of the parent's would run in the child, on the parent's memory. What is carried over is
// the most that the parent has ever had.
Started vfork_host(const Prepared& prepared) {
  sigset_t all;
  sigset_t before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  Started started;
  started.pid = ::vfork();
  if (started.pid == 0) become_host(prepared);
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (started.pid > 0) started.inherited_memory_bytes = proc_kibibytes("/proc/self/status", "VmHWM:") * 1024;
  return started;
}

// The quick way, unless the parent has had so much memory that a plugin's use of its own could not be told from it.
Started start_host(const Prepared& prepared) {
  const std::uint64_t own_peak = proc_kibibytes("/proc/self/status", "VmHWM:") * 1024;
  return own_peak < prepared.address_space_bytes / kOwnMemoryShare ? vfork_host(prepared) : fork_host(prepared);
}

bool set_nonblocking(int fd) { return ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK) == 0; }

}  // namespace

Result<Child> Child::start(const ChildRequest& request) {
  const auto failure = [&] { return cannot_start(request.program, errno); };
  Child child;

  int pair[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return failure();
  child.socket_.reset(pair[0]);
  const UniqueFd host_socket(pair[1]);
  if (::pipe2(pair, O_CLOEXEC) != 0) return failure();
  child.messages_.reset(pair[0]);
  const UniqueFd host_messages(pair[1]);
  if (::pipe2(pair, O_CLOEXEC) != 0) return failure();
  const UniqueFd report(pair[0]);
  UniqueFd host_report(pair[1]);
  const UniqueFd null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  if (!null || !set_nonblocking(child.socket_.get()) || !set_nonblocking(child.messages_.get())) return failure();

  // Absolute, since the child changes to / before it looks for it.
  const std::string program = std::filesystem::absolute(request.program).string();
  std::string name = request.program.filename().string();
  std::string deadline = fmt::format(
      "{}", std::chrono::duration_cast<std::chrono::nanoseconds>(request.deadline.time_since_epoch()).count());
  char* const arguments[] = {name.data(), deadline.data(), nullptr};
  const Prepared prepared{program.c_str(),
                          arguments,
                          null.get(),
                          host_messages.get(),
                          host_socket.get(),
                          request.plugin_fd,
                          request.image_fd,
                          host_report.get(),
                          ::getpid(),
                          static_cast<rlim_t>(request.cpu.count()),
                          request.address_space_bytes};
  const Started started = start_host(prepared);
  if (started.pid < 0) return failure();
  child.pid_ = started.pid;
  child.inherited_memory_bytes_ = started.inherited_memory_bytes;
  // Also here: whichever of the two is first, the group exists before anybody can want to signal it.
  ::setpgid(child.pid_, child.pid_);
  child.pidfd_.reset(static_cast<int>(::syscall(SYS_pidfd_open, child.pid_, 0)));
  if (!child.pidfd_) return failure();

  host_report.reset();
  int problem = 0;
  ssize_t size = 0;
  do {
    size = ::read(report.get(), &problem, sizeof problem);
  } while (size < 0 && errno == EINTR);
  if (size == static_cast<ssize_t>(sizeof problem)) return cannot_start(request.program, problem);
  return child;
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      socket_(std::move(other.socket_)),
      messages_(std::move(other.messages_)),
      pidfd_(std::move(other.pidfd_)),
      inherited_memory_bytes_(other.inherited_memory_bytes_),
      peak_memory_(other.peak_memory_) {}

Child::~Child() {
  if (pid_ > 0) end();
}

void Child::note_memory() {
  const std::string path = fmt::format("/proc/{}/status", pid_);
  peak_memory_ = std::max(peak_memory_, proc_kibibytes(path.c_str(), "VmHWM:") * 1024);
}

void Child::signal(int number) const { ::kill(-pid_, number); }

ChildEnd Child::end() {
  // The process itself is not reaped yet, so its group's number cannot have passed to anybody else.
  signal(SIGKILL);
  ChildEnd result;
  struct rusage usage {};
  while (::wait4(pid_, &result.wait_status, 0, &usage) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  const auto milliseconds = [](const timeval& time) {
    return std::chrono::milliseconds(time.tv_sec * 1000 + time.tv_usec / 1000);
  };
  result.cpu = milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
  const auto reported = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
  result.peak_memory_bytes = reported > inherited_memory_bytes_ ? std::max(reported, peak_memory_) : peak_memory_;
  return result;
}

}  // namespace termwise::sandbox
