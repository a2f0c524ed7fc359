// Joint percentages against their parts, and distances, exactly. Expected values are worked by hand or by counting pupils.
#include "ingest/joint_percent.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>

#include "ingest/distance.h"

namespace termwise::ingest {
namespace {

Decimal decimal(const char* text) { return *Decimal::parse(text); }

TEST(JointPercent, IsNotAboveAPartByMoreThanRoundingAllows) {
  EXPECT_FALSE(may_be_within(decimal("80"), decimal("78")));
  // At least 78.5 of all, and below 78.5 of the part: one point apart is too far where both are whole.
  EXPECT_FALSE(may_be_within(decimal("79"), decimal("78")));
  EXPECT_TRUE(may_be_within(decimal("78"), decimal("78")));
  EXPECT_TRUE(may_be_within(decimal("0"), decimal("100")));
  // 78.5 stands for 78.45 to 78.55, and 78 for 77.5 to 78.5.
  EXPECT_TRUE(may_be_within(decimal("78.5"), decimal("78")));
  EXPECT_FALSE(may_be_within(decimal("78.6"), decimal("78")));
  EXPECT_FALSE(may_be_within(decimal("78.1"), decimal("78.0")));
  // 79 stands for 78.5 on, and 78.5 for 78.45 to 78.55.
  EXPECT_TRUE(may_be_within(decimal("79"), decimal("78.5")));
  EXPECT_FALSE(may_be_within(decimal("79"), decimal("78.4")));
}

TEST(JointPercent, IsNotBelowWhatThePartsLeave) {
  // English 90 and maths 80 leave 70 at least; the published ones may be 89.5 and 79.5, which leave 69.
  const std::vector<Decimal> two{decimal("90"), decimal("80")};
  EXPECT_TRUE(may_be_left_by(two, decimal("75")));
  EXPECT_TRUE(may_be_left_by(two, decimal("69")));
  EXPECT_FALSE(may_be_left_by(two, decimal("68")));
  // Three times 89.5 leave 68.5, and 68 is less than that.
  const std::vector<Decimal> three{decimal("90"), decimal("90"), decimal("90")};
  EXPECT_TRUE(may_be_left_by(three, decimal("69")));
  EXPECT_FALSE(may_be_left_by(three, decimal("68")));
  // In tenths they leave 69.85, and 69.8 is below 69.85.
  const std::vector<Decimal> tenths{decimal("90.0"), decimal("90.0"), decimal("90.0")};
  EXPECT_TRUE(may_be_left_by(tenths, decimal("69.9")));
  EXPECT_FALSE(may_be_left_by(tenths, decimal("69.8")));
  EXPECT_TRUE(may_be_left_by({decimal("20"), decimal("30")}, decimal("0")));
}

// DfE rounds halves up.
Decimal published(std::int64_t pupils, std::int64_t of) { return Decimal((200 * pupils + of) / (2 * of)); }

TEST(JointPercent, OfPupilsWhoCanBeCountedIsAlwaysPossible) {
  for (std::int64_t all = 1; all <= 45; ++all)
    for (std::int64_t reading = 0; reading <= all; ++reading)
      for (std::int64_t maths = 0; maths <= all; ++maths)
        for (std::int64_t both = std::max<std::int64_t>(0, reading + maths - all); both <= std::min(reading, maths);
             ++both) {
          const Decimal joint = published(both, all);
          const Decimal r = published(reading, all);
          const Decimal m = published(maths, all);
          ASSERT_TRUE(may_be_within(joint, r) && may_be_within(joint, m)) << both << " " << reading << " of " << all;
          ASSERT_TRUE(may_be_left_by({r, m}, joint)) << both << " of " << reading << ", " << maths << ", " << all;
        }
}

TEST(JointPercent, HoldsTheLargestFigures) {
  const Decimal most(std::numeric_limits<std::int64_t>::max(), 9);
  EXPECT_TRUE(may_be_within(most, most));
  EXPECT_FALSE(may_be_left_by(std::vector<Decimal>(10, most), Decimal(0)));
}

TEST(Distance, IsExact) {
  EXPECT_EQ(distance(decimal("-5.2"), decimal("1.05")), decimal("6.25"));
  EXPECT_EQ(distance(decimal("67"), decimal("98")), decimal("31"));
  EXPECT_EQ(distance(decimal("67"), decimal("67.0")), decimal("0"));
  EXPECT_EQ(distance(Decimal(std::numeric_limits<std::int64_t>::max()), Decimal(-1)), std::nullopt);
}

TEST(Distance, IsHeldAgainstAPercentageWithoutRounding) {
  EXPECT_EQ(compare_with_percent(decimal("30"), decimal("60"), decimal("50")), std::strong_ordering::equal);
  EXPECT_EQ(compare_with_percent(decimal("31"), decimal("60"), decimal("50")), std::strong_ordering::greater);
  EXPECT_EQ(compare_with_percent(decimal("29.9"), decimal("60"), decimal("50")), std::strong_ordering::less);
  EXPECT_EQ(compare_with_percent(decimal("0.375"), decimal("12.5"), decimal("3")), std::strong_ordering::equal);
  const Decimal most(std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(compare_with_percent(most, Decimal(100), most), std::strong_ordering::equal);
  EXPECT_EQ(compare_with_percent(most, Decimal(1), most), std::strong_ordering::greater);
  EXPECT_EQ(compare_with_percent(Decimal(1), most, most), std::strong_ordering::less);
}

}  // namespace
}  // namespace termwise::ingest
