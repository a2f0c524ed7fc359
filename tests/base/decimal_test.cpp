#include <limits>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <termwise/decimal.hpp>

namespace termwise {
namespace {

TEST(Decimal, ReadsPublishedFigures) {
  EXPECT_EQ(Decimal::parse("-5")->units(), -5);
  EXPECT_EQ(Decimal::parse("64.4")->units(), 644);
  EXPECT_EQ(Decimal::parse("64.4")->scale(), 1);
  EXPECT_EQ(Decimal::parse("+0.50")->units(), 50);
  EXPECT_EQ(Decimal::parse("800313.749999")->scale(), 6);
  EXPECT_EQ(Decimal::parse("-0.0")->units(), 0);
}

TEST(Decimal, RefusesWhatIsNoDecimal) {
  for (const char* text : {"", "-", "+", ".", "5.", ".5", "1e3", "1,000", " 1", "1 ", "--1", "1.2.3", "NaN", "0x1"})
    EXPECT_FALSE(Decimal::parse(text)) << text;
}

TEST(Decimal, RefusesMoreThanSixtyFourBitsOrNineDecimals) {
  EXPECT_TRUE(Decimal::parse("9223372036854775807"));
  EXPECT_FALSE(Decimal::parse("9223372036854775808"));
  EXPECT_TRUE(Decimal::parse("0.123456789"));
  EXPECT_FALSE(Decimal::parse("0.1234567891"));
}

TEST(Decimal, ComparesByValueAcrossScales) {
  EXPECT_EQ(Decimal(-50, 1), Decimal(-5));
  EXPECT_LT(Decimal(-51, 1), Decimal(-5));
  EXPECT_GT(Decimal(9223372036854775807, 0), Decimal(9223372036854775807, 9));
}

TEST(Decimal, WritesWhatItRead) {
  for (const char* text : {"0", "-0.5", "0.05", "12.340", "-7", "0.000000001"})
    EXPECT_EQ(Decimal::parse(text)->to_string(), text);
}

TEST(Decimal, RescalesOnlyWithoutLoss) {
  EXPECT_EQ(Decimal(650, 1).rescaled(0)->units(), 65);
  EXPECT_FALSE(Decimal(655, 1).rescaled(0));
  EXPECT_FALSE(Decimal(9223372036854775807, 0).rescaled(1));
}

RC_GTEST_PROP(Decimal, TextAndNumberAgree, (std::int64_t units)) {
  const int scale = *rc::gen::inRange(0, Decimal::kMaximumScale + 1);
  RC_PRE(units != std::numeric_limits<std::int64_t>::min());
  const Decimal number(units, scale);
  const auto read = Decimal::parse(number.to_string());
  RC_ASSERT(read.has_value());
  RC_ASSERT(read->units() == units && read->scale() == scale);
}

RC_GTEST_PROP(Decimal, OrderIsThatOfTheDifference, (std::int32_t a, std::int32_t b)) {
  const Decimal left(a, *rc::gen::inRange(0, 5));
  const Decimal right(b, *rc::gen::inRange(0, 5));
  const auto difference = add(left, right.negated());
  RC_ASSERT(difference.has_value());
  RC_ASSERT((left < right) == (difference->units() < 0));
  RC_ASSERT((left == right) == (difference->units() == 0));
}

}  // namespace
}  // namespace termwise
