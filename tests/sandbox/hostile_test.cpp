// Plugins that mean harm, or do it by carelessness: each is contained, is named by what it did, costs its own run, and
// leaves nothing behind. What breaks the ABI or a limit without meaning harm is in the other files here.
#include <gmock/gmock.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "plugin_runs.h"

namespace termwise::sandbox {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::uint64_t kMostGrowth = 64ull << 20;

struct Hostile {
  const char* sin;
  Ending ending;
  const char* words;     // in the sentence
  bool confined = true;  // by seccomp or Landlock, which sanitizer builds do without
};

void PrintTo(const Hostile& hostile, std::ostream* out) { *out << hostile.sin; }

// The most memory that this process has used.
std::uint64_t peak_memory() {
  std::ifstream file("/proc/self/status");
  std::string line;
  while (std::getline(file, line))
    if (line.rfind("VmHWM:", 0) == 0) return std::stoull(line.substr(6)) << 10;
  return 0;
}

class HostilePlugins : public PluginRuns, public ::testing::WithParamInterface<Hostile> {
 protected:
  void SetUp() override {
    PluginRuns::SetUp();
#ifdef TERMWISE_SANITIZED
    if (GetParam().confined)
      GTEST_SKIP() << "sanitizers need system calls of their own; this test runs in the other builds";
#endif
    // Whatever the plugin's process leaves behind becomes this one's child, however far it went.
    ASSERT_EQ(::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), 0);
    ASSERT_FALSE(std::filesystem::exists(kLoot));
  }

  static constexpr const char* kLoot = "/tmp/termwise-loot";
};

TEST_P(HostilePlugins, AreContainedAndNamed) {
  const Hostile& hostile = GetParam();
  Limits limits = generous();
  if (hostile.ending == Ending::timed_out) limits.deadline = limits.grace = std::chrono::milliseconds(300);
  const std::uint64_t before = peak_memory();
  const Evaluation evaluation = evaluate(hostile.sin, limits);
  EXPECT_EQ(name(evaluation.outcome.ending), name(hostile.ending)) << evaluation.outcome.sentence;
  EXPECT_THAT(evaluation.outcome.sentence, AllOf(StartsWith(std::string("The plugin ") + hostile.sin + ".so "),
                                                 HasSubstr(hostile.words), EndsWith(".")));
  if (hostile.ending != Ending::completed) {
    EXPECT_TRUE(evaluation.findings.empty());
  }
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "a process is left";
  EXPECT_FALSE(std::filesystem::exists(std::filesystem::symlink_status(kLoot))) << "a file is left";
  EXPECT_LT(peak_memory() - before, kMostGrowth);
}

constexpr Hostile kSins[] = {
    // On loading.
    {"crashes_on_loading", Ending::crashed, "SIGSEGV", false},
    {"connects_on_loading", Ending::forbidden, "open a network connection (socket)"},
    {"writes_tmp_on_loading", Ending::forbidden, "open a file (openat)"},
    {"maps_writable_code_on_loading", Ending::forbidden, "make memory executable"},
    {"spins_on_loading", Ending::timed_out, "its deadline of 0.3 seconds", false},
    {"exits_on_loading", Ending::exited, "exit(0)", false},
    // Processes and threads. The C library holds signals back for some of them, so that the kernel ends the host.
    {"fork_bomb", Ending::forbidden, "start a thread or process (clone"},
    {"forks", Ending::forbidden, "start a thread or process (clone"},
    {"threads", Ending::forbidden, "starting a thread or another program"},
    {"runs_a_shell", Ending::forbidden, "starting a thread or another program"},
    {"executes", Ending::forbidden, "start another program (execve)"},
    {"leaves_group", Ending::forbidden, "change how its process is treated (setpgid)"},
    {"unshares", Ending::forbidden, "change how its process is treated (unshare)"},
    // Files and the network.
    {"connects", Ending::forbidden, "open a network connection (socket)"},
    {"reads_passwd", Ending::forbidden, "open a file (openat)"},
    {"opens_itself", Ending::forbidden, "open a file (openat)"},
    {"writes_tmp", Ending::forbidden, "open a file (openat)"},
    {"writes_file", Ending::forbidden, "make a file in memory (memfd_create)"},
    {"links", Ending::forbidden, "change files (symlink"},
    {"loads_library", Ending::forbidden, "open a file (openat)"},
    {"rings", Ending::forbidden, "the system call number 425"},
    // Other processes, and rights.
    {"traces", Ending::forbidden, "trace another process (ptrace)"},
    {"reads_daemon", Ending::forbidden, "reach into another process (process_vm_readv)"},
    {"signals_daemon", Ending::forbidden, "send a signal to another process (kill)"},
    {"kills_itself", Ending::forbidden, "send a signal (tgkill)"},
    {"sends_to_itself", Ending::forbidden, "(kill)"},
    {"becomes_root", Ending::forbidden, "act as another user (setuid)"},
    {"makes_itself_dumpable", Ending::forbidden, "(prctl)"},
    // Its own confinement.
    {"handles_sigsys", Ending::forbidden, "change how signals are handled (rt_sigaction)"},
    {"blocks_sigsys", Ending::forbidden, "with signals held back"},
    {"rewrites_code", Ending::forbidden, "make memory executable or map it anew (mprotect)"},
    {"maps_code", Ending::forbidden, "make memory executable or map it anew (mmap)"},
#ifdef __x86_64__
    {"old_calls", Ending::forbidden, "SIGSYS"},
#endif
    // Time and memory.
    {"spins", Ending::timed_out, "its deadline of 0.3 seconds", false},
    {"sleeps", Ending::timed_out, "its deadline of 0.3 seconds", false},
    {"spins_deaf", Ending::timed_out, "its deadline of 0.3 seconds", false},
    {"closes_and_spins", Ending::timed_out, "its deadline of 0.3 seconds", false},
    // The end of its process, and the stack.
    {"segfault", Ending::crashed, "SIGSEGV", false},
    {"exits", Ending::exited, "exit(0)", false},
    {"throws", Ending::threw, "the abacus is broken", false},
    {"smashes_stack", Ending::crashed, "abort()", false},
    {"jumps", Ending::crashed, " crashed: ", false},
    {"closes_descriptors", Ending::malformed, "closed the descriptor", false},
    // What it emits, and what it says past its host.
    {"outside", Ending::outside_snapshot, "school 123456", false},
    {"rewrites_facts", Ending::outside_snapshot, "school 123456", false},
    {"writes_facts", Ending::crashed, "memory that is not its own", false},
    {"writes_image_file", Ending::forbidden, "change files (pwrite64)"},
    {"floods_one_school", Ending::malformed, "two findings", false},
    {"huge_sentence", Ending::malformed, "1073741824 bytes long, and at most 4096", false},
    {"huge_failure", Ending::failed, "nothing about the reason", false},
    {"huge_frame", Ending::malformed, "announces 1073741824 bytes", false},
    {"empty_frames", Ending::malformed, "does not belong here", false},
    {"forges_frames", Ending::malformed, "broke the rules for plugins", false},
    {"forges_count", Ending::malformed, "does not belong here", false},
    {"forges_weakness", Ending::malformed, "does not belong here", false},
    {"bad_utf8", Ending::malformed, "not UTF-8", false},
    // What it is.
    {"other_major", Ending::refused, "needs plugin ABI 2.0", false},
    {"half_extension", Ending::refused, "no evaluate function", false},
    // No sin that anybody else would notice.
    {"symbol_clash", Ending::completed, "did its work"},
    {"sorts", Ending::completed, "did its work", false},
};

INSTANTIATE_TEST_SUITE_P(Sins, HostilePlugins, ::testing::ValuesIn(kSins),
                         [](const auto& instance) { return std::string(instance.param.sin); });

using Landlocked = PluginRuns;

// Loading needs to open files, so that here it is Landlock that says no.
TEST_F(Landlocked, FilesAreOutOfReachOnLoading) {
#ifdef TERMWISE_SANITIZED
  GTEST_SKIP() << "sanitizers read files of their own; this test runs in the other builds";
#endif
  const Evaluation evaluation = evaluate("reads_on_loading");
  EXPECT_EQ(name(evaluation.outcome.ending), "completed") << evaluation.outcome.sentence;
  if (evaluation.outcome.lacking.landlock) GTEST_SKIP() << "this kernel has no Landlock";
  for (const char* file : {"/etc/passwd", "/proc/self/mem", "/proc/self/environ", "/proc/1/cmdline", "/", "/tmp"})
    EXPECT_THAT(evaluation.outcome.standard_error, HasSubstr(std::string(file) + ": Permission denied\n"));
}

}  // namespace
}  // namespace termwise::sandbox
