#include <gtest/gtest.h>

#include "report/difference.h"
#include "report/summary.h"

namespace termwise::report {
namespace {

FindingRow row(std::int64_t urn, std::string outcome, std::optional<int> attainment, std::string school = "A") {
  FindingRow made;
  made.finding.subject = urn;
  made.finding.outcome = std::move(outcome);
  made.school = std::move(school);
  if (attainment) {
    school::Predicate cohort;
    cohort.truth = school::Truth::no;
    cohort.observed = school::Value(Decimal(5));
    school::Predicate predicate;
    predicate.truth = school::Truth::yes;
    predicate.observed = school::Value(Decimal(*attainment));
    made.finding.predicates = {cohort, predicate};
  }
  return made;
}

TEST(Importance, IsOutcomeThenLowestFigureThenSchool) {
  std::vector<FindingRow> rows{row(1, "EXEMPT", std::nullopt), row(2, "BELOW", 60), row(3, "BELOW", 12),
                               row(4, "NOT_BELOW", 1), row(5, "EXEMPT", std::nullopt, "0")};
  const OutcomeOrder order = [](const FindingRow&) { return std::vector<std::string>{"BELOW", "NOT_BELOW", "EXEMPT"}; };
  sort_by_importance(rows, order);
  std::vector<std::int64_t> urns;
  for (const auto& entry : rows) urns.push_back(entry.finding.subject);
  EXPECT_EQ(urns, (std::vector<std::int64_t>{3, 2, 4, 5, 1}));
}

TEST(OutcomeCounts, ReadAsAList) {
  EXPECT_EQ(outcome_counts({{"BELOW", 2}, {"EXEMPT", 1}}), "2 BELOW, 1 EXEMPT");
  EXPECT_EQ(outcome_counts({}), "no findings");
}

TEST(Difference, NamesThePartThatDiffers) {
  school::Finding before;
  before.rule = "ks2-floor";
  before.subject = 900001;
  before.year = 2017;
  before.outcome = "BELOW";
  school::Finding after = before;
  after.outcome = "EXEMPT";
  const std::string sentence = first_difference(before, after);
  EXPECT_NE(sentence.find("ks2-floor for URN 900001"), std::string::npos);
  EXPECT_NE(sentence.find("its outcome was '\"BELOW\"' and is now '\"EXEMPT\"'"), std::string::npos);
}

}  // namespace
}  // namespace termwise::report
