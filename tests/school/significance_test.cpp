// Significance by interval, by proportion and over years. What chance explains of proportions is held against Python's fractions
// in measures_oracle_test.py.
#include "school/significance.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace termwise::school {
namespace {

Decimal number(std::string_view text) { return Decimal::parse(text).value(); }

TEST(Significance, isThatAllOfTheIntervalIsOnOneSideOfTheCentre) {
  struct Row {
    const char* lower;
    const char* upper;
    Decimal centre;
    std::optional<Significance> expected;
  };
  const std::vector<Row> rows{
      {"98.2", "99.6", kPrimaryValueAddedCentre, Significance::below},
      {"99.1", "100.0", kPrimaryValueAddedCentre, Significance::not_significant},
      {"99.1", "99.9", kPrimaryValueAddedCentre, Significance::below},
      {"100.0", "101.2", kPrimaryValueAddedCentre, Significance::not_significant},
      {"100.1", "101.2", kPrimaryValueAddedCentre, Significance::above},
      {"1000.1", "1013.4", kSecondaryValueAddedCentre, Significance::above},
      {"985.0", "1002.5", kSecondaryValueAddedCentre, Significance::not_significant},
      {"-4.8", "-0.2", kProgressCentre, Significance::below},
      {"-11.0", "0.4", kProgressCentre, Significance::not_significant},
      {"-2.0", "-0.0", kProgressCentre, Significance::not_significant},
      {"0.01", "0.01", kProgressCentre, Significance::above},
      {"0.2", "-0.2", kProgressCentre, std::nullopt},
  };
  for (const auto& row : rows)
    EXPECT_EQ(significance(number(row.lower), number(row.upper), row.centre), row.expected)
        << row.lower << " to " << row.upper;
}

// z is 1.96 exactly where (2x - n)^2 = 1.96^2 n: of 2,500 pupils against 50 per cent, 49 more or fewer than half.
TEST(Significance, ofAProportionBeginsAtTheCriticalValue) {
  EXPECT_EQ(significance_of({1'299, 2'500}, Decimal(50)), Significance::above);
  EXPECT_EQ(significance_of({1'298, 2'500}, Decimal(50)), Significance::not_significant);
  EXPECT_EQ(significance_of({1'201, 2'500}, Decimal(50)), Significance::below);
  EXPECT_EQ(significance_of({1'202, 2'500}, Decimal(50)), Significance::not_significant);
  EXPECT_EQ(significance_of({1'298, 2'500}, Decimal(50), {11, Decimal(19, 1)}), Significance::above);
}

TEST(Significance, ofAProportionIsNotToldOfFewPupilsOrAgainstNothing) {
  EXPECT_FALSE(significance_of({0, 10}, Decimal(61)));
  EXPECT_EQ(significance_of({0, 11}, Decimal(61)), Significance::below);
  EXPECT_FALSE(significance_of({0, 0}, Decimal(61), {0, Decimal(196, 2)}));
  for (const char* national : {"0", "100", "-1", "100.1"})
    EXPECT_FALSE(significance_of({5, 20}, number(national))) << national;
  EXPECT_TRUE(significance_of({5, 20}, number("61.1234")));
  EXPECT_FALSE(significance_of({5, 20}, number("61.12345")));
  EXPECT_TRUE(significance_of({kMostInProportionTest, kMostInProportionTest}, number("61.1234")));
  EXPECT_FALSE(significance_of({0, kMostInProportionTest + 1}, Decimal(61)));
}

TEST(Significance, overYearsIsOpenWhereAMissingOneDecides) {
  using enum Significance;
  const std::optional<Significance> none;
  EXPECT_EQ(repeatedly_below({below, not_significant, below}, 2), Truth::yes);
  EXPECT_EQ(repeatedly_below({below, none, below}, 2), Truth::yes);
  EXPECT_EQ(repeatedly_below({below, none, above}, 2), Truth::unknown);
  EXPECT_EQ(repeatedly_below({none, none, above}, 2), Truth::unknown);
  EXPECT_EQ(repeatedly_below({above, none, not_significant}, 2), Truth::no);
  EXPECT_EQ(repeatedly_below({below, above, not_significant}, 2), Truth::no);
  EXPECT_EQ(repeatedly_below({}, 2), Truth::no);
}

RC_GTEST_PROP(Significance, isTheSameOfThoseWhoReachedAndThoseWhoDidNot, ()) {
  const auto pupils = *rc::gen::inRange<std::int64_t>(11, 400);
  const auto reached = *rc::gen::inRange<std::int64_t>(0, pupils + 1);
  const Decimal national(*rc::gen::inRange<std::int64_t>(1, 1000), 1);
  const auto one = significance_of({reached, pupils}, national);
  const auto other = significance_of({pupils - reached, pupils}, *add(Decimal(100), national.negated()));
  RC_ASSERT((one == Significance::above) == (other == Significance::below));
  RC_ASSERT((one == Significance::not_significant) == (other == Significance::not_significant));
}

}  // namespace
}  // namespace termwise::school
