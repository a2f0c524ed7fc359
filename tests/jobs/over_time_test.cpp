// What the command line gives to backtest, plugin diff and whatif, at its limits and past them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "jobs/evaluate_years.h"
#include "jobs/what_if.h"

namespace termwise::jobs {
namespace {

using testing::HasSubstr;

std::vector<std::string> values(const std::string& text) {
  const auto steps = parse_steps(text);
  EXPECT_TRUE(steps.ok());
  std::vector<std::string> texts;
  if (steps)
    for (const auto& value : steps->values) texts.push_back(value.to_string());
  return texts;
}

std::string refusal(const Result<Steps>& steps) {
  EXPECT_FALSE(steps.ok());
  if (steps) return {};
  EXPECT_EQ(steps.error().exit, ExitCode::usage);
  return steps.error().message;
}

TEST(Steps, AreExact) {
  EXPECT_EQ(values("floor=60..62:1"), (std::vector<std::string>{"60", "61", "62"}));
  // A tenth has no exact binary fraction; ten of them are 1 all the same.
  EXPECT_EQ(values("p=0..1:0.1"),
            (std::vector<std::string>{"0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1.0"}));
  EXPECT_EQ(values("p=-5..-6.5:-0.5"), (std::vector<std::string>{"-5", "-5.5", "-6.0", "-6.5"}));
  EXPECT_EQ(values("p=60..65:2"), (std::vector<std::string>{"60", "62", "64"}));
  EXPECT_EQ(values("p=60..60:1"), (std::vector<std::string>{"60"}));
}

TEST(Steps, HaveALimit) {
  EXPECT_EQ(values("p=1..40:1").size(), kMaximumSteps);
  EXPECT_THAT(refusal(parse_steps("p=1..41:1")), HasSubstr("more than 40"));
  EXPECT_THAT(refusal(parse_steps("p=0..9000000000000000000:0.000000001")), HasSubstr("more than 40"));
  EXPECT_EQ(values("p=9223372036854775806..9223372036854775807:1").size(), 2u);  // the next is past 64 bits
}

TEST(Steps, RefuseWhatLeadsNowhere) {
  EXPECT_THAT(refusal(parse_steps("p=1..2:0.0")), HasSubstr("step of 0"));
  EXPECT_THAT(refusal(parse_steps("p=1..2:-1")), HasSubstr("Change the sign"));
  EXPECT_THAT(refusal(parse_steps("p=2..1:1")), HasSubstr("Change the sign"));
}

TEST(Steps, RefuseWhatIsNoRange) {
  for (const char* text : {"", "p", "p=", "=1..2:1", "p=1", "p=1..2", "p=1:2", "p=1..2:", "p=..2:1", "p=1..:1",
                           "p=a..b:c", "p=1..2:1:1", "p=1...2:1", "p=1e1..2e1:1", "p=1..2:0.0000000001", "p=0x1..2:1"})
    EXPECT_THAT(refusal(parse_steps(text)), HasSubstr("which values to try")) << text;
}

TEST(Days, AreADecimalOfAYear) {
  EXPECT_FALSE(parse_days("")->has_value());
  EXPECT_EQ(parse_days("2.5")->value(), Decimal(25, 1));
  EXPECT_EQ(parse_days("0")->value(), Decimal(0));
  EXPECT_EQ(parse_days("366")->value(), Decimal(366));
  EXPECT_EQ(parse_days("0.001")->value(), Decimal(1, 3));
  for (const char* text : {"366.001", "-0.5", "0.0001", "five", "1,5", " 5"})
    EXPECT_FALSE(parse_days(text).ok()) << text;
}

TEST(YearSpan, IsReadAsWritten) {
  const auto span = parse_year_span("2008/09..2017/18");
  ASSERT_TRUE(span.ok());
  EXPECT_EQ(span->years().size(), 10u);
  EXPECT_EQ(span->years().front().label(), "2008/09");
  EXPECT_EQ(span->years().back().label(), "2017/18");
  EXPECT_EQ(parse_year_span("2016/17")->years().size(), 1u);
  EXPECT_EQ(parse_year_span("1999/00..2000/01")->years().size(), 2u);
}

TEST(YearSpan, HasALimit) {
  EXPECT_EQ(parse_year_span("2000/01..2039/40")->years().size(), kMaximumYearsAtOnce);
  EXPECT_FALSE(parse_year_span("2000/01..2040/41").ok());
}

TEST(YearSpan, RefusesOtherThings) {
  for (const char* text : {"", "..", "2016", "2016/18", "2016/17..", "..2016/17", "2016/17..2017", "2016/17...2017/18",
                           "2017/18..2016/17", "2016/17..2017/18..2018/19"})
    EXPECT_FALSE(parse_year_span(text).ok()) << text;
}

TEST(YearSpan, IsJudgedAtTheEndOfEachYear) {
  using namespace std::chrono_literals;
  const auto year = *AcademicYear::parse("2016/17");
  EXPECT_EQ(end_of_year(year, 2026y / 11 / 24), 2017y / 8 / 31);
  EXPECT_EQ(end_of_year(year, 2017y / 8 / 31), 2017y / 8 / 31);
  EXPECT_EQ(end_of_year(year, 2017y / 3 / 26), 2017y / 3 / 26);  // the year is not over
}

}  // namespace
}  // namespace termwise::jobs
