// Intervals of rates. Those of Python's exact fractions are in measures_oracle_test.py; here they are held against what the
// plugins use, which takes another way through Boost.Math, and against what any interval must be.
#include "school/rate_interval.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "binomial/binomial.h"

namespace termwise::school {
namespace {

TEST(RateInterval, ofNobodyIsEverything) {
  for (const auto& interval : {exact_interval({0, 0}), wilson_interval({0, 0})}) {
    EXPECT_EQ(interval.lower, 0);
    EXPECT_EQ(interval.upper, 1);
  }
}

TEST(RateInterval, ofAllOrNoneEndsThere) {
  EXPECT_EQ(exact_interval({0, 20}).lower, 0);
  EXPECT_EQ(exact_interval({20, 20}).upper, 1);
  EXPECT_EQ(wilson_interval({0, 20}).lower, 0);
  EXPECT_EQ(wilson_interval({20, 20}).upper, 1);
  EXPECT_NEAR(exact_interval({0, 5}).upper, 0.5218237501049815, 1e-12) << "1 - 0.025^(1/5)";
}

TEST(RateInterval, isShownAsAPercentage) {
  EXPECT_EQ(shown_percent(0.5218237501049815, 1).to_string(), "52.2");
  EXPECT_EQ(shown_percent(0, 0).to_string(), "0");
  EXPECT_EQ(shown_percent(1, 2).to_string(), "100.00");
}

RC_GTEST_PROP(RateInterval, isThatOfThePlugins, ()) {
  const auto pupils = *rc::gen::inRange<std::int64_t>(0, 500);
  const auto reached = *rc::gen::inRange<std::int64_t>(0, pupils + 1);
  const auto ours = exact_interval({reached, pupils});
  const auto theirs = binomial::exact_interval(reached, pupils, kUsualConfidence);
  RC_ASSERT(std::abs(ours.lower - theirs.lower) < 1e-9);
  RC_ASSERT(std::abs(ours.upper - theirs.upper) < 1e-9);
}

RC_GTEST_PROP(RateInterval, holdsTheRateAndGrowsWithTheConfidence, ()) {
  const auto pupils = *rc::gen::inRange<std::int64_t>(1, 500);
  const auto reached = *rc::gen::inRange<std::int64_t>(0, pupils + 1);
  const double rate = static_cast<double>(reached) / static_cast<double>(pupils);
  for (const auto& of : {&exact_interval, &wilson_interval}) {
    const auto usual = of({reached, pupils}, kUsualConfidence);
    const auto wider = of({reached, pupils}, 0.99);
    RC_ASSERT(0 <= usual.lower && usual.lower <= rate && rate <= usual.upper && usual.upper <= 1);
    RC_ASSERT(wider.lower <= usual.lower && usual.upper <= wider.upper);
  }
}

}  // namespace
}  // namespace termwise::school
