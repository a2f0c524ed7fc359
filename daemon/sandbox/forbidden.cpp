#include "sandbox/forbidden.h"

#include <sys/syscall.h>

#include <charconv>

#include <fmt/format.h>

namespace termwise::sandbox {
namespace {

struct Call {
  long number;
  std::string_view name;
  std::string_view purpose;
};

constexpr std::string_view kProgram = "start another program";
constexpr std::string_view kThread = "start a thread or process";
constexpr std::string_view kNetwork = "open a network connection";
constexpr std::string_view kOpen = "open a file";
constexpr std::string_view kFiles = "change files";
constexpr std::string_view kSignal = "send a signal";
constexpr std::string_view kHandler = "change how signals are handled";
constexpr std::string_view kSignalOther = "send a signal to another process";
constexpr std::string_view kTrace = "trace another process";
constexpr std::string_view kReach = "reach into another process";
constexpr std::string_view kUser = "act as another user";
constexpr std::string_view kCode = "make memory executable or map it anew";
constexpr std::string_view kAnonymous = "make a file in memory";
constexpr std::string_view kDescriptor = "copy or change a descriptor";
constexpr std::string_view kProcess = "change how its process is treated";

// The calls that a plugin is likely to try. Older ones are missing on newer architectures.
constexpr Call kCalls[] = {
    {SYS_execve, "execve", kProgram},
    {SYS_execveat, "execveat", kProgram},
    {SYS_clone, "clone", kThread},
    {SYS_clone3, "clone3", kThread},
#ifdef SYS_fork
    {SYS_fork, "fork", kThread},
    {SYS_vfork, "vfork", kThread},
    {SYS_open, "open", kOpen},
    {SYS_creat, "creat", kOpen},
    {SYS_unlink, "unlink", kFiles},
    {SYS_rename, "rename", kFiles},
    {SYS_mkdir, "mkdir", kFiles},
    {SYS_symlink, "symlink", kFiles},
    {SYS_link, "link", kFiles},
    {SYS_chmod, "chmod", kFiles},
    {SYS_dup2, "dup2", kDescriptor},
#endif
    {SYS_socket, "socket", kNetwork},
    {SYS_socketpair, "socketpair", kNetwork},
    {SYS_connect, "connect", kNetwork},
    {SYS_bind, "bind", kNetwork},
    {SYS_openat, "openat", kOpen},
    {SYS_openat2, "openat2", kOpen},
    {SYS_write, "write", kFiles},
    {SYS_writev, "writev", kFiles},
    {SYS_pwrite64, "pwrite64", kFiles},
    {SYS_unlinkat, "unlinkat", kFiles},
    {SYS_renameat2, "renameat2", kFiles},
    {SYS_mkdirat, "mkdirat", kFiles},
    {SYS_symlinkat, "symlinkat", kFiles},
    {SYS_linkat, "linkat", kFiles},
    {SYS_ftruncate, "ftruncate", kFiles},
    {SYS_kill, "kill", kSignalOther},
    {SYS_tkill, "tkill", kSignal},
    {SYS_tgkill, "tgkill", kSignal},
    {SYS_rt_sigqueueinfo, "rt_sigqueueinfo", kSignalOther},
    {SYS_pidfd_send_signal, "pidfd_send_signal", kSignalOther},
    {SYS_rt_sigaction, "rt_sigaction", kHandler},
    {SYS_sigaltstack, "sigaltstack", kHandler},
    {SYS_ptrace, "ptrace", kTrace},
    {SYS_process_vm_readv, "process_vm_readv", kReach},
    {SYS_process_vm_writev, "process_vm_writev", kReach},
    {SYS_setuid, "setuid", kUser},
    {SYS_setgid, "setgid", kUser},
    {SYS_setresuid, "setresuid", kUser},
    {SYS_setresgid, "setresgid", kUser},
    {SYS_mmap, "mmap", kCode},
    {SYS_mprotect, "mprotect", kCode},
    {SYS_memfd_create, "memfd_create", kAnonymous},
    {SYS_dup, "dup", kDescriptor},
    {SYS_dup3, "dup3", kDescriptor},
    {SYS_fcntl, "fcntl", kDescriptor},
    {SYS_prctl, "prctl", kProcess},
    {SYS_prlimit64, "prlimit64", kProcess},
    {SYS_setpgid, "setpgid", kProcess},
    {SYS_setsid, "setsid", kProcess},
    {SYS_seccomp, "seccomp", kProcess},
    {SYS_unshare, "unshare", kProcess},
    {SYS_setns, "setns", kProcess},
    {SYS_personality, "personality", kProcess},
};

}  // namespace

std::string what_a_call_does(std::string_view number) {
  long wanted = -1;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), wanted);
  if (error != std::errc() || end != number.data() + number.size() || wanted < 0)
    return "make a system call that its host did not name";
  for (const auto& call : kCalls)
    if (call.number == wanted) return fmt::format("{} ({})", call.purpose, call.name);
  return fmt::format("make the system call number {}", wanted);
}

}  // namespace termwise::sandbox
