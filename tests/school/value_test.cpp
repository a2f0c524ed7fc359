#include <type_traits>

#include <gtest/gtest.h>

#include "school/value.h"

namespace termwise::school {
namespace {

template <typename A, typename B>
concept LessThanComparable = requires(A a, B b) {
  a < b;
};

// A missing value must never be compared by accident: there is no order on Value at all.
static_assert(!LessThanComparable<Value, Value>);
static_assert(!LessThanComparable<Value, Decimal>);
static_assert(!std::is_convertible_v<Value, Decimal>);
static_assert(!std::is_constructible_v<Value, double>);

TEST(Value, IsANumberOrAReason) {
  const Value number(Decimal(0));
  ASSERT_NE(number.number(), nullptr);
  EXPECT_EQ(number.missing(), nullptr);
  const Value missing(Missing::suppressed);
  EXPECT_EQ(missing.number(), nullptr);
  ASSERT_NE(missing.missing(), nullptr);
  EXPECT_FALSE(number == missing);
}

TEST(Missing, EachReasonHasOneNameAndNumber) {
  for (int i = 1; i <= 8; ++i) {
    const auto reason = missing_numbered(static_cast<std::uint8_t>(i));
    ASSERT_TRUE(reason);
    EXPECT_EQ(missing_named(name(*reason)), reason);
    EXPECT_FALSE(in_words(*reason).empty());
  }
  EXPECT_FALSE(missing_numbered(0));
  EXPECT_FALSE(missing_numbered(9));
  EXPECT_FALSE(missing_named("absent"));
}

}  // namespace
}  // namespace termwise::school
