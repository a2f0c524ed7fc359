#include "base/process.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace termwise {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

ProcessPlan shell(const std::string& script) { return {"/bin/sh", {"-c", script}, {"A=1"}, "/", std::nullopt, -1}; }

TEST(Process, tellsHowItEndedAndWhatItSaid) {
  const auto fine = run_process(shell("echo out; echo err >&2"));
  ASSERT_TRUE(fine.ok());
  EXPECT_TRUE(fine->success);
  EXPECT_EQ(fine->output, "out\nerr\n");
  const auto bad = run_process(shell("exit 3"));
  EXPECT_FALSE(bad->success);
  EXPECT_EQ(bad->how, "exited with status 3");
  EXPECT_EQ(run_process(shell("kill -9 $$"))->how, "was killed by signal 9");
}

TEST(Process, inheritsNothing) {
  EXPECT_EQ(run_process(shell("echo ${A}${HOME:-none}"))->output, "1none\n");
  EXPECT_EQ(run_process(shell("pwd"))->output, "/\n");
  EXPECT_EQ(run_process(shell("cat"))->output, "") << "standard input is empty";
  int leaky[2];
  ASSERT_EQ(::pipe(leaky), 0);
  const std::string listed = run_process(shell("ls /proc/self/fd"))->output;
  EXPECT_EQ(listed.find(std::to_string(leaky[1])), std::string::npos) << listed;
  ::close(leaky[0]);
  ::close(leaky[1]);
}

TEST(Process, keepsOnlyTheEndOfALongOutput) {
  const auto end = run_process(shell("head -c 200000 /dev/zero | tr '\\0' x; echo end"));
  EXPECT_EQ(end->output.size(), kProcessOutputLimit);
  EXPECT_THAT(end->output, testing::EndsWith("end\n"));
}

TEST(Process, thatCannotBeStartedSaysWhy) {
  const auto missing = start_process({"/nonexistent/program", {}, {}, "/", std::nullopt, -1});
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().exit, ExitCode::unavailable);
  EXPECT_THAT(missing.error().message, HasSubstr("No such file or directory"));
}

TEST(Process, isWaitedForAndReaped) {
  const auto pid = start_process(shell("exec sleep 1000"));
  ASSERT_TRUE(pid.ok());
  EXPECT_FALSE(wait_for_end(*pid, 20ms));
  ::kill(*pid, SIGKILL);
  EXPECT_TRUE(wait_for_end(*pid, 10s));
  EXPECT_EQ(::waitpid(*pid, nullptr, WNOHANG), -1);
  EXPECT_TRUE(wait_for_end(*pid, 0ms)) << "and so it stays";
}

TEST(Process, runsAsAnotherUserForRoot) {
  if (::geteuid() != 0) GTEST_SKIP() << "Only root can become another user.";
  const auto user = find_user("nobody");
  ASSERT_TRUE(user.has_value());
  ProcessPlan plan = shell("id -un; id -Gn");
  plan.environment = {"PATH=/usr/bin:/bin"};
  plan.user = user;
  EXPECT_EQ(run_process(plan)->output, "nobody\nnogroup\n");
  EXPECT_TRUE(may_enter(*user, "/"));
  EXPECT_FALSE(may_enter(*user, "/root"));
  EXPECT_FALSE(may_enter(*user, "/nonexistent"));
}

TEST(Process, findsUsers) {
  EXPECT_EQ(find_user("root")->uid, 0u);
  EXPECT_EQ(find_user(uid_t{0})->name, "root");
  EXPECT_FALSE(find_user("no-such-user-here").has_value());
}

}  // namespace
}  // namespace termwise
