// The exact binomial test and interval. Expected values are exact fractions of Python (math.comb), turned into decimals.
#include "binomial/binomial.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace termwise::binomial {
namespace {

constexpr double kNear = 1e-12;

TEST(Binomial, chance_is_that_of_all_the_ways_to_choose_the_pupils) {
  EXPECT_NEAR(chance_of_at_most(3, 10, 0.5), 0.171875, kNear);
  EXPECT_NEAR(chance_of_at_most(0, 5, 0.6), 0.01024, kNear);
  EXPECT_NEAR(chance_of_at_most(44, 90, 0.61), 0.013051790523507063, kNear);
  EXPECT_NEAR(chance_of_at_most(13, 20, 0.65), 0.5833745817807675, kNear);
  EXPECT_NEAR(chance_of_at_most(180, 400, 0.61) * 1e10, 0.7127186147429562, 1e-6);
}

TEST(Binomial, chance_at_its_ends) {
  EXPECT_EQ(chance_of_at_most(10, 10, 0.3), 1);
  EXPECT_EQ(chance_of_at_most(0, 0, 0.3), 1) << "of no pupils nothing is improbable";
  EXPECT_EQ(chance_of_at_most(2, 10, 0), 1);
  EXPECT_EQ(chance_of_at_most(2, 10, 1), 0);
}

TEST(Binomial, interval_is_that_of_clopper_and_pearson) {
  const auto expect = [](std::int64_t reached, std::int64_t pupils, double lower, double upper) {
    const Interval interval = exact_interval(reached, pupils, 0.95);
    EXPECT_NEAR(interval.lower, lower, 1e-9) << reached << " of " << pupils;
    EXPECT_NEAR(interval.upper, upper, 1e-9) << reached << " of " << pupils;
  };
  expect(44, 90, 0.3819874862525865, 0.5965418672844589);
  expect(3, 10, 0.06673951117773447, 0.6524528500599973);
  expect(0, 5, 0, 0.5218237501049815);
  expect(5, 5, 0.4781762498950185, 1);
  expect(12, 30, 0.22655764882859364, 0.5939650699481813);
  expect(0, 0, 0, 1);
}

// What a rule decides by the chance, and what it shows as an interval, say the same.
RC_GTEST_PROP(Binomial, upper_end_is_below_a_rate_just_where_the_chance_is_small, ()) {
  const auto pupils = *rc::gen::inRange<std::int64_t>(1, 400);
  const auto reached = *rc::gen::inRange<std::int64_t>(0, pupils + 1);
  const double rate = *rc::gen::inRange(1, 100) / 100.0;
  const double chance = chance_of_at_most(reached, pupils, rate);
  RC_PRE(chance < 0.0249 || chance > 0.0251);
  RC_ASSERT((exact_interval(reached, pupils, 0.95).upper < rate) == (chance < 0.025));
}

RC_GTEST_PROP(Binomial, more_pupils_at_the_standard_are_never_less_likely, ()) {
  const auto pupils = *rc::gen::inRange<std::int64_t>(1, 400);
  const auto reached = *rc::gen::inRange<std::int64_t>(0, pupils);
  const double rate = *rc::gen::inRange(1, 100) / 100.0;
  RC_ASSERT(chance_of_at_most(reached, pupils, rate) <= chance_of_at_most(reached + 1, pupils, rate) + 1e-12);
}

}  // namespace
}  // namespace termwise::binomial
