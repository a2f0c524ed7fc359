// What a plugin finds around it, and what happens when the host cannot be started.
#include <gmock/gmock.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <map>
#include <thread>

#include "base/unique_fd.h"
#include "plugin_runs.h"

namespace termwise::sandbox {
namespace {

using ::testing::HasSubstr;

using Surroundings = PluginRuns;

// What the kernel says of the process, from when its second filter is in place or, after some seconds, as it is.
std::map<std::string, std::string> status_once_confined(pid_t process) {
  std::map<std::string, std::string> found;
  for (int i = 0; i < 500 && found["Seccomp_filters"] != "2"; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    std::ifstream file("/proc/" + std::to_string(process) + "/status");
    std::string line;
    while (std::getline(file, line))
      if (const auto colon = line.find(":\t"); colon != std::string::npos)
        found[line.substr(0, colon)] = line.substr(colon + 2);
  }
  return found;
}

TEST_F(Surroundings, PluginSeesNextToNothing) {
  // A descriptor and a variable that must not reach the plugin, though they could be inherited.
  int pair[2];
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
  const UniqueFd first(pair[0]), second(pair[1]);
  ::setenv("PGPASSWORD", "secret", 1);
  std::map<std::string, std::string> kernel;
  std::string place;
  std::thread looker([&] {
    const pid_t host = host_of(::getpid());
    kernel = status_once_confined(host);
    std::error_code refused;
    place = std::filesystem::read_symlink("/proc/" + std::to_string(host) + "/cwd", refused).string();
  });
  Limits limits = generous();
  limits.deadline = std::chrono::seconds(1);
  const Evaluation evaluation = evaluate("witness", limits);
  looker.join();
  const std::string& seen = evaluation.outcome.standard_error;
  EXPECT_THAT(seen, HasSubstr("environment=0 group=1 stdin=0 files=64 size=0\n"));
  EXPECT_THAT(seen, HasSubstr("descriptors=0 1 2 3 4 5 \n"));
  EXPECT_EQ(kernel["NoNewPrivs"], "1");
  if (::geteuid() == 0) {  // others may not look
    EXPECT_EQ(place, "/");
  }
#ifndef TERMWISE_SANITIZED
  EXPECT_EQ(kernel["Threads"], "1");
  EXPECT_EQ(kernel["Seccomp"], "2");
  EXPECT_EQ(kernel["Seccomp_filters"], "2");
#endif
}

TEST_F(Surroundings, MissingHostProgramIsAnError) {
  const auto plugin = PluginFile::open(sin("good"));
  ASSERT_TRUE(plugin.ok());
  const auto result = PluginHost("/nowhere/termwise-plugin-host").describe(*plugin, generous());
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().exit, ExitCode::internal);
  EXPECT_THAT(result.error().message, HasSubstr("/nowhere/termwise-plugin-host could not be started: No such file"));
}

TEST_F(Surroundings, HostProgramMayBeNamedRelatively) {
  const auto plugin = PluginFile::open(sin("good"));
  const auto relative = std::filesystem::relative(host_program());
  ASSERT_TRUE(relative.is_relative());
  const auto result = PluginHost(relative).describe(*plugin, generous());
  ASSERT_TRUE(result.ok()) << result.error().message;
  EXPECT_EQ(name(result->outcome.ending), "completed");
}

TEST_F(Surroundings, HostRefusesToBeStartedByHand) {
  for (const char* arguments : {"", " 12345", " a b", " --help"}) {
    FILE* output = ::popen((host_program().string() + arguments + " 2>&1").c_str(), "r");
    ASSERT_NE(output, nullptr);
    char text[512] = {};
    const std::size_t size = std::fread(text, 1, sizeof text - 1, output);
    const int status = ::pclose(output);
    EXPECT_EQ(WEXITSTATUS(status), 64) << arguments;
    EXPECT_THAT(std::string(text, size), HasSubstr("nothing to start by hand"));
  }
}

TEST_F(Surroundings, BrokenFactsAreNotShownToThePlugin) {
  const auto plugin = PluginFile::open(sin("good"));
  auto facts = test_facts();
  facts[0] = std::byte{0};
  const auto result =
      PluginHost(host_program()).evaluate(*plugin, test_manifest(), test_input(), facts, kSchools, generous());
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(name(result->outcome.ending), "malformed");
  EXPECT_THAT(result->outcome.sentence, HasSubstr("facts image"));
}

// Makes this process one on a kernel that has neither Landlock nor seccomp, as far as it and its children can see.
bool lose_landlock_and_seccomp() {
  const auto number = static_cast<unsigned>(offsetof(seccomp_data, nr));
  sock_filter program[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, number),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_landlock_create_ruleset, 1, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_seccomp, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog whole{static_cast<unsigned short>(std::size(program)), program};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &whole) == 0;
}

TEST_F(Surroundings, WhatAKernelLacksIsSaidAndNoReasonNotToRun) {
#ifdef TERMWISE_SANITIZED
  GTEST_SKIP() << "sanitizer builds do without Landlock and seccomp; this test runs in the other builds";
#endif
  EXPECT_FALSE(evaluate("good").outcome.lacking.any());
  // In a process of its own, since there is no way back.
  const pid_t elsewhere = ::fork();
  if (elsewhere == 0) {
    if (!lose_landlock_and_seccomp()) ::_exit(1);
    const Evaluation evaluation = evaluate("good");
    if (evaluation.outcome.ending != Ending::completed || evaluation.findings.size() != std::size(kSchools)) ::_exit(2);
    const Description description = describe("good");
    const bool said = evaluation.outcome.lacking == wire::Unconfined{true, true} &&
                      description.outcome.lacking == wire::Unconfined{true, true};
    ::_exit(said ? 0 : 3);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(elsewhere, &status, 0), elsewhere);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace termwise::sandbox
