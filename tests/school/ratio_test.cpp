// Counts against each other: exact, also where a rounded percentage would say something else.
#include "school/ratio.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace termwise::school {
namespace {

TEST(Ratio, comparesCountsAndNotWhatIsPublishedOfThem) {
  EXPECT_TRUE(*Share({13, 20}).percent() == Decimal(65)) << "exactly on the threshold is not below it";
  EXPECT_TRUE(*Share({22, 34}).percent() < Decimal(65)) << "64.7, published as 65";
  EXPECT_TRUE(*Share({11, 20}).percent() == Decimal(55));
  EXPECT_TRUE(*Share({16, 30}).percent() < Decimal(55));
  EXPECT_TRUE(*Share({1, 3}).percent() > Decimal(333333333, 7));
  EXPECT_TRUE(*Share({1, 3}).percent() < Decimal(333333334, 7));
}

TEST(Ratio, ofNothingThereIsNoPercentage) {
  EXPECT_FALSE(Share({0, 0}).percent());
  EXPECT_FALSE(rounded_percent({0, 0}, 1));
  EXPECT_FALSE(points_between({0, 0}, {1, 2}));
  EXPECT_FALSE(points_between({1, 2}, {0, 0}));
}

TEST(Ratio, roundsAHalfAwayFromNothing) {
  EXPECT_EQ(Ratio(1, 2).rounded(0), Decimal(1));
  EXPECT_EQ(Ratio(-1, 2).rounded(0), Decimal(-1));
  EXPECT_EQ(Ratio(1, 8).rounded(2), Decimal(13, 2));
  EXPECT_EQ(Ratio(-1, 8).rounded(2), Decimal(-13, 2));
  EXPECT_EQ(Ratio(4, 9).rounded(0), Decimal(0));
  EXPECT_EQ(rounded_percent({2, 3}, 9), Decimal::parse("66.666666667"));
}

TEST(Ratio, holdsAtTheLargestCounts) {
  const Share most{kMostCounted - 1, kMostCounted};
  const Share none{0, kMostCounted};
  EXPECT_TRUE(*most.percent() < Decimal(100));
  EXPECT_EQ(points_between(none, most)->rounded(9), Decimal::parse("-99.999999900"));
  EXPECT_TRUE(*points_between(none, most) > Decimal(-100));
  EXPECT_TRUE(*points_between(most, none) < Decimal::parse("9223372036.854775807").value());
  EXPECT_FALSE(Ratio(static_cast<Ratio::Wide>(10'000'000'000) * 1'000'000'000, 1).rounded(0)) << "not in 64 bits";
}

RC_GTEST_PROP(Ratio, anotherPupilWhoReachedNeverLowersThePercentage, ()) {
  const auto whole = *rc::gen::inRange<std::int64_t>(1, 500);
  const auto part = *rc::gen::inRange<std::int64_t>(0, whole + 1);
  const Share more{part + 1, whole + 1};
  RC_ASSERT(more.part * whole >= part * more.whole);
  RC_ASSERT(*rounded_percent(more, 1) >= *rounded_percent({part, whole}, 1));
  const Decimal threshold(*rc::gen::inRange<std::int64_t>(0, 1001), 1);
  if (*Share({part, whole}).percent() >= threshold) RC_ASSERT(*more.percent() >= threshold);
}

}  // namespace
}  // namespace termwise::school
