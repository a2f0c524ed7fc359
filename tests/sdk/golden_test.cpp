// Golden files of the harness: what is written, what a difference looks like, and how it is accepted.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <termwise/testing/golden.hpp>

namespace termwise::testing {
namespace {

using ::testing::HasSubstr;

RunResult one_finding(const std::string& sentence) {
  RunResult run;
  run.completed = true;
  EmittedFinding finding;
  finding.urn = 900001;
  finding.year = 2017;
  finding.rule = "small";
  finding.outcome = "EXEMPT";
  finding.reason = "SMALL_COHORT";
  finding.sentence = sentence;
  finding.predicates = {{"KS2_COHORT", 2017, Operator::less, Truth::yes, Value(Decimal(9)), Value(Decimal(11)), "", "",
                         "guidance", "", "verified", 0},
                        {"KS2_EXS_RWM", 2017, Operator::less, Truth::unknown, Value(Missing::suppressed),
                         Value(Decimal(65)), "", "", "guidance", "", "verified", 0}};
  finding.notes = {"WRITING_ONLY"};
  finding.cohort = Value(Decimal(9));
  finding.flips = {{"KS2_COHORT", 2017, "2", "pupils", "BELOW"}};
  run.findings.push_back(finding);
  return run;
}

TEST(Golden, everything_said_is_in_the_text) {
  EXPECT_EQ(to_text(one_finding("It is small.")),
            "900001 2016/17 small: EXEMPT (SMALL_COHORT)\n"
            "  It is small.\n"
            "  KS2_COHORT 2016/17: 9 < 11? yes, by guidance\n"
            "  KS2_EXS_RWM 2016/17: suppressed to protect pupils < 65? unknown, by guidance\n"
            "  note WRITING_ONLY\n"
            "  cohort 9\n"
            "  BELOW if KS2_COHORT 2016/17 changed by 2 (pupils)\n");
}

TEST(Golden, a_run_that_failed_says_so) {
  RunResult run;
  run.failure = "Nothing works today.";
  EXPECT_EQ(to_text(run), "The run failed: Nothing works today.\n");
}

TEST(Golden, a_difference_shows_the_lines_that_changed_and_two_around_them) {
  EXPECT_EQ(difference("1\n2\n3\n4\n5\n6\n7\n", "1\n2\n3\n4\nfive\n6\n7\n"), "  3\n  4\n- 5\n+ five\n  6\n  7\n");
  EXPECT_EQ(difference("1\n2\n", "1\n2\n"), "");
  EXPECT_EQ(difference("", "1\n"), "+ 1\n");
  EXPECT_EQ(difference("1\n", ""), "- 1\n");
}

TEST(Golden, a_file_is_made_and_renewed_only_when_it_is_asked_for) {
  const auto folder = std::filesystem::temp_directory_path() / ("termwise-golden-" + std::to_string(getpid()));
  const auto file = folder / "deep" / "small.txt";
  EXPECT_THAT(compare_with_golden(one_finding("It is small."), file).message, HasSubstr("TERMWISE_UPDATE_GOLDEN=1"));
  EXPECT_FALSE(std::filesystem::exists(file));

  ::setenv("TERMWISE_UPDATE_GOLDEN", "1", 1);
  EXPECT_TRUE(compare_with_golden(one_finding("It is small."), file).same);
  ::unsetenv("TERMWISE_UPDATE_GOLDEN");
  EXPECT_TRUE(compare_with_golden(one_finding("It is small."), file).same);

  const GoldenResult changed = compare_with_golden(one_finding("It is tiny."), file);
  EXPECT_FALSE(changed.same);
  EXPECT_THAT(changed.message, HasSubstr("-   It is small.\n+   It is tiny.\n"));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace termwise::testing
