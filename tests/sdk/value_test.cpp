#include <concepts>
#include <type_traits>

#include <gtest/gtest.h>

#include <termwise/text.hpp>
#include <termwise/value.hpp>

namespace termwise {
namespace {

template <class A, class B>
concept LessIsBool = requires(const A& a, const B& b) {
  { a < b } -> std::convertible_to<bool>;
};
template <class A, class B>
concept HasLess = requires(const A& a, const B& b) {
  a < b;
};
template <class A, class B>
concept HasPlus = requires(const A& a, const B& b) {
  a + b;
};

// What a rule's author cannot do by accident does not compile.
static_assert(!std::is_convertible_v<Truth, bool> && !std::is_constructible_v<bool, Truth>,
              "an unknown comparison is no condition");
static_assert(HasLess<Value, Decimal> && !LessIsBool<Value, Decimal>, "comparing gives a Truth");
static_assert(HasLess<Value, Value> && !LessIsBool<Value, Value>);
static_assert(!HasLess<Value, int> && !HasLess<Value, double>, "thresholds are exact decimals");
static_assert(!HasPlus<Value, Value>, "missing values do not add up");
static_assert(!std::is_convertible_v<Value, Decimal> && !std::is_constructible_v<Decimal, Value>);
static_assert(!std::is_convertible_v<Value, bool> && !std::is_convertible_v<Value, double>);
static_assert(!std::is_convertible_v<Decimal, Value> && !std::is_convertible_v<Missing, Value>);
static_assert(!std::is_default_constructible_v<Value>, "there is no value that is not read or given");
static_assert(!std::is_convertible_v<Text, std::string_view>);

TEST(Value, comparing_is_strict_and_exact) {
  const Value score(Decimal(-50, 1));  // -5.0
  EXPECT_EQ(score < Decimal(-5), Truth::no);
  EXPECT_EQ(score <= Decimal(-5), Truth::yes);
  EXPECT_EQ(score == Decimal(-5), Truth::yes);
  EXPECT_EQ(score >= Decimal(-5), Truth::yes);
  EXPECT_EQ(score > Decimal(-5), Truth::no);
  EXPECT_EQ(Value(Decimal(-51, 1)) < Decimal(-5), Truth::yes);
}

TEST(Value, comparing_a_missing_value_is_unknown_on_either_side) {
  for (const Missing reason : {Missing::suppressed, Missing::not_supplied, Missing::unparseable}) {
    const Value missing(reason);
    EXPECT_EQ(missing.number(), nullptr);
    EXPECT_EQ(missing < Decimal(0), Truth::unknown);
    EXPECT_EQ(missing == Decimal(0), Truth::unknown) << "missing is not 0";
    EXPECT_EQ(missing >= Value(Decimal(0)), Truth::unknown);
    EXPECT_EQ(Value(Decimal(0)) >= missing, Truth::unknown);
    EXPECT_EQ(missing == missing, Truth::unknown);
    EXPECT_EQ(Text(reason) == "open", Truth::unknown);
  }
}

TEST(Text, academic_years_are_written_as_people_write_them) {
  EXPECT_EQ(academic_year(2017), "2016/17");
  EXPECT_EQ(academic_year(2000), "1999/00");
  EXPECT_EQ(academic_year(2009), "2008/09");
}

TEST(Text, arrays_of_longer_structures_from_a_newer_host_are_walked_by_their_size) {
  struct LongerSetting {
    tw_setting known;
    std::uint64_t added_later;
  };
  LongerSetting settings[2] = {};
  settings[0].known.size = settings[1].known.size = sizeof(LongerSetting);
  settings[0].added_later = ~0ull;
  settings[1].known.name = borrow("second");
  EXPECT_EQ(view(element(&settings[0].known, 1).name), "second");
}

}  // namespace
}  // namespace termwise
