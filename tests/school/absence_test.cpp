// Absence by DfE's three definitions of what is persistent.
#include "school/absence.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace termwise::school {
namespace {

using Period = AbsencePeriod;
using Definition = PersistentAbsence;

TEST(Absence, isMissedOfPossibleSessions) {
  const auto share = overall_absence({38'000, 1'500, 400});
  ASSERT_TRUE(share);
  EXPECT_EQ(rounded_percent(*share, 1)->to_string(), "5.0");
  EXPECT_TRUE(*share->percent() <= Decimal(50, 1)) << "a target of 5.0 is met";
  EXPECT_FALSE(*overall_absence({38'000, 1'501, 400})->percent() <= Decimal(50, 1));
}

TEST(Absence, isNotKnownOfNoSessionsAndOfWrongOnes) {
  EXPECT_FALSE(overall_absence({0, 0, 0}));
  EXPECT_TRUE(overall_absence({10, 5, 5}));
  EXPECT_FALSE(overall_absence({10, 6, 5}));
  EXPECT_FALSE(overall_absence({10, -1, 5}));
  EXPECT_FALSE(overall_absence({-10, 0, 0}));
  EXPECT_TRUE(overall_absence({kMostCounted, kMostCounted, 0}));
  EXPECT_FALSE(overall_absence({kMostCounted + 1, 0, 0}));
}

TEST(Absence, wasDefinedThreeTimes) {
  EXPECT_FALSE(persistent_absence_of(2005));
  EXPECT_EQ(persistent_absence_of(2006), Definition::twenty_percent);
  EXPECT_EQ(persistent_absence_of(2010), Definition::twenty_percent);
  EXPECT_EQ(persistent_absence_of(2011), Definition::fifteen_percent);
  EXPECT_EQ(persistent_absence_of(2015), Definition::fifteen_percent);
  EXPECT_EQ(persistent_absence_of(2016), Definition::ten_percent_of_own);
  EXPECT_TRUE(persistent_absence_compares(2006, 2010));
  EXPECT_FALSE(persistent_absence_compares(2010, 2011));
  EXPECT_FALSE(persistent_absence_compares(2015, 2016));
  EXPECT_TRUE(persistent_absence_compares(2016, 2025));
  EXPECT_FALSE(persistent_absence_compares(2004, 2005)) << "neither year has a definition";
}

TEST(Absence, isPersistentFromANumberOfSessionsAndThenFromAShareOfOnesOwn) {
  struct Row {
    Definition definition;
    Period period;
    std::int64_t missed;
    std::int64_t possible;
    std::optional<bool> persistent;
  };
  const std::vector<Row> rows{
      {Definition::twenty_percent, Period::five_half_terms, 63, 310, false},
      {Definition::twenty_percent, Period::five_half_terms, 64, 310, true},
      {Definition::twenty_percent, Period::autumn_and_spring, 51, 250, false},
      {Definition::twenty_percent, Period::autumn_and_spring, 52, 250, true},
      {Definition::twenty_percent, Period::six_half_terms, 100, 380, std::nullopt},
      {Definition::fifteen_percent, Period::five_half_terms, 45, 310, false},
      {Definition::fifteen_percent, Period::five_half_terms, 46, 310, true},
      {Definition::fifteen_percent, Period::six_half_terms, 55, 380, false},
      {Definition::fifteen_percent, Period::six_half_terms, 56, 380, true},
      {Definition::fifteen_percent, Period::autumn_and_spring, 37, 250, false},
      {Definition::fifteen_percent, Period::autumn_and_spring, 38, 250, true},
      {Definition::ten_percent_of_own, Period::six_half_terms, 19, 190, true},
      {Definition::ten_percent_of_own, Period::six_half_terms, 18, 190, false},
      {Definition::ten_percent_of_own, Period::autumn_and_spring, 1, 10, true},
      {Definition::ten_percent_of_own, Period::five_half_terms, 19, 191, false},
      {Definition::ten_percent_of_own, Period::six_half_terms, 0, 0, std::nullopt},
      {Definition::fifteen_percent, Period::six_half_terms, 0, 0, std::nullopt},
      {Definition::fifteen_percent, Period::six_half_terms, 60, 59, std::nullopt},
  };
  for (const auto& row : rows)
    EXPECT_EQ(persistently_absent({row.possible, row.missed, 0}, row.definition, row.period), row.persistent)
        << row.missed << " of " << row.possible;
}

RC_GTEST_PROP(Absence, oneMoreSessionMissedNeverEndsIt, ()) {
  const auto definition =
      *rc::gen::element(Definition::twenty_percent, Definition::fifteen_percent, Definition::ten_percent_of_own);
  const auto period = *rc::gen::element(Period::autumn_and_spring, Period::five_half_terms);
  const auto possible = *rc::gen::inRange<std::int64_t>(1, 400);
  const auto missed = *rc::gen::inRange<std::int64_t>(0, possible);
  if (*persistently_absent({possible, missed, 0}, definition, period))
    RC_ASSERT(*persistently_absent({possible, missed, 1}, definition, period));
  RC_ASSERT(persistently_absent({possible, missed, 0}, definition, period) ==
            persistently_absent({possible, 0, missed}, definition, period));
}

}  // namespace
}  // namespace termwise::school
