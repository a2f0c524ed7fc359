#include "ingest/file_name.h"

#include <gtest/gtest.h>

#include <string>

namespace termwise::ingest::testing {
namespace {

// "no" where the name does not fit, "yes" where it fits and says no year, else the year.
std::string matched(std::string_view pattern, std::string_view name) {
  const auto match = match_name(pattern, name);
  if (!match) return "no";
  return match->year ? match->year->label() : "yes";
}

TEST(FileName, SaysTheYear) {
  EXPECT_EQ(matched("{year}_*_ks2final.csv", "2016-2017_850_ks2final.csv"), "2016/17");
  EXPECT_EQ(matched("*ks2*{year}*", "england_ks2_2012-13_subset28cols.csv"), "2012/13");
  EXPECT_EQ(matched("ks2_perf_{summer}.csv", "ks2_perf_2017.csv"), "2016/17");
  EXPECT_EQ(matched("gias_*_{date}.csv", "gias_850_936_2022-04-20.csv"), "2021/22");
  EXPECT_EQ(matched("links_{date}.csv", "links_2021-05.csv"), "2020/21");
  EXPECT_EQ(matched("x{year}.csv", "x201617.csv"), "2016/17");
}

TEST(FileName, IsComparedWithoutCapitals) { EXPECT_EQ(matched("*KS2Final.csv", "2016_ks2FINAL.CSV"), "yes"); }

TEST(FileName, ThatDoesNotFitIsNone) {
  EXPECT_EQ(matched("ks2_perf_{summer}.csv", "ks2_perf_17.csv"), "no");
  EXPECT_EQ(matched("{year}.csv", "2016-2018.csv"), "no");  // not consecutive
  EXPECT_EQ(matched("{year}.csv", "2016-18.csv"), "no");
  EXPECT_EQ(matched("{date}.csv", "2022-13.csv"), "no");
  EXPECT_EQ(matched("a*b", "acbd"), "no");
  EXPECT_EQ(matched("", ""), "yes");
  EXPECT_EQ(matched("*", ""), "yes");
}

TEST(FileName, TheCenturyTurns) {
  EXPECT_EQ(parse_year_span("1999/00")->label(), "1999/00");
  EXPECT_EQ(parse_year_span("1999-2000")->label(), "1999/00");
  EXPECT_FALSE(parse_year_span("1999/01"));
  EXPECT_FALSE(parse_year_span("199900-"));
}

// Each star could stand for every stretch of the name; without memory this would take longer than the universe is old.
TEST(FileName, ManyStarsCostLittle) {
  std::string pattern;
  for (int i = 0; i < 60; ++i) pattern += "*a";
  EXPECT_EQ(matched(pattern + "b", std::string(200, 'a')), "no");
}

}  // namespace
}  // namespace termwise::ingest::testing
