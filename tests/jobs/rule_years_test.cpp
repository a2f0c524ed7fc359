// Years in which a rule could not tell: no judgement, and no movement.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "jobs/rule_years.h"

namespace termwise::jobs {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const wire::Rule kRule{"few", "concern-flag", "1", "Few", "a test", {"FEW", "NOT_KNOWN", "ENOUGH"}, 1};

wire::Finding finding(std::int64_t subject, const std::string& outcome, std::uint8_t truth, std::string reason = {}) {
  wire::Finding finding;
  finding.subject = subject;
  finding.outcome = outcome;
  finding.reason = std::move(reason);
  wire::Predicate predicate;
  predicate.measure = "KS2_COHORT";
  predicate.truth = truth;
  predicate.threshold = {15, 0, TW_PRESENT};
  finding.predicates = {predicate};
  return finding;
}

RuleYear year(int summer, std::vector<wire::Finding> findings) {
  return {summer, {la_year(*LaCode::parse("926"), kRule, {"few", {}, std::move(findings)}, {})}};
}

report::BacktestYear described(const RuleYear& one) { return describe_year({}, kRule, one, {"926"}); }

std::vector<std::int64_t> subjects(const std::vector<report::Movement>& movements) {
  std::vector<std::int64_t> all;
  for (const auto& movement : movements) all.push_back(movement.subject);
  return all;
}

TEST(RuleYears, KnowWhatTheRuleCouldTell) {
  EXPECT_TRUE(is_known(kRule, finding(1, "FEW", TW_UNKNOWN)));  // it is on the list, for whatever reason
  EXPECT_TRUE(is_known(kRule, finding(1, "ENOUGH", TW_FALSE)));
  EXPECT_FALSE(is_known(kRule, finding(1, "ENOUGH", TW_UNKNOWN)));
  EXPECT_FALSE(is_known(kRule, finding(1, "NOT_KNOWN", TW_TRUE)));
  EXPECT_FALSE(is_known(kRule, finding(1, "NOT_EVALUABLE", TW_FALSE)));
  wire::Finding exempt = finding(1, "EXEMPT", TW_UNKNOWN);
  exempt.predicates.clear();
  EXPECT_TRUE(is_known(kRule, exempt));
}

TEST(RuleYears, WithoutAnyKnownVerdictAreGaps) {
  const auto gap = described(year(2017, {finding(1, "NOT_KNOWN", TW_UNKNOWN, "NOT_SUPPLIED"),
                                         finding(2, "NOT_KNOWN", TW_UNKNOWN, "NOT_SUPPLIED")}));
  EXPECT_EQ(gap.gap, "The rule could not tell of any school: not supplied.");
  EXPECT_EQ(gap.judged, 0);
  EXPECT_EQ(gap.not_known, 2);
  EXPECT_THAT(described(year(2017, {finding(1, "NO_STANDARD", TW_TRUE)})).gap, HasSubstr("No standard is set"));
  const auto judged = described(year(2017, {finding(1, "NOT_KNOWN", TW_UNKNOWN), finding(2, "ENOUGH", TW_FALSE)}));
  EXPECT_EQ(judged.gap, "");
  EXPECT_EQ(judged.judged, 1);
  EXPECT_EQ(judged.not_known, 1);
}

TEST(RuleYears, AfterAGapNobodyIsComparedWithIt) {
  const RuleYear unknown = year(2016, {finding(1, "NOT_KNOWN", TW_UNKNOWN)});
  const RuleYear known = year(2017, {finding(1, "FEW", TW_TRUE)});
  auto after = described(known);
  compare_years({}, unknown, known, described(unknown), after);
  EXPECT_FALSE(after.compared);
  EXPECT_EQ(after.break_before, "Nobody was judged in 2015/16.");
  EXPECT_THAT(subjects(after.not_compared), ElementsAre(1));
}

TEST(RuleYears, CountMovesFromAndToNotKnownApart) {
  const RuleYear before =
      year(2016, {finding(1, "NOT_KNOWN", TW_UNKNOWN), finding(2, "ENOUGH", TW_FALSE), finding(3, "FEW", TW_TRUE),
                  finding(4, "FEW", TW_TRUE), finding(5, "FEW", TW_TRUE)});
  const RuleYear after = year(2017, {finding(1, "FEW", TW_TRUE), finding(2, "FEW", TW_TRUE), finding(3, "FEW", TW_TRUE),
                                     finding(4, "NOT_KNOWN", TW_UNKNOWN), finding(5, "ENOUGH", TW_FALSE)});
  auto moved = described(after);
  compare_years({}, before, after, described(before), moved);
  EXPECT_TRUE(moved.compared);
  EXPECT_THAT(subjects(moved.entered), ElementsAre(2));
  EXPECT_THAT(subjects(moved.from_not_known), ElementsAre(1));
  EXPECT_THAT(subjects(moved.stayed), ElementsAre(3));
  EXPECT_THAT(subjects(moved.left), ElementsAre(5));
  EXPECT_THAT(subjects(moved.to_not_known), ElementsAre(4));
  EXPECT_THAT(moved.not_compared, IsEmpty());
}

}  // namespace
}  // namespace termwise::jobs
