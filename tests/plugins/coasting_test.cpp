// Coasting: three years in a row, each by its own rule; from the years' own records, or from what a later file repeats.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "standards_world.h"

namespace termwise::plugin_tests {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Cells levels(const char* reached, Cell reading, Cell writing, Cell maths) {
  return {{"KS2_COHORT", "100"},
          {"KS2_L4_RWM", reached},
          {"KS2_LP2_R", reading},
          {"KS2_LP2_W", writing},
          {"KS2_LP2_M", maths}};
}

struct Score {
  Cell score = "0.0";
  Cell upper = "1.0";
};

Cells scores(Cell reached, Score reading, Score writing = {"-1.0", "1.0"}, Score maths = {"0.0", "1.0"}) {
  return {{"KS2_COHORT", "100"},
          {"KS2_EXS_RWM", reached},
          {"KS2_PROG_R", reading.score},
          {"KS2_PROG_W", writing.score},
          {"KS2_PROG_M", maths.score},
          {"KS2_PROG_R_UPPER", reading.upper},
          {"KS2_PROG_W_UPPER", writing.upper},
          {"KS2_PROG_M_UPPER", maths.upper}};
}

// 2014 to 2016 as in the worked example: coasting.
struct Years {
  Cells first = levels("80", "93", "95", "92");
  Cells second = levels("84", "93", "96", "92");
  Cells third = scores("70", {"-2.6", "-0.2"});
};

World world_of_years(const Years& years, const char* without = nullptr) {
  World world = world_of(2016, without);
  add_cells(world, kUrn, 2014, years.first);
  add_cells(world, kUrn, 2015, years.second);
  add_cells(world, kUrn, 2016, years.third);
  return world;
}

EmittedFinding judge(const Years& years, const std::string& mode = "national") {
  World world = world_of_years(years);
  world.parameter("mode", mode);
  return world.run(national(), kKs2Coasting).of(kUrn);
}

TEST(Ks2Coasting, the_worked_example_of_2016) {
  const auto finding = judge({});
  EXPECT_EQ(verdict(finding), "BELOW");
  EXPECT_EQ(finding.basis, "INFERRED_COUNT");
  EXPECT_EQ(
      finding.sentence,
      "School 900001 is coasting by the 2015/16 definition of a coasting school: in 2013/14 80 of 100 pupils (80%) "
      "reached level 4 in reading, writing and maths, under the bar of 85%, and progress was below the median in "
      "reading (93%, median 94%), writing (95%, median 96%) and maths (92%, median 93%); in 2014/15 84 of 100 pupils "
      "(84%) reached level 4 in reading, writing and maths, under the bar of 85%, and progress was below the median "
      "in reading (93%, median 94%), writing (96%, median 97%) and maths (92%, median 93%); in 2015/16 70 of 100 "
      "pupils (70%) reached the expected standard in reading, writing and maths, under the bar of 85%, and progress "
      "was below the bar in reading (-2.6, bar -2.5), significantly below average in reading (upper confidence limit "
      "-0.2).");

  Years writing = {};
  writing.second = levels("84", "93", "97", "92");
  EXPECT_EQ(verdict(judge(writing)), "NOT_BELOW") << "in 2015 all must be below";

  Years open = {};
  open.third = scores("70", {"-2.6", "0.1"});
  const auto not_significant = judge(open);
  EXPECT_EQ(verdict(not_significant), "NOT_BELOW");
  EXPECT_THAT(not_significant.notes, Contains("NOT_SIGNIFICANT"));
  EXPECT_EQ(
      not_significant.sentence,
      "School 900001 is not coasting by the 2015/16 definition of a coasting school: in 2015/16 70 of 100 pupils (70%) "
      "reached the expected standard in reading, writing and maths, under the bar of 85%, but progress was below the "
      "bar in reading (-2.6, bar -2.5), but not significantly below average in reading (upper confidence limit 0.1).");
}

TEST(Ks2Coasting, every_year_counts) {
  for (Cells Years::*year : {&Years::first, &Years::second}) {
    Years years = {};
    years.*year = levels("85", "93", "95", "92");
    EXPECT_EQ(verdict(judge(years)), "NOT_BELOW");
  }
  Years years = {};
  years.third = scores("85", {"-2.6", "-0.2"});
  EXPECT_EQ(verdict(judge(years)), "NOT_BELOW");
  years.third = scores("84", {"-2.5", "-0.2"});
  EXPECT_EQ(verdict(judge(years)), "NOT_BELOW") << "a score on its bar is not under it";
}

TEST(Ks2Coasting, one_significant_subject_is_enough_and_the_regulation_may_be_read_otherwise) {
  Years years = {};
  years.third = scores("70", {"-2.6", "-0.2"}, {"-3.6", "0.3"});
  const auto finding = judge(years);
  EXPECT_EQ(verdict(finding), "BELOW");
  EXPECT_THAT(finding.notes, Contains("AMBIGUOUS_REG4"));
  years.third = scores("70", {"-2.6", "-0.2"}, {"-3.6", "-0.3"});
  EXPECT_THAT(judge(years).notes, Not(Contains("AMBIGUOUS_REG4"))) << "both readings agree";
  years.third = scores("90", {"-2.6", "-0.2"}, {"-3.6", "0.3"});
  EXPECT_THAT(judge(years).notes, Not(Contains("AMBIGUOUS_REG4"))) << "progress does not matter";
}

TEST(Ks2Coasting, a_missing_figure_of_any_year_exempts_nationally_and_is_left_open_locally) {
  Years years = {};
  years.first = levels("80", "93", Missing::suppressed, "92");
  const auto exempt = judge(years);
  EXPECT_EQ(verdict(exempt), "EXEMPT(MISSING_MEASURE)");
  EXPECT_THAT(exempt.sentence, HasSubstr("in 2013/14 progress in writing is suppressed to protect pupils."));
  EXPECT_EQ(verdict(judge(years, "local")), "NOT_EVALUABLE(MISSING_MEASURE)");
  years.second = levels("90", "93", "95", "92");
  EXPECT_EQ(verdict(judge(years)), "EXEMPT(MISSING_MEASURE)");
  EXPECT_EQ(verdict(judge(years, "local")), "NOT_BELOW") << "another year clears it";
}

TEST(Ks2Coasting, a_missing_limit_that_decides_leaves_it_open) {
  Years years = {};
  years.third = scores("70", {"-2.6", Missing::suppressed});
  const auto finding = judge(years);
  EXPECT_EQ(verdict(finding), "NOT_EVALUABLE(MISSING_INTERVAL)");
  EXPECT_THAT(finding.sentence,
              HasSubstr("in 2015/16 the upper confidence limit in reading is suppressed to protect pupils"));
  years.third = scores("70", {"-2.4", Missing::suppressed});
  EXPECT_EQ(verdict(judge(years)), "NOT_BELOW");
}

TEST(Ks2Coasting, a_school_without_results_in_a_year_that_others_have_is_new) {
  World world = world_of(2016);
  add_cells(world, 900002, 2014, Years{}.first);
  add_cells(world, 900002, 2015, Years{}.second);
  add_cells(world, 900002, 2016, Years{}.third);
  add_cells(world, kUrn, 2015, Years{}.second);
  add_cells(world, kUrn, 2016, Years{}.third);
  for (const char* mode : {"national", "local"}) {
    world.parameter("mode", mode);
    const auto finding = world.run(national(), kKs2Coasting).of(kUrn);
    EXPECT_EQ(verdict(finding), "NOT_EVALUABLE(NEW_SCHOOL)");
    EXPECT_THAT(finding.sentence, HasSubstr("it has no results of 2013/14."));
    EXPECT_EQ(verdict(world.run(national(), kKs2Coasting).of(900002)), "BELOW");
  }
}

TEST(Ks2Coasting, a_year_that_no_file_tells_of_exempts_nobody) {
  World world = world_of(2016);
  add_cells(world, kUrn, 2015, Years{}.second);
  add_cells(world, kUrn, 2016, Years{}.third);
  const auto finding = world.run(national(), kKs2Coasting).of(kUrn);
  EXPECT_EQ(verdict(finding), "NOT_EVALUABLE(MISSING_MEASURE)");
  EXPECT_THAT(finding.sentence, HasSubstr("no results of 2013/14 are loaded"));
}

TEST(Ks2Coasting, an_exemption_names_the_figure_that_exempts_and_no_year_that_is_not_loaded) {
  World world = world_of(2016);
  add_cells(world, kUrn, 2015, levels("80", "93", Missing::suppressed, "92"));
  add_cells(world, kUrn, 2016, Years{}.third);
  const auto finding = world.run(national(), kKs2Coasting).of(kUrn);
  EXPECT_EQ(verdict(finding), "EXEMPT(MISSING_MEASURE)");
  EXPECT_THAT(finding.sentence,
              HasSubstr("for every measure: in 2014/15 progress in writing is suppressed to protect pupils."));
}

// 2016 to 2018, of which the file of 2018 repeats the two years before.
Cells repeated(const Cells& cells, int years) {
  Cells again;
  static std::deque<std::string> names;
  for (const auto& [code, cell] : cells) {
    if (std::string(code) == "KS2_COHORT") continue;
    names.push_back(std::string(code) + "_PREV" + std::to_string(years));
    again.emplace_back(names.back().c_str(), cell);
  }
  return again;
}

TEST(Ks2Coasting, reads_what_a_later_file_repeats_of_earlier_years) {
  World world = world_of(2018);
  const Cells under = scores("70", {"-2.6", "-0.2"});
  add_cells(world, kUrn, 2018, under);
  add_cells(world, kUrn, 2018, repeated(under, 1));
  add_cells(world, kUrn, 2018, repeated(under, 2));
  const auto finding = world.run(national(), kKs2Coasting).of(kUrn);
  EXPECT_EQ(verdict(finding), "BELOW");
  EXPECT_EQ(finding.basis, "PUBLISHED_ROUNDED") << "the number of pupils is not repeated";
  EXPECT_THAT(finding.sentence, HasSubstr("in 2015/16 70% of pupils (as published) reached"));
  EXPECT_EQ(finding.predicate("KS2_PROG_R_PREV2").year, 2018) << "the year of the record that says it";
  EXPECT_EQ(world.cell(finding.predicate("KS2_PROG_R_UPPER_PREV2").evidence), "900001 2018 KS2_PROG_R_UPPER_PREV2");

  // A year's own record comes first.
  add_cells(world, kUrn, 2017, scores("90", {"-2.6", "-0.2"}));
  EXPECT_EQ(verdict(world.run(national(), kKs2Coasting).of(kUrn)), "NOT_BELOW");
  add_cells(world, kUrn, 2017,
            scores(Missing::not_supplied, {Missing::not_supplied, Missing::not_supplied},
                   {Missing::not_supplied, Missing::not_supplied}, {Missing::not_supplied, Missing::not_supplied}));
  EXPECT_EQ(verdict(world.run(national(), kKs2Coasting).of(kUrn)), "BELOW")
      << "what it does not say, the later one does";
}

TEST(Ks2Coasting, the_tests_of_the_run_year_exempt) {
  World world = world_of_years({});
  world.school(kUrn, 2016).attribute("kind", "special");
  EXPECT_EQ(verdict(world.run(national(), kKs2Coasting).of(kUrn)), "EXEMPT(NOT_MAINSTREAM)");
  world.school(kUrn, 2016).attribute("kind", "mainstream").measure("KS2_COHORT", "10");
  EXPECT_EQ(verdict(world.run(national(), kKs2Coasting).of(kUrn)), "EXEMPT(SMALL_COHORT)");
  world.school(kUrn, 2016).measure("KS2_COHORT", "100").measure("KS2_PROG_W_COVERAGE", "49");
  EXPECT_EQ(verdict(world.run(national(), kKs2Coasting).of(kUrn)), "EXEMPT(LOW_COVERAGE)");
}

TEST(Ks2Coasting, needs_three_years_of_a_definition) {
  World world = world_of(2015);
  world.standard({"coasting", "ks2", "2013", "removed", "", "", "", "", "", "begins with 2014", "", "verified"});
  add_cells(world, kUrn, 2015, Years{}.second);
  const auto finding = world.run(national(), kKs2Coasting).of(kUrn);
  EXPECT_EQ(verdict(finding), "NO_STANDARD(NONE_SET)");
  EXPECT_EQ(finding.predicate("standard").source, "begins with 2014");
  EXPECT_EQ(finding.sentence,
            "No definition of a coasting school applies to School 900001 for 2014/15: none was set for that year.");
}

TEST(Ks2Coasting, flips_name_the_year_whose_figure_would_change_it) {
  const auto finding = judge({});
  std::vector<std::string> changes;
  for (const auto& flip : finding.flips)
    changes.push_back(flip.measure + " " + std::to_string(flip.year) + " " + flip.change);
  EXPECT_THAT(changes, ElementsAre("KS2_L4_RWM 2014 5", "KS2_LP2_R 2014 1", "KS2_LP2_W 2014 1", "KS2_LP2_M 2014 1",
                                   "KS2_L4_RWM 2015 1", "KS2_LP2_R 2015 1", "KS2_LP2_W 2015 1", "KS2_LP2_M 2015 1",
                                   "KS2_EXS_RWM 2016 15", "KS2_PROG_R 2016 0.1"));
}

TEST(Ks2Coasting, a_median_that_is_not_known_leaves_its_year_open) {
  World world = world_of(2016);
  World lacking(2016, "886");
  for (const StandardLine& line : standard_lines())
    for (int year = line.first; year <= line.last; ++year)
      if (year != 2014 || std::string(line.measure) != "KS2_LP2_M")
        lacking.standard({line.standard, line.stage, std::to_string(year), "set", line.measure, "<", line.value,
                          line.limb, line.within, "source", "", line.confidence});
  add_cells(lacking, kUrn, 2014, Years{}.first);
  add_cells(lacking, kUrn, 2015, Years{}.second);
  add_cells(lacking, kUrn, 2016, Years{}.third);
  const auto finding = lacking.run(national(), kKs2Coasting).of(kUrn);
  EXPECT_EQ(verdict(finding), "NOT_EVALUABLE(MISSING_MEDIAN)");
  EXPECT_THAT(finding.sentence, HasSubstr("not known for maths in 2013/14"));
}

TEST(Ks2Coasting, an_la_may_set_a_bar_of_its_own) {
  World world = world_of_years({});
  world.parameter("coasting_attainment", "80");
  EXPECT_EQ(verdict(world.run(national(), kKs2Coasting).of(kUrn)), "NOT_BELOW");
}

// ---- Key stage 4

Cells gcse(const char* reached, const char* english, const char* maths) {
  return {{"KS4_COHORT", "100"}, {"KS4_5ACEM", reached}, {"KS4_LP3_E", english}, {"KS4_LP3_M", maths}};
}

Cells progress_8(Cell score, Cell upper) { return {{"KS4_COHORT", "100"}, {"KS4_P8", score}, {"KS4_P8_UPPER", upper}}; }

EmittedFinding judge_secondary(int summer, const Cells& first, const Cells& second, const Cells& third) {
  World world = world_of(summer);
  add_cells(world, kUrn, summer - 2, first);
  add_cells(world, kUrn, summer - 1, second);
  add_cells(world, kUrn, summer, third);
  return world.run(national(), kKs4Coasting).of(kUrn);
}

TEST(Ks4Coasting, each_year_has_its_own_rule) {
  const Cells under = progress_8("-0.30", "-0.10");
  EXPECT_EQ(verdict(judge_secondary(2016, gcse("59", "73", "66"), gcse("59", "72", "67"), under)), "BELOW");
  EXPECT_EQ(verdict(judge_secondary(2016, gcse("60", "73", "66"), gcse("59", "72", "67"), under)), "NOT_BELOW");
  EXPECT_EQ(verdict(judge_secondary(2016, gcse("59", "74", "66"), gcse("59", "72", "67"), under)), "NOT_BELOW");
  EXPECT_EQ(verdict(judge_secondary(2016, gcse("59", "73", "66"), gcse("59", "72", "68"), under)), "NOT_BELOW");
  EXPECT_EQ(verdict(judge_secondary(2018, under, under, under)), "BELOW");
  EXPECT_EQ(verdict(judge_secondary(2018, under, under, progress_8("-0.25", "-0.10"))), "NOT_BELOW");
  EXPECT_EQ(verdict(judge_secondary(2018, under, progress_8("-0.30", "0.00"), under)), "NOT_BELOW");
}

TEST(Ks4Coasting, schools_that_opted_in_in_2015_are_judged_on_progress_8_then) {
  Cells opted = gcse("59", "72", "67");
  const Cells under = progress_8("-0.30", "-0.10");
  EXPECT_EQ(verdict(judge_secondary(2017, opted, under, under)), "BELOW");
  opted.emplace_back("KS4_P8", "0.10");
  opted.emplace_back("KS4_P8_UPPER", "0.30");
  EXPECT_EQ(verdict(judge_secondary(2017, opted, under, under)), "NOT_BELOW");
}

TEST(Ks4Coasting, says_three_scores) {
  const Cells under = progress_8("-0.30", "-0.10");
  EXPECT_EQ(
      judge_secondary(2018, under, under, under).sentence,
      "School 900001 is coasting by the 2017/18 definition of a coasting school: in 2015/16 its Progress 8 score was "
      "-0.30, under the bar of -0.25 and significantly below average (upper confidence limit -0.10); in 2016/17 its "
      "Progress 8 score was -0.30, under the bar of -0.25 and significantly below average (upper confidence limit "
      "-0.10); in 2017/18 its Progress 8 score was -0.30, under the bar of -0.25 and significantly below average "
      "(upper confidence limit -0.10).");
}

}  // namespace
}  // namespace termwise::plugin_tests
