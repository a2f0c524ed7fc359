#include "host/system_calls.h"

#include <fcntl.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "base/file.h"
#include "wire/frames.h"

namespace termwise::host {
namespace {

// What computing needs, by its plain name: memory, clocks, waiting, looking at oneself, and ending.
constexpr int kPlain[] = {
    SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(read), SCMP_SYS(readv),
    SCMP_SYS(pread64), SCMP_SYS(lseek), SCMP_SYS(close), SCMP_SYS(futex), SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(nanosleep), SCMP_SYS(clock_nanosleep),
    SCMP_SYS(pause), SCMP_SYS(restart_syscall), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(getcpu),
    SCMP_SYS(getrandom), SCMP_SYS(getpid), SCMP_SYS(getppid), SCMP_SYS(getpgrp), SCMP_SYS(getpgid), SCMP_SYS(getuid),
    SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(gettid), SCMP_SYS(getrusage), SCMP_SYS(times),
    // qsort asks how much memory the machine has.
    SCMP_SYS(sysinfo), SCMP_SYS(uname),
    // abort() lifts the block on its signal first. Whoever blocks SIGSYS is ended by the kernel instead.
    SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(exit), SCMP_SYS(exit_group)};

// What the dynamic loader needs besides, with opening and executable mappings below.
constexpr int kLoading[] = {SCMP_SYS(fstat),     SCMP_SYS(newfstatat), SCMP_SYS(statx),     SCMP_SYS(access),
                            SCMP_SYS(faccessat), SCMP_SYS(readlink),   SCMP_SYS(readlinkat)};

// Calls that libraries try and can do without: they get an answer, and reach nothing.
struct Answered {
  int call;
  int error;
};
constexpr Answered kAlways[] = {{SCMP_SYS(ioctl), ENOTTY}};  // the C library asks whether it writes to a terminal
// Of its own descriptors, before it writes to one.
constexpr Answered kWhileRunning[] = {
    {SCMP_SYS(fstat), EACCES}, {SCMP_SYS(newfstatat), EACCES}, {SCMP_SYS(statx), EACCES}};

class Filter {
 public:
  // What is not listed ends in SIGSYS.
  Filter() : context_(::seccomp_init(SCMP_ACT_TRAP), ::seccomp_release) {
    if (!context_) {
      problem_ = ENOMEM;
      return;
    }
    // Given up before, by prctl. And calls of another architecture have other numbers: the kernel ends those at once.
    note(::seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_NNP, 0));
    note(::seccomp_attr_set(context_.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS));
  }

  void allow(int call) { rule(SCMP_ACT_ALLOW, call, {}); }
  void allow(int call, const std::vector<scmp_arg_cmp>& where) { rule(SCMP_ACT_ALLOW, call, where); }
  void answer(const Answered& answered) {
    rule(SCMP_ACT_ERRNO(static_cast<unsigned>(answered.error)), answered.call, {});
  }

  // 0, or what went wrong.
  int load() { return problem_ != 0 ? problem_ : -::seccomp_load(context_.get()); }

 private:
  void note(int answer) {
    if (answer < 0 && problem_ == 0) problem_ = -answer;
  }
  void rule(std::uint32_t action, int call, const std::vector<scmp_arg_cmp>& where) {
    if (call < 0) return;  // this architecture does not have it
    if (context_)
      note(::seccomp_rule_add_array(context_.get(), action, call, static_cast<unsigned>(where.size()), where.data()));
  }

  std::unique_ptr<void, void (*)(scmp_filter_ctx)> context_;
  int problem_ = 0;
};

using Unsigned = scmp_datum_t;

scmp_arg_cmp equal(unsigned argument, Unsigned value) { return {argument, SCMP_CMP_EQ, value, 0}; }
scmp_arg_cmp masked(unsigned argument, Unsigned mask, Unsigned value) {
  return {argument, SCMP_CMP_MASKED_EQ, mask, value};
}

// Standard output and error and the socket to the daemon. Other descriptors are open for reading at most.
void allow_writing(Filter& filter) {
  for (const int fd : {STDOUT_FILENO, STDERR_FILENO, wire::kSocketFd})
    for (const int call : {SCMP_SYS(write), SCMP_SYS(writev)})
      filter.allow(call, {equal(0, static_cast<Unsigned>(fd))});
  // To where the socket leads, and nowhere else.
  filter.allow(SCMP_SYS(sendto), {equal(0, wire::kSocketFd), equal(4, 0)});
}

// abort() is a signal to oneself. No other is needed, and none to anybody else.
void allow_abort(Filter& filter) {
  filter.allow(SCMP_SYS(tgkill), {equal(0, static_cast<Unsigned>(::getpid())), equal(2, SIGABRT)});
}

// The C library sets these up for itself before it starts a thread (32 and 33 are its own) or a command, which is what is
// then refused, and named.
void allow_own_signals(Filter& filter) {
  for (const int signal : {SIGINT, SIGQUIT, 32, 33})
    filter.allow(SCMP_SYS(rt_sigaction), {equal(0, static_cast<Unsigned>(signal))});
  filter.allow(SCMP_SYS(sigaltstack), {equal(0, 0)});  // longjmp only asks
}

void allow_looking_at_limits(Filter& filter) {
  filter.allow(SCMP_SYS(prlimit64), {equal(0, 0), equal(2, 0)});
  filter.allow(SCMP_SYS(fcntl), {equal(1, F_GETFL)});
  filter.allow(SCMP_SYS(fcntl), {equal(1, F_GETFD)});
}

void allow_memory(Filter& filter, Stage stage) {
  filter.allow(SCMP_SYS(mmap), {masked(2, PROT_EXEC, 0)});
  filter.allow(SCMP_SYS(mprotect), {masked(2, PROT_EXEC, 0)});
  // The code of a library, which is never writable at the same time.
  if (stage == Stage::loading) filter.allow(SCMP_SYS(mmap), {masked(2, PROT_EXEC | PROT_WRITE, PROT_EXEC)});
}

void allow_loading(Filter& filter) {
  for (const int call : kLoading) filter.allow(call);
  constexpr Unsigned kHow = O_ACCMODE | O_CREAT | O_TRUNC | O_PATH;
  filter.allow(SCMP_SYS(open), {masked(1, kHow, O_RDONLY)});
  filter.allow(SCMP_SYS(openat), {masked(2, kHow, O_RDONLY)});
  // For the second stage. It can only take more away.
  filter.allow(SCMP_SYS(seccomp), {equal(0, SECCOMP_SET_MODE_FILTER)});
}

bool kernel_has_filters() {
  const std::uint32_t action = SECCOMP_RET_TRAP;
  return ::syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

}  // namespace

Result<bool> allow_only_calls_for(Stage stage) {
  // Not asked again under the first stage, which would end the process for it.
  if (stage == Stage::loading && !kernel_has_filters()) return false;
  Filter filter;
  for (const int call : kPlain) filter.allow(call);
  for (const auto& one : kAlways) filter.answer(one);
  allow_writing(filter);
  allow_abort(filter);
  allow_own_signals(filter);
  allow_looking_at_limits(filter);
  allow_memory(filter, stage);
  if (stage == Stage::loading) {
    allow_loading(filter);
  } else {
    for (const auto& one : kWhileRunning) filter.answer(one);
  }
  if (const int problem = filter.load(); problem != 0)
    return Error{ExitCode::internal,
                 fmt::format("the filter of system calls cannot be set: {}", system_message(problem))};
  return true;
}

}  // namespace termwise::host
