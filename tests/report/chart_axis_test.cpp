#include "report/chart_axis.h"

#include <limits>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace termwise::report {
namespace {

std::vector<Decimal> decimals(const std::vector<const char*>& texts) {
  std::vector<Decimal> values;
  for (const char* text : texts) values.push_back(*Decimal::parse(text));
  return values;
}

std::vector<std::string> ticks(const std::vector<const char*>& values, Range range = Range::fitted) {
  std::vector<std::string> texts;
  for (const auto& tick : axis_for(decimals(values), range).ticks) texts.push_back(tick.text);
  return texts;
}

using Texts = std::vector<std::string>;

TEST(ChartAxis, HasRoundTicks) {  // worked by hand
  EXPECT_EQ(ticks({"-6.2", "5.1"}), (Texts{"-10", "-5", "0", "5", "10"}));
  EXPECT_EQ(ticks({"-3.9", "2.8", "-5"}), (Texts{"-6", "-4", "-2", "0", "2", "4"}));
  EXPECT_EQ(ticks({"20", "50"}), (Texts{"20", "30", "40", "50"}));
  EXPECT_EQ(ticks({"0.1", "0.3"}), (Texts{"0.10", "0.15", "0.20", "0.25", "0.30"}));
  EXPECT_EQ(ticks({"-1.15", "2"}), (Texts{"-2", "-1", "0", "1", "2"}));
  EXPECT_EQ(ticks({"12000", "48000"}), (Texts{"10000", "20000", "30000", "40000", "50000"}));
}

TEST(ChartAxis, TakesQuartersOfTenWhereFivesWouldLeaveThreeTicks) {
  EXPECT_EQ(ticks({"5.5", "14.5"}), (Texts{"5.0", "7.5", "10.0", "12.5", "15.0"}));
  EXPECT_EQ(ticks({"55", "145"}), (Texts{"50", "75", "100", "125", "150"}));
}

TEST(ChartAxis, SurroundsTheOnlyValue) {
  EXPECT_EQ(ticks({"0"}), (Texts{"-1.0", "-0.5", "0.0", "0.5", "1.0"}));
  EXPECT_EQ(ticks({"5", "5.0"}), (Texts{"4.0", "4.5", "5.0", "5.5", "6.0"}));
  EXPECT_EQ(ticks({"-2000"}), (Texts{"-2200", "-2100", "-2000", "-1900", "-1800"}));
}

TEST(ChartAxis, ShowsTheWholeOfAPercentage) {
  const Texts whole{"0", "20", "40", "60", "80", "100"};
  EXPECT_EQ(ticks({"53", "61"}, Range::percentages), whole);
  EXPECT_EQ(ticks({"0", "100.00"}, Range::percentages), whole);
  EXPECT_EQ(ticks({"-5", "40"}, Range::percentages), (Texts{"-10", "0", "10", "20", "30", "40"}));
  EXPECT_EQ(ticks({"0", "100.5"}, Range::percentages), (Texts{"0", "50", "100", "150"}));
}

TEST(ChartAxis, CountsFromZeroInWholeSteps) {
  EXPECT_EQ(ticks({"0"}, Range::counts), (Texts{"0", "1", "2", "3", "4"}));
  EXPECT_EQ(ticks({"3", "4"}, Range::counts), (Texts{"0", "1", "2", "3", "4"}));
  EXPECT_EQ(ticks({"5", "7"}, Range::counts), (Texts{"0", "2", "4", "6", "8"}));
  EXPECT_EQ(ticks({"120", "480"}, Range::counts), (Texts{"0", "100", "200", "300", "400", "500"}));
  EXPECT_EQ(ticks({"-6.2", "5.1"}, Range::counts), (Texts{"-10", "-5", "0", "5", "10"}));
}

TEST(ChartAxis, HoldsTheLargestAndTheFinestNumbers) {
  const std::vector<Decimal> ends{Decimal(std::numeric_limits<std::int64_t>::min(), 0),
                                  Decimal(std::numeric_limits<std::int64_t>::max(), 0), Decimal(1, 9)};
  Texts texts;
  for (const auto& tick : axis_for(ends, Range::fitted).ticks) texts.push_back(tick.text);
  EXPECT_EQ(texts, (Texts{"-10000000000000000000", "-5000000000000000000", "0", "5000000000000000000",
                          "10000000000000000000"}));
  EXPECT_EQ(ticks({"0.000000001", "0.000000002"}).front(), "0.0000000010");
}

RC_GTEST_PROP(ChartAxis, HoldsEveryValueWithFourToSixEvenTicks, ()) {
  const auto raw = *rc::gen::nonEmpty<std::vector<std::pair<std::int32_t, std::uint8_t>>>();
  std::vector<Decimal> values;
  for (const auto& [units, scale] : raw) values.emplace_back(units, scale % 7);
  const Axis axis = axis_for(values, *rc::gen::arbitrary<bool>() ? Range::percentages : Range::fitted);
  RC_ASSERT(axis.ticks.size() >= 4U);
  RC_ASSERT(axis.ticks.size() <= 6U);
  std::vector<Decimal> exact;
  for (const auto& tick : axis.ticks) exact.push_back(*Decimal::parse(tick.text));
  for (const auto& value : values) {
    RC_ASSERT(exact.front() <= value);
    RC_ASSERT(value <= exact.back());
  }
  const auto step = add(exact[1], exact[0].negated());
  for (std::size_t i = 1; i < exact.size(); ++i) {
    RC_ASSERT(add(exact[i], exact[i - 1].negated()) == step);
    RC_ASSERT(exact[i].scale() == exact[0].scale());
    RC_ASSERT(axis.ticks[i].value == std::stod(axis.ticks[i].text));
  }
}

}  // namespace
}  // namespace termwise::report
