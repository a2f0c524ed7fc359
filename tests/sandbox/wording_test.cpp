// What an end without a last word means, and the sentences.
#include "sandbox/wording.h"

#include <gmock/gmock.h>
#include <signal.h>
#include <sys/syscall.h>

#include "sandbox/forbidden.h"

namespace termwise::sandbox {
namespace {

using ::testing::HasSubstr;

constexpr std::uint64_t kLimit = 1000ull << 20;

// Wait statuses as Linux lays them out: a signal's number below, an exit code eight bits up.
Ending judged(int wait_status, std::uint64_t peak) {
  Limits limits;
  limits.memory_bytes = kLimit;
  return judge(ChildEnd{wait_status, {}, peak}, limits).ending;
}

TEST(Judgement, CrashesNearTheMemoryLimitAreItsDoing) {
  EXPECT_EQ(judged(SIGSEGV, kLimit / 8 * 7), Ending::out_of_memory);
  EXPECT_EQ(judged(SIGSEGV, kLimit / 8 * 7 - 1), Ending::crashed);
  EXPECT_EQ(judged(SIGABRT, kLimit), Ending::out_of_memory);
  EXPECT_EQ(judged(SIGFPE, kLimit), Ending::crashed);
}

TEST(Judgement, KillFromOutsideIsMemoryWhereMuchWasUsed) {
  EXPECT_EQ(judged(SIGKILL, kLimit / 2), Ending::out_of_memory);
  EXPECT_EQ(judged(SIGKILL, kLimit / 2 - 1), Ending::killed);
}

TEST(Judgement, ProcessorTimeIsTimeToo) { EXPECT_EQ(judged(SIGXCPU, 0), Ending::timed_out); }

TEST(Judgement, CallsThatNobodyCouldReportAreForbiddenToo) { EXPECT_EQ(judged(SIGSYS, kLimit), Ending::forbidden); }

TEST(Judgement, ExitIsExit) { EXPECT_EQ(judged(9 << 8, kLimit), Ending::exited); }

TEST(Sentences, AreWholeAndNameThePlugin) {
  for (int number = 0; number <= static_cast<int>(Ending::stopped); ++number) {
    const auto ending = static_cast<Ending>(number);
    const std::string text = sentence({ending, "a\nb\x01"}, "termwise-kent.so", Limits{});
    EXPECT_THAT(text, ::testing::StartsWith("The plugin termwise-kent.so ")) << name(ending);
    EXPECT_EQ(text.back(), '.') << name(ending);
    EXPECT_EQ(text.find_first_of("\n\x01"), std::string::npos) << name(ending);
    EXPECT_FALSE(name(ending).empty());
  }
}

TEST(Sentences, LimitsReadAsPeopleWriteThem) {
  EXPECT_THAT(sentence({Ending::timed_out, {}}, "p.so", Limits{}), HasSubstr("its deadline of 60 seconds"));
  EXPECT_THAT(sentence({Ending::out_of_memory, {}}, "p.so", Limits{}), HasSubstr("its limit of 1,024 megabytes"));
}

TEST(Sentences, HaveOneFullStop) {
  EXPECT_THAT(sentence({Ending::failed, "'The hat is empty.'"}, "p.so", Limits{}),
              HasSubstr("says: 'The hat is empty'. "));
  EXPECT_THAT(sentence({Ending::failed, "nothing."}, "p.so", Limits{}), HasSubstr("says: nothing. "));
}

TEST(Sentences, ForbiddenCallsAreNamed) {
  EXPECT_EQ(what_a_call_does(std::to_string(SYS_socket)), "open a network connection (socket)");
  EXPECT_EQ(what_a_call_does("000000" + std::to_string(SYS_execve)), "start another program (execve)");
  EXPECT_EQ(what_a_call_does("0000009999"), "make the system call number 9999");
  for (const char* odd : {"", "-1", "12a", "99999999999999999999"})
    EXPECT_EQ(what_a_call_does(odd), "make a system call that its host did not name") << odd;
}

TEST(Sentences, LongWordsOfAPluginAreCut) {
  EXPECT_LT(sentence({Ending::threw, std::string(4096, 'x')}, "p.so", Limits{}).size(), 1300u);
}

}  // namespace
}  // namespace termwise::sandbox
