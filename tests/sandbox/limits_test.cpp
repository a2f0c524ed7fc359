// Deadlines, memory and output: what a plugin may use, and that nothing of it is left.
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <numeric>
#include <thread>

#include "plugin_runs.h"
#include "wire/image.h"

namespace termwise::sandbox {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

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
TEST_F(LimitsOfRuns, SleepingPluginIsKilled) { expect_timed_out("sleeps"); }
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
  constexpr std::size_t kRows = 4'000'000;
  const std::vector<std::int64_t> values(kRows);
  const std::vector<std::uint8_t> reasons(kRows);
  wire::ImageBuilder builder;
  builder.begin_table("school/1", std::size(kSchools));
  builder.add_decimals("urn", 0, kSchools, std::span(reasons).first(std::size(kSchools)), {});
  builder.begin_table("measure/1", kRows);
  for (const char* column : {"A", "B", "C"}) builder.add_decimals(column, 0, values, reasons, {});
  const auto facts = builder.finish().value();
  Limits limits = generous();
  limits.memory_bytes = 64ull << 20;
  ASSERT_GT(facts.size(), limits.memory_bytes);
  const auto evaluation =
      PluginHost(host_program())
          .evaluate(PluginFile::open(sin("good")).value(), test_manifest(), test_input(), facts, kSchools, limits);
  ASSERT_TRUE(evaluation.ok());
  EXPECT_EQ(name(evaluation->outcome.ending), "completed") << evaluation->outcome.sentence;
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

// Nothing is wrong with any of them but that there are so many.
TEST_F(LimitsOfRuns, TenMillionFindingsEndAtTheLimit) {
  std::vector<std::int64_t> schools(1'000'000);
  std::iota(schools.begin(), schools.end(), 1);
  wire::ImageBuilder builder;
  builder.begin_table("school/1", schools.size());
  builder.add_decimals("urn", 0, schools, std::vector<std::uint8_t>(schools.size()), {});
  const auto facts = builder.finish().value();
  const wire::Manifest manifest = describe("floods").manifest.value();
  wire::Input input = test_input();
  input.rules.clear();
  for (const auto& rule : manifest.rules) input.rules.push_back(rule.id);
  std::sort(input.rules.begin(), input.rules.end());
  const auto evaluation =
      PluginHost(host_program())
          .evaluate(PluginFile::open(sin("floods")).value(), manifest, input, facts, schools, generous());
  ASSERT_TRUE(evaluation.ok()) << evaluation.error().message;
  EXPECT_EQ(name(evaluation->outcome.ending), "too_much_output") << evaluation->outcome.sentence;
  EXPECT_THAT(evaluation->outcome.sentence, HasSubstr("more than 1000000 findings"));
  EXPECT_TRUE(evaluation->findings.empty());
}

TEST_F(LimitsOfRuns, FloodEndsAtTheFirstRepetition) { EXPECT_EQ(name(evaluate("floods").outcome.ending), "malformed"); }

TEST_F(LimitsOfRuns, StandardErrorIsKeptToItsTail) {
  const Evaluation evaluation = evaluate("prints");
  EXPECT_EQ(name(evaluation.outcome.ending), "completed") << evaluation.outcome.sentence;
  EXPECT_LE(evaluation.outcome.standard_error.size(), 4096u);
  EXPECT_GT(evaluation.outcome.standard_error.size(), 4000u);
  EXPECT_THAT(evaluation.outcome.standard_error, ::testing::EndsWith("line 199999 of far too many\nthe last line??"));
}

TEST_F(LimitsOfRuns, ProcessLeftBehindIsEnded) {
#ifndef TERMWISE_SANITIZED
  GTEST_SKIP()
      << "a confined plugin can start no process; in sanitizer builds, which do not confine it so far, one can";
#endif
  const Evaluation evaluation = evaluate("forks");
  EXPECT_EQ(name(evaluation.outcome.ending), "completed") << evaluation.outcome.sentence;
  int child = 0;
  ASSERT_EQ(std::sscanf(evaluation.outcome.standard_error.c_str(), "child %d", &child), 1);
  if (child < 0) GTEST_SKIP() << "the limit on processes holds here, so that the plugin could start none";
  EXPECT_TRUE(ends_soon(child));
}

TEST_F(LimitsOfRuns, TooManyMessages) {
  Limits limits = generous();
  limits.message_bytes = 1'000'000;
  const Evaluation evaluation = evaluate("chatters", limits);
  EXPECT_EQ(name(evaluation.outcome.ending), "too_much_output") << evaluation.outcome.sentence;
  EXPECT_THAT(evaluation.outcome.sentence, HasSubstr("more than 1000000 bytes of messages"));
  EXPECT_LE(evaluation.outcome.standard_error.size(), 4096u);
}

TEST_F(LimitsOfRuns, HostEndsWithTheDaemon) {
  const pid_t daemon = ::fork();
  if (daemon == 0) {
    evaluate("spins_deaf");
    ::_exit(0);
  }
  const pid_t host = host_of(daemon);
  ASSERT_EQ(::kill(daemon, SIGKILL), 0);
  ASSERT_EQ(::waitpid(daemon, nullptr, 0), daemon);
  EXPECT_TRUE(ends_soon(host));
}

// As the machine does when it has no memory left, or a person with `kill`: the plugin is not to blame.
TEST_F(LimitsOfRuns, KilledFromOutsideIsNotACrash) {
  std::thread somebody([] { ASSERT_EQ(::kill(host_of(::getpid()), SIGKILL), 0); });
  const Evaluation evaluation = evaluate("spins");
  somebody.join();
  EXPECT_EQ(name(evaluation.outcome.ending), "killed") << evaluation.outcome.sentence;
  EXPECT_THAT(evaluation.outcome.sentence, HasSubstr("outside Termwise (SIGKILL)"));
  EXPECT_TRUE(may_pass(evaluation.outcome.ending));
  EXPECT_FALSE(is_crash(evaluation.outcome.ending));
}

TEST_F(LimitsOfRuns, StoppedHostIsKilledAtItsDeadline) {
  std::thread somebody([] { ASSERT_EQ(::kill(host_of(::getpid()), SIGSTOP), 0); });
  expect_timed_out("spins");
  somebody.join();
}

// Linux reports the size of the forking process as the peak of what it forked.
TEST_F(LimitsOfRuns, OwnMemoryIsNotTakenForThePlugins) {
  const Limits limits = generous();
  const std::vector<char> large(limits.memory_bytes + (64u << 20), 'x');
  const Evaluation crashed = evaluate("segfault", limits);
  EXPECT_EQ(name(crashed.outcome.ending), "crashed") << crashed.outcome.sentence;
  EXPECT_LT(crashed.outcome.peak_memory_bytes, limits.memory_bytes);
  EXPECT_EQ(large.back(), 'x');
}

}  // namespace
}  // namespace termwise::sandbox
