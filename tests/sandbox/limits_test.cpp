// Deadlines, memory and output: what a plugin may use, and that nothing of it is left.
#include <gmock/gmock.h>

#include <fstream>
#include <thread>

#include "plugin_runs.h"

namespace termwise::sandbox {
namespace {

using ::testing::HasSubstr;
using std::chrono::milliseconds;

class LimitsOfRuns : public PluginRuns {
 protected:
  static Limits hurried() {
    Limits limits = generous();
    limits.deadline = milliseconds(300);
    limits.grace = milliseconds(100);
    return limits;
  }
  static void expect_timed_out(const std::string& plugin) {
    const Evaluation evaluation = evaluate(plugin, hurried());
    EXPECT_EQ(name(evaluation.outcome.ending), "timed_out") << evaluation.outcome.sentence;
    EXPECT_THAT(evaluation.outcome.sentence, HasSubstr("still running after its deadline of 0.3 seconds"));
    EXPECT_GE(evaluation.outcome.wall, milliseconds(300));
    EXPECT_TRUE(evaluation.findings.empty());
  }
};

TEST_F(LimitsOfRuns, SpinningPluginIsTerminated) { expect_timed_out("spins"); }
TEST_F(LimitsOfRuns, PluginThatIgnoresTermIsKilled) { expect_timed_out("spins_deaf"); }
TEST_F(LimitsOfRuns, SleepingPluginIsKilled) { expect_timed_out("stops_itself"); }
TEST_F(LimitsOfRuns, PluginThatClosedItsSocketIsKilled) { expect_timed_out("closes_and_spins"); }
// It returned TW_OK, but only because it was told to stop: its findings are not all there.
TEST_F(LimitsOfRuns, PluginThatStopsWhenToldTimedOutToo) { expect_timed_out("spins_politely"); }

TEST_F(LimitsOfRuns, PoliteEndNeedsNoKill) {
  Limits limits = hurried();
  limits.grace = std::chrono::seconds(60);
  const Evaluation evaluation = evaluate("spins_politely", limits);
  EXPECT_EQ(name(evaluation.outcome.ending), "timed_out");
  EXPECT_LT(evaluation.outcome.wall, std::chrono::seconds(30));
}

TEST_F(LimitsOfRuns, DeadlineInSecondsReadsAsSuch) {
  Limits limits = hurried();
  limits.deadline = std::chrono::seconds(1);
  EXPECT_THAT(evaluate("spins", limits).outcome.sentence, HasSubstr("its deadline of 1 second."));
}

class MemoryLimit : public LimitsOfRuns, public ::testing::WithParamInterface<const char*> {};

TEST_P(MemoryLimit, EndsTheRun) {
#ifdef TERMWISE_SANITIZED
  GTEST_SKIP() << "sanitizers reserve more addresses than any limit; this test runs in the other builds";
#endif
  const Evaluation evaluation = evaluate(GetParam());
  EXPECT_EQ(name(evaluation.outcome.ending), "out_of_memory") << evaluation.outcome.sentence;
  EXPECT_THAT(evaluation.outcome.sentence, HasSubstr("more memory than its limit of 256 megabytes"));
  EXPECT_THAT(evaluation.outcome.sentence, HasSubstr("memory_megabytes"));
  EXPECT_LT(evaluation.outcome.peak_memory_bytes, 260ull << 20);
}

INSTANTIATE_TEST_SUITE_P(Ways, MemoryLimit,
                         ::testing::Values("allocates_new", "allocates_malloc", "allocates_at_once", "allocates_mmap"),
                         [](const auto& instance) { return std::string(instance.param); });

TEST_F(LimitsOfRuns, FactsDoNotCountAgainstMemory) {
#ifdef TERMWISE_SANITIZED
  GTEST_SKIP() << "sanitizers reserve more addresses than any limit; this test runs in the other builds";
#endif
  Limits limits = generous();
  limits.memory_bytes = 64ull << 20;
  const Evaluation evaluation = evaluate("good", limits);
  EXPECT_EQ(name(evaluation.outcome.ending), "completed") << evaluation.outcome.sentence;
}

TEST_F(LimitsOfRuns, TooManyFindings) {
  Limits limits = generous();
  limits.findings = 2;
  const Evaluation evaluation = evaluate("good", limits);
  EXPECT_EQ(name(evaluation.outcome.ending), "too_much_output");
  EXPECT_THAT(evaluation.outcome.sentence, HasSubstr("more than 2 findings"));
  limits.findings = 3;
  EXPECT_EQ(name(evaluate("good", limits).outcome.ending), "completed");
}

TEST_F(LimitsOfRuns, TooManyBytes) {
  Limits limits = generous();
  limits.output_bytes = 10'000;
  const Evaluation evaluation = evaluate("floods", limits);
  EXPECT_EQ(name(evaluation.outcome.ending), "too_much_output");
  EXPECT_THAT(evaluation.outcome.sentence, HasSubstr("more than 10000 bytes"));
}

TEST_F(LimitsOfRuns, FloodEndsAtTheFirstRepetition) {
  EXPECT_EQ(name(evaluate("floods").outcome.ending), "malformed");
}

TEST_F(LimitsOfRuns, StandardErrorIsKeptToItsTail) {
  const Evaluation evaluation = evaluate("prints");
  EXPECT_EQ(name(evaluation.outcome.ending), "completed") << evaluation.outcome.sentence;
  EXPECT_LE(evaluation.outcome.standard_error.size(), 4096u);
  EXPECT_GT(evaluation.outcome.standard_error.size(), 4000u);
  EXPECT_THAT(evaluation.outcome.standard_error, ::testing::EndsWith("line 199999 of far too many\nthe last line??"));
}

TEST_F(LimitsOfRuns, ProcessLeftBehindIsEnded) {
  const Evaluation evaluation = evaluate("forks");
  EXPECT_EQ(name(evaluation.outcome.ending), "completed") << evaluation.outcome.sentence;
  // The kill has been sent; that the kernel has carried it out cannot be waited for, being no child of ours.
  for (int i = 0; i < 500 && !leftover_processes().empty(); ++i) std::this_thread::sleep_for(milliseconds(10));
  EXPECT_THAT(leftover_processes(), ::testing::IsEmpty());
}

}  // namespace
}  // namespace termwise::sandbox
