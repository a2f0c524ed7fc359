#include "check/forbidden_imports.h"

#include <cxxabi.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace termwise::check {

const std::vector<ForbiddenKind>& forbidden_kinds() {
  static const std::vector<ForbiddenKind> kinds = {
      {"process",
       false,
       "start or wait for processes",
       "Leave that to Termwise: a rule computes from the facts that it is given.",
       {"fork",    "vfork", "_Fork",  "clone",  "clone3",   "execv",   "execve",      "execvp",
        "execvpe", "execl", "execlp", "execle", "execveat", "fexecve", "posix_spawn", "posix_spawnp",
        "system",  "popen", "pclose", "daemon", "wait",     "waitpid", "waitid",      "wait4"},
       {}},
      {"network",
       false,
       "open network connections",
       "Ask for the figures as measures in the manifest's needs instead.",
       {"socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "send", "sendto", "sendmsg", "recv",
        "recvfrom", "recvmsg", "getaddrinfo", "gethostbyname", "gethostbyname_r"},
       {}},
      {"files",
       false,
       "use files",
       "Make constants of what the rule needs, or parameters where an LA may change it.",
       {"open",      "open64",     "openat",  "openat64",     "__open_2", "__open64_2", "__openat_2", "__openat64_2",
        "creat",     "creat64",    "fopen",   "fopen64",      "freopen",  "freopen64",  "fdopen",     "opendir",
        "fdopendir", "readdir",    "scandir", "unlink",       "unlinkat", "remove",     "rename",     "renameat",
        "renameat2", "mkdir",      "mkdirat", "rmdir",        "mkstemp",  "mkstemp64",  "tmpfile",    "tmpfile64",
        "truncate",  "truncate64", "symlink", "link",         "chmod",    "chown",      "stat",       "lstat",
        "stat64",    "lstat64",    "access",  "memfd_create", "shm_open", "chdir",      "getcwd",     "realpath"},
       {"_ZNSt14basic_ifstream", "_ZNSt14basic_ofstream", "_ZNSt13basic_fstream", "_ZNSt13basic_filebuf",
        "_ZTTSt14basic_ifstream", "_ZTTSt14basic_ofstream", "_ZTTSt13basic_fstream", "_ZNSt10filesystem",
        "_ZNKSt10filesystem", "_ZTVSt13basic_filebuf"}},
      {"threads",
       false,
       "start threads",
       "Do the work in the calling thread: a plugin may start none.",
       {"pthread_create", "thrd_create"},
       {"_ZNSt6thread15_M_start_thread"}},
      {"loading",
       false,
       "load other libraries",
       "Link what the rule needs into the plugin.",
       {"dlopen", "dlmopen", "dlsym", "dlvsym"},
       {}},
      {"others",
       false,
       "reach into other processes or call the system directly",
       "Remove the call: a rule computes from the facts that it is given.",
       {"ptrace", "process_vm_readv", "process_vm_writev", "kill", "killpg", "tgkill", "pidfd_open",
        "pidfd_send_signal", "syscall", "prctl", "setrlimit", "setrlimit64"},
       {}},
      {"environment",
       false,
       "read or change the environment",
       "Declare a parameter in the manifest and let the LA's file set it: the environment of a plugin is empty.",
       {"getenv", "secure_getenv", "setenv", "unsetenv", "putenv", "environ", "__environ", "getpid", "getppid",
        "gettid", "getuid", "geteuid", "getlogin", "getpwuid", "getpwnam", "gethostname", "uname", "sysconf"},
       {}},
      {"locale",
       false,
       "set a locale",
       "Write numbers and dates with the SDK's own functions, which know no locale.",
       {"setlocale", "newlocale", "uselocale"},
       {"_ZNSt6localeC1EPKc", "_ZNSt6locale6globalE"}},
      {"clock",
       false,
       "ask what time it is or wait",
       "Use the input's reference_date as today: results may follow from the arguments alone.",
       {"time",         "clock",        "clock_gettime", "clock_getres",    "gettimeofday",
        "timespec_get", "ftime",        "times",         "getrusage",       "localtime",
        "localtime_r",  "mktime",       "tzset",         "ctime",           "ctime_r",
        "sleep",        "usleep",       "nanosleep",     "clock_nanosleep", "alarm",
        "setitimer",    "timer_create", "timerfd_create"},
       {"_ZNSt6chrono3_V212system_clock3now", "_ZNSt6chrono3_V212steady_clock3now"}},
      {"random",
       false,
       "draw random numbers",
       "Remove it: the same facts must give the same findings.",
       {"rand", "srand", "random", "srandom", "drand48", "lrand48", "mrand48", "srand48", "arc4random",
        "arc4random_uniform", "arc4random_buf", "getrandom", "getentropy"},
       {"_ZNSt13random_device"}},
      {"exit",
       false,
       "end the process",
       "Return from the call, with TW_FAILED after host->fail() where the rule cannot do its work.",
       {"exit", "_exit", "_Exit", "quick_exit"},
       {}},
      {"signals",
       false,
       "handle signals",
       "Remove it: whatever a handler would hide, Termwise has to see.",
       {"signal", "__sysv_signal", "bsd_signal", "sigaction", "sigprocmask", "pthread_sigmask", "sigaltstack", "raise"},
       {}},
      {"jumps",
       false,
       "jump out of functions (setjmp and longjmp)",
       "Return error codes, or throw inside the plugin: no jump may cross to the host.",
       {"setjmp", "_setjmp", "sigsetjmp", "__sigsetjmp", "longjmp", "_longjmp", "siglongjmp", "__longjmp_chk"},
       {}},
      {"printing",
       true,
       "print",
       "Put what people should read into findings: a plugin's output is only kept where its run fails, and cut.",
       {"printf", "fprintf", "vprintf", "vfprintf", "__printf_chk", "__fprintf_chk", "__vfprintf_chk", "puts",
        "putchar", "fputs", "fwrite", "perror", "stdout", "stderr", "write", "scanf", "__isoc99_scanf", "stdin"},
       {"_ZSt4cout", "_ZSt4cerr", "_ZSt4clog", "_ZSt3cin"}},
  };
  return kinds;
}

bool forbids(const ForbiddenKind& kind, std::string_view import) {
  const auto begins = [&](std::string_view beginning) { return import.substr(0, beginning.size()) == beginning; };
  return std::find(kind.names.begin(), kind.names.end(), import) != kind.names.end() ||
         std::any_of(kind.beginnings.begin(), kind.beginnings.end(), begins);
}

std::string readable_symbol(const std::string& symbol) {
  if (symbol.rfind("_Z", 0) != 0) return symbol;
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> name(abi::__cxa_demangle(symbol.c_str(), nullptr, nullptr, &status),
                                                         &std::free);
  return status == 0 && name ? std::string(name.get()) : symbol;
}

}  // namespace termwise::check
