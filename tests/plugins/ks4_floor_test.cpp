// The KS4 floor standard: five good GCSEs, then with English and maths, then with medians of progress, then Progress 8.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "standards_world.h"

namespace termwise::plugin_tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

EmittedFinding judge(int summer, const Cells& cells,
                     const std::vector<std::pair<std::string, std::string>>& settings = {}) {
  return judge_cells(kKs4Floor, summer, cells, settings);
}

Cells progress_8(Cell score, Cell lower, Cell upper) {
  return {{"KS4_COHORT", "150"},
          {"KS4_P8", score},
          {"KS4_P8_LOWER", lower},
          {"KS4_P8_UPPER", upper},
          {"KS4_P8_COVERAGE", "95"}};
}

TEST(Ks4FloorProgress8, is_below_only_where_it_is_significantly_so) {
  const auto below = judge(2016, progress_8("-0.55", "-0.95", "-0.15"));
  EXPECT_EQ(verdict(below), "BELOW");
  EXPECT_EQ(below.basis, "") << "no percentage is compared";
  EXPECT_EQ(below.interval_measure, "KS4_P8");
  EXPECT_EQ(below.interval_upper.number()->to_string(), "-0.15");
  EXPECT_EQ(
      below.sentence,
      "School 900001 is below the 2015/16 floor standard for secondary schools: its Progress 8 score was -0.55, under "
      "the floor of -0.5 and significantly below average (upper confidence limit -0.15).");

  const auto open = judge(2016, progress_8("-0.55", "-1.20", "0.10"));
  EXPECT_EQ(verdict(open), "NOT_BELOW");
  EXPECT_THAT(open.notes, ElementsAre("NOT_SIGNIFICANT"));
  EXPECT_EQ(
      open.sentence,
      "School 900001 is not below the 2015/16 floor standard for secondary schools: its Progress 8 score was -0.55, "
      "under the floor of -0.5, but not significantly below average (upper confidence limit 0.10).");

  const auto at_floor = judge(2016, progress_8("-0.50", "-0.7", "-0.3"));
  EXPECT_EQ(verdict(at_floor), "NOT_BELOW");
  EXPECT_THAT(at_floor.notes, ElementsAre("AT_ROUNDED_BOUNDARY"));
}

TEST(Ks4FloorProgress8, says_which_thresholds_were_not_verified) {
  EXPECT_THAT(judge(2016, progress_8("-0.55", "-0.95", "-0.15")).sentence, ::testing::Not(HasSubstr("Not verified")));
  EXPECT_THAT(
      judge(2017, progress_8("-0.55", "-0.95", "-0.15")).sentence,
      ::testing::EndsWith(" Not verified against the published rule: the floor of -0.5 in Progress 8 and that the "
                          "score must be significantly below average."));
  EXPECT_EQ(judge(2017, progress_8("-0.55", "-0.95", "-0.15")).predicate("KS4_P8").confidence, "memory");
}

TEST(Ks4FloorProgress8, five_pupils_are_exempt_and_six_are_not) {
  Cells cells = progress_8("-0.9", "-1.9", "-0.1");
  cells[0].second = "5";
  EXPECT_EQ(verdict(judge(2016, cells)), "EXEMPT(SMALL_COHORT)");
  cells[0].second = "6";
  EXPECT_EQ(verdict(judge(2016, cells)), "BELOW");
}

TEST(Ks4FloorProgress8, coverage_of_half_is_enough) {
  Cells cells = progress_8("-0.9", "-1.9", "-0.1");
  cells.back().second = "49.99";
  EXPECT_EQ(verdict(judge(2016, cells)), "EXEMPT(LOW_COVERAGE)");
  cells.back().second = "50";
  EXPECT_EQ(verdict(judge(2016, cells)), "BELOW");
  cells[1].second = Missing::low_coverage;
  EXPECT_EQ(verdict(judge(2016, cells)), "EXEMPT(LOW_COVERAGE)");
}

TEST(Ks4FloorProgress8, a_missing_score_exempts_and_a_missing_limit_leaves_it_open) {
  EXPECT_EQ(verdict(judge(2016, progress_8(Missing::suppressed, "-1", "0"))), "EXEMPT(MISSING_MEASURE)");
  EXPECT_EQ(verdict(judge(2016, progress_8(Missing::suppressed, "-1", "-0.2"), kLocal)),
            "NOT_EVALUABLE(MISSING_MEASURE)");
  EXPECT_EQ(verdict(judge(2016, progress_8(Missing::suppressed, "-1", "0.2"), kLocal)), "NOT_BELOW")
      << "no score could be below with that limit";
  const auto open = judge(2016, progress_8("-0.9", "-1.2", Missing::suppressed));
  EXPECT_EQ(verdict(open), "NOT_EVALUABLE(MISSING_INTERVAL)");
  EXPECT_EQ(
      open.sentence,
      "School 900001 cannot be judged against the 2015/16 floor standard for secondary schools: its Progress 8 score "
      "was -0.9, under the floor of -0.5, which counts only if it is significantly below average, and the upper "
      "confidence limit in Progress 8 is suppressed to protect pupils.");
  EXPECT_EQ(verdict(judge(2016, progress_8("-0.3", "-0.5", Missing::suppressed))), "NOT_BELOW");
}

TEST(Ks4FloorProgress8, flips_are_hundredths_of_a_point) {
  const auto below = judge(2016, progress_8("-0.55", "-0.95", "-0.15"));
  ASSERT_EQ(below.flips.size(), 1u);
  EXPECT_EQ(below.flips[0].measure, "KS4_P8");
  EXPECT_EQ(below.flips[0].change, "0.05");
  EXPECT_EQ(below.flips[0].unit, "points");
  EXPECT_EQ(below.flips[0].outcome, "NOT_BELOW");
  const auto open = judge(2016, progress_8("-0.55", "-1.20", "0.10"));
  ASSERT_EQ(open.flips.size(), 1u);
  EXPECT_EQ(open.flips[0].change, "-0.11") << "the limit moves with the score";
}

Cells levels(const char* reached, const char* english, const char* maths) {
  return {{"KS4_COHORT", "100"}, {"KS4_5ACEM", reached}, {"KS4_LP3_E", english}, {"KS4_LP3_M", maths}};
}

TEST(Ks4FloorMedians, the_worked_example_of_2015) {
  const auto finding = judge(2015, levels("39", "74", "60"));
  EXPECT_EQ(verdict(finding), "NOT_BELOW") << "English is not below 73";
  EXPECT_EQ(verdict(judge(2015, levels("39", "72", "67"))), "BELOW");
  EXPECT_EQ(verdict(judge(2015, levels("40", "72", "67"))), "NOT_BELOW");
  EXPECT_EQ(
      judge(2015, levels("39", "72", "67")).sentence,
      "School 900001 is below the 2014/15 floor standard for secondary schools: 39 of 100 pupils (39%) achieved five "
      "or more good GCSEs (A* to C) with English and maths, under the floor of 40%, and progress was below the median "
      "in English (72%, median 73%) and maths (67%, median 68%).");
}

TEST(Ks4FloorMedians, of_each_year) {
  struct Year {
    int summer;
    int floor;
    int english;
    int maths;
  };
  for (const Year& year : {Year{2010, 35, 72, 65}, Year{2011, 35, 74, 66}, Year{2012, 40, 70, 70},
                           Year{2013, 40, 73, 73}, Year{2014, 40, 74, 67}, Year{2015, 40, 73, 68}}) {
    const auto of = [&](int below_floor, int below_english, int below_maths) {
      const auto text = [](int value) { return std::to_string(value); };
      const std::string reached = text(year.floor - below_floor);
      const std::string english = text(year.english - below_english);
      const std::string maths = text(year.maths - below_maths);
      return verdict(judge(year.summer, levels(reached.c_str(), english.c_str(), maths.c_str())));
    };
    EXPECT_EQ(of(1, 1, 1), "BELOW") << year.summer;
    EXPECT_EQ(of(0, 1, 1), "NOT_BELOW") << year.summer;
    EXPECT_EQ(of(1, 0, 1), "NOT_BELOW") << year.summer;
    EXPECT_EQ(of(1, 1, 0), "NOT_BELOW") << year.summer;
  }
}

TEST(Ks4Floor2015, schools_that_opted_in_are_judged_on_progress_8) {
  Cells cells = levels("39", "72", "67");
  EXPECT_EQ(verdict(judge(2015, cells)), "BELOW");
  const auto with = [&](Cell score, Cell upper) {
    Cells opted = cells;
    opted.emplace_back("KS4_P8", score);
    opted.emplace_back("KS4_P8_UPPER", upper);
    return judge(2015, opted);
  };
  EXPECT_EQ(verdict(with("0.10", "0.30")), "NOT_BELOW");
  EXPECT_EQ(verdict(with("-0.60", "-0.20")), "BELOW");
  EXPECT_THAT(with("-0.60", "-0.20").sentence, HasSubstr("Progress 8 score was -0.60"));
  EXPECT_EQ(verdict(with(Missing::suppressed, Missing::suppressed)), "EXEMPT(MISSING_MEASURE)");
  EXPECT_EQ(verdict(with(Missing::not_applicable, Missing::not_applicable)), "BELOW") << "it did not opt in";
}

TEST(Ks4FloorAttainment, decided_alone_to_2009) {
  EXPECT_EQ(verdict(judge(2004, {{"KS4_COHORT", "100"}, {"KS4_5AC", "19"}})), "BELOW");
  EXPECT_EQ(verdict(judge(2004, {{"KS4_COHORT", "100"}, {"KS4_5AC", "20"}})), "NOT_BELOW");
  EXPECT_EQ(verdict(judge(2006, {{"KS4_COHORT", "100"}, {"KS4_5AC", "24"}})), "BELOW");
  for (const int summer : {2008, 2009}) {
    const auto of = [&](const char* reached) {
      return judge(summer, {{"KS4_COHORT", "90"}, {"KS4_COUNT_5ACEM", reached}});
    };
    EXPECT_EQ(verdict(of("26")), "BELOW");  // 28.9%
    EXPECT_EQ(verdict(of("27")), "NOT_BELOW");
    EXPECT_EQ(of("26").basis, "COUNTS");
  }
}

TEST(Ks4FloorYears, without_a_standard_say_so) {
  World world = world_of(2007);
  world.standard({"floor", "ks4", "2007", "removed", "", "", "", "", "", "the ladder", "", "memory"});
  add_cells(world, kUrn, 2007, {{"KS4_COHORT", "90"}});
  const auto none = world.run(national(), kKs4Floor).of(kUrn);
  EXPECT_EQ(verdict(none), "NO_STANDARD(NONE_SET)") << "later years have one";
  EXPECT_EQ(none.predicate("standard").source, "the ladder");
  EXPECT_EQ(none.sentence, "No floor standard applies to School 900001 for 2006/07: none was set for that year.");

  World later = world_of(2019);
  later.standard({"floor", "ks4", "2019", "removed", "", "", "", "", "", "TES", "", "verified"});
  add_cells(later, kUrn, 2019, {{"KS4_COHORT", "90"}});
  EXPECT_EQ(verdict(later.run(national(), kKs4Floor).of(kUrn)), "NO_STANDARD(STANDARD_REMOVED)");
}

TEST(Ks4FloorSchools, are_those_of_which_some_file_of_key_stage_4_says_something) {
  World world = world_of(2017);
  world.school(900001).attribute("age_range", "4-11").measure("KS2_COHORT", "30");
  world.school(900002).measure("KS2_COHORT", "30");
  world.school(900003).attribute("age_range", "11-16");
  world.school(900004).attribute("age_range", "4-11").measure("KS4_COHORT", "0");
  world.school(900005).measure("KS4_P8", Missing::not_published);
  const RunResult run = world.run(national(), kKs4Floor);
  ASSERT_TRUE(run.completed) << run.failure;
  std::vector<std::pair<std::int64_t, std::string>> found;
  for (const EmittedFinding& finding : run.findings) found.emplace_back(finding.urn, verdict(finding));
  EXPECT_THAT(found, ElementsAre(std::pair(900003, "EXEMPT(NO_COHORT)"), std::pair(900004, "EXEMPT(NO_KEY_STAGE)"),
                                 std::pair(900005, "EXEMPT(NO_COHORT)")));
}

TEST(Ks4FloorSchools, independent_ones_are_told_by_their_type) {
  World world = world_of(2017);
  auto& school = world.school(kUrn).attribute("type", "IND");
  for (const auto& [code, cell] : progress_8("-0.9", "-1.2", "-0.6")) school.measure(code, cell);
  EXPECT_EQ(verdict(world.run(national(), kKs4Floor).of(kUrn)), "EXEMPT(NOT_MAINSTREAM)");
  school.attribute("type", "CYS");
  EXPECT_EQ(verdict(world.run(national(), kKs4Floor).of(kUrn)), "BELOW") << "its file says that it is mainstream";
}

TEST(Ks4FloorOwn, an_la_may_set_floors_of_its_own) {
  EXPECT_EQ(verdict(judge(2016, progress_8("-0.40", "-0.6", "-0.2"), {{"progress_8_floor", "-0.35"}})), "BELOW");
  EXPECT_EQ(verdict(judge(2014, levels("44", "70", "60"), {{"gcse_floor", "45"}})), "BELOW");
  EXPECT_EQ(verdict(judge(2014, levels("44", "70", "60"))), "NOT_BELOW");
}

TEST(Ks4FloorNotes, say_nothing_of_exempt_schools) {
  Cells cells = progress_8("-0.50", "-0.7", "-0.3");
  cells[0].second = "3";
  const auto finding = judge(2016, cells);
  EXPECT_EQ(verdict(finding), "EXEMPT(SMALL_COHORT)");
  EXPECT_THAT(finding.notes, IsEmpty());
}

}  // namespace
}  // namespace termwise::plugin_tests
