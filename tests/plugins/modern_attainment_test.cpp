// The local indicator of attainment. Which numbers of pupils are significantly few is from exact fractions of Python: of 90
// pupils at a national 61%, at most 45 (chance 0.0220); of 33, at most 14; of 11, at most 3.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "modern_world.h"

namespace termwise::plugin_tests {
namespace {

using testing::Cell;
using ::testing::ElementsAre;
using testing::EmittedFinding;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::World;

constexpr std::int64_t kUrn = 900001;
constexpr const char* kRule = "attainment-indicator";

EmittedFinding judge(World& world) {
  const auto result = world.run(modern_local(), kRule);
  EXPECT_TRUE(result.completed) << result.failure;
  return result.of(kUrn);
}

// Latest first, among nine schools at 80% and more.
EmittedFinding judge(const YearResults& now, const YearResults& before, const YearResults& first) {
  World world = results_of_2025();
  add_good_schools(world, 2025);
  add_results(world, kUrn, 2025, now);
  add_results(world, kUrn, 2024, before);
  add_results(world, kUrn, 2023, first);
  return judge(world);
}

// Beside two schools that are lower, so that only the nation counts.
EmittedFinding judge_against_the_nation(const YearResults& now, const YearResults& before, const YearResults& first) {
  World world = results_of_2025();
  add_good_schools(world, 2025);
  add_results(world, 900002, 2025, {"30", "0"});
  add_results(world, 900003, 2025, {"30", "0"});
  add_results(world, kUrn, 2025, now);
  add_results(world, kUrn, 2024, before);
  add_results(world, kUrn, 2023, first);
  return judge(world);
}

TEST(AttainmentIndicator, is_off_until_the_la_switches_it_on) {
  World world(2025, "999");
  add_national_figures(world);
  add_results(world, kUrn, 2025, {"30", "3"});
  const auto result = world.run(modern_local(), kRule);
  EXPECT_TRUE(result.completed) << result.failure;
  EXPECT_THAT(result.findings, IsEmpty());
}

TEST(AttainmentIndicator, three_years_together_are_significantly_below_the_nation) {
  // 15 of 30 in each year: 45 of 90.
  const auto below = judge_against_the_nation({"30", "50"}, {"30", "50"}, {"30", "50"});
  EXPECT_EQ(verdict(below), "LOW(BELOW_NATION)");
  EXPECT_EQ(
      below.sentence,
      "By a local indicator, not a DfE standard, the attainment of School 900001 is low in 2024/25: 15 of 30 pupils "
      "(50%) reached the expected standard in reading, writing and maths, which is not within the lowest 20% of the "
      "LA's schools (3 of 12 have 50% or less), and over 2022/23 to 2024/25 together 45 of 90 pupils did, "
      "significantly below the national 61% of those years. One more pupil at the standard would have changed this.");
  ASSERT_EQ(below.flips.size(), 1u);
  EXPECT_EQ(below.flips[0].change, "1");
  EXPECT_EQ(below.flips[0].unit, "pupils");
  EXPECT_EQ(below.flips[0].outcome, "NOT_LOW");
  // And 46 of 90 are not.
  const auto not_below = judge_against_the_nation({"30", "53"}, {"30", "50"}, {"30", "50"});
  EXPECT_EQ(verdict(not_below), "NOT_LOW");
  ASSERT_EQ(not_below.flips.size(), 1u);
  EXPECT_EQ(not_below.flips[0].change, "-1");
}

TEST(AttainmentIndicator, shows_the_interval_and_every_comparison) {
  const auto found = judge_against_the_nation({"30", "50"}, {"30", "47"}, {"30", "50"});  // 44 of 90
  EXPECT_EQ(found.interval_measure, "KS2_EXS_RWM");
  EXPECT_EQ(*found.interval_lower.number(), *Decimal::parse("38.20"));
  EXPECT_EQ(*found.interval_upper.number(), *Decimal::parse("59.65"));
  const auto& last = found.predicate("KS2_EXS_RWM");
  EXPECT_EQ(*last.threshold.number(), *Decimal::parse("61.00"));
  EXPECT_EQ(last.truth, Truth::yes);
  EXPECT_EQ(found.predicates.size(), 5u) << "the place among schools, three years, and the years together";
  EXPECT_EQ(found.predicates[1].source, "DfE");
  EXPECT_EQ(found.basis, "INFERRED_COUNT");
}

TEST(AttainmentIndicator, lowest_share_is_of_the_schools_with_a_place) {
  // One of ten is 10%; the nation does not count, since 20 of 30 are above it.
  const auto lowest = judge({"30", "67"}, {"30", "67"}, {"30", "67"});
  EXPECT_EQ(verdict(lowest), "LOW(LOWEST_IN_LA)");
  EXPECT_THAT(lowest.sentence,
              HasSubstr("which is within the lowest 20% of the LA's schools (1 of 10 have 67% or less)"));
  ASSERT_EQ(lowest.flips.size(), 1u);
  // Two of ten are within 20%, so it must reach the third lowest: 81% is nothing that 30 pupils give, 25 of 30 is 83%.
  EXPECT_EQ(lowest.flips[0].change, "5");
}

TEST(AttainmentIndicator, schools_that_tie_across_the_edge_are_all_outside) {
  World world = results_of_2025();
  world.parameter("lowest_share", "20");
  for (std::int64_t urn = kUrn; urn < kUrn + 5; ++urn)
    for (const int summer : {2023, 2024, 2025}) add_results(world, urn, summer, {"30", "70"});
  EXPECT_EQ(verdict(judge(world)), "NOT_LOW");
}

TEST(AttainmentIndicator, the_edge_itself_is_within) {
  for (const auto& [share, expected] : {std::pair("10", "LOW(LOWEST_IN_LA)"), std::pair("9.9", "NOT_LOW")}) {
    World world = results_of_2025();
    world.parameter("lowest_share", share);
    add_good_schools(world, 2025);
    for (const int summer : {2023, 2024, 2025}) add_results(world, kUrn, summer, {"30", "70"});
    EXPECT_EQ(verdict(judge(world)), expected) << share;
  }
}

TEST(AttainmentIndicator, says_whose_limit_it_is) {
  World world = results_of_2025();
  world.parameter("lowest_share", "25");
  add_good_schools(world, 2025);
  add_results(world, kUrn, 2025, {"30", "70"});
  EXPECT_EQ(judge(world).predicates.at(0).source, "set by the LA");
  World other = results_of_2025();
  add_good_schools(other, 2025);
  add_results(other, kUrn, 2025, {"30", "70"});
  EXPECT_EQ(judge(other).predicates.at(0).source, "Local indicator, not a DfE standard; default of modern_local");
}

// ---- Small cohorts and missing years ----

TEST(AttainmentIndicator, small_cohort_has_no_place_but_its_years_together_count) {
  const auto three_small = judge({"10", "10"}, {"10", "10"}, {"13", "8"});  // 3 of 33
  EXPECT_EQ(verdict(three_small), "LOW(BELOW_NATION)");
  EXPECT_THAT(three_small.sentence, HasSubstr("with fewer than 11 pupils it has no place among the LA's schools"));
  EXPECT_EQ(verdict(judge({"11", "9"}, {"11", "100"}, {"11", "100"})), "LOW(LOWEST_IN_LA)") << "11 pupils have a place";
}

TEST(AttainmentIndicator, too_few_pupils_over_three_years_are_not_judged) {
  EXPECT_EQ(verdict(judge({"4", "0"}, {"3", "0"}, {"3", "0"})), "EXEMPT(SMALL_COHORT)");
  EXPECT_EQ(verdict(judge({"4", "0"}, {"4", "0"}, {"3", "0"})), "LOW(BELOW_NATION)") << "11 over the three years";
}

TEST(AttainmentIndicator, missing_year_never_decides_alone) {
  // 12 of 60 are known; the third year could be anything from 0 to 30 of 30: from 12 to 42 of 90, all of them low.
  const auto sure = judge_against_the_nation({"30", "20"}, {"30", "20"}, {"30", Missing::suppressed});
  EXPECT_EQ(verdict(sure), "LOW(BELOW_NATION)");
  EXPECT_THAT(sure.sentence, HasSubstr("12 to 42 of 90 pupils"));
  // 30 of 60: from 30 to 60 of 90.
  const auto open = judge_against_the_nation({"30", "50"}, {"30", "50"}, {"30", Missing::suppressed});
  EXPECT_EQ(verdict(open), "NOT_EVALUABLE(MISSING_YEARS)");
  EXPECT_THAT(open.flips, IsEmpty());
  const auto no_cohort = judge_against_the_nation({"30", "50"}, {"30", "50"}, {Cell(), Cell()});
  EXPECT_EQ(verdict(no_cohort), "NOT_EVALUABLE(MISSING_YEARS)");
  EXPECT_THAT(no_cohort.sentence, HasSubstr("because the number of pupils in 2022/23 is not in the file"));
}

TEST(AttainmentIndicator, missing_figure_of_the_latest_year_is_a_reason) {
  const auto found = judge({"30", Missing::suppressed}, {"30", "70"}, {"30", "70"});
  EXPECT_EQ(verdict(found), "NOT_EVALUABLE(MISSING_FIGURE)");
  EXPECT_THAT(found.sentence, HasSubstr("is suppressed to protect pupils"));
  EXPECT_EQ(verdict(judge({Missing::suppressed, "50"}, {"30", "70"}, {"30", "70"})),
            "NOT_EVALUABLE(COHORT_UNREADABLE)");
  EXPECT_EQ(verdict(judge({Cell(), Cell()}, {"30", "70"}, {"30", "70"})), "EXEMPT(NO_COHORT)");
}

TEST(AttainmentIndicator, years_without_tests_are_not_bridged) {
  World world(2022, "999");
  world.parameter("attainment_indicator", "true");
  add_national_figures(world);
  add_good_schools(world, 2022);
  add_results(world, 900002, 2022, {"30", "0"});
  add_results(world, 900003, 2022, {"30", "0"});
  add_results(world, kUrn, 2022, {"30", "3"});
  add_results(world, kUrn, 2019, {"30", "3"});
  const auto found = judge(world);
  EXPECT_EQ(verdict(found), "NOT_EVALUABLE(NO_NATIONAL_FIGURE)");
  EXPECT_THAT(found.sentence, HasSubstr("no tests were held in 2020/21 and no tests were held in 2019/20"));
}

TEST(AttainmentIndicator, before_results_are_out_those_of_the_year_before_count) {
  World world(2026, "999");
  world.parameter("attainment_indicator", "true");
  add_national_figures(world);
  for (int i = 0; i < 9; ++i) world.school(900100 + i);
  add_good_schools(world, 2025);
  world.school(kUrn);
  for (const int summer : {2023, 2024, 2025}) add_results(world, kUrn, summer, {"30", "50"});
  const auto found = judge(world);
  EXPECT_EQ(verdict(found), "LOW(LOWEST_AND_BELOW_NATION)");
  EXPECT_THAT(found.sentence, HasSubstr("is low in 2024/25"));
  EXPECT_EQ(found.flips.at(0).year, 2025);
}

TEST(AttainmentIndicator, the_kind_of_school_is_that_of_its_results) {
  World world(2026, "999");
  world.parameter("attainment_indicator", "true");
  add_national_figures(world);
  world.school(kUrn).attribute("kind", Cell());  // as in a list of schools
  add_results(world, kUrn, 2025, {"30", "3"});
  world.school(kUrn, 2025).attribute("kind", "special");
  EXPECT_EQ(verdict(judge(world)), "EXEMPT(NOT_MAINSTREAM)");
}

TEST(AttainmentIndicator, a_converted_school_has_the_history_of_the_one_it_was) {
  World world = results_of_2025();
  add_good_schools(world, 2025);
  add_results(world, 900002, 2025, {"30", "0"});
  add_results(world, 900003, 2025, {"30", "0"});
  add_results(world, kUrn, 2025, {"30", "50"});
  world.link(900090, kUrn, "converted", "2024-09-01");
  for (const int summer : {2023, 2024})
    world.ancestor(900090, summer).measure("KS2_COHORT", "30").measure("KS2_EXS_RWM", "50");
  const auto found = judge(world);
  EXPECT_EQ(verdict(found), "LOW(BELOW_NATION)");
  EXPECT_THAT(found.notes, ElementsAre("LINKED_HISTORY"));
}

TEST(AttainmentIndicator, figures_of_two_schools_that_merged_are_never_added) {
  World world = results_of_2025();
  add_good_schools(world, 2025);
  add_results(world, 900002, 2025, {"30", "0"});
  add_results(world, 900003, 2025, {"30", "0"});
  add_results(world, kUrn, 2025, {"30", "50"});
  for (const std::int64_t before : {900090, 900091}) {
    world.link(before, kUrn, "merged", "2024-09-01");
    for (const int summer : {2023, 2024})
      world.ancestor(before, summer).measure("KS2_COHORT", "15").measure("KS2_EXS_RWM", "47");
  }
  EXPECT_EQ(verdict(judge(world)), "NOT_EVALUABLE(MISSING_YEARS)");
}

TEST(AttainmentIndicator, special_and_closed_schools_are_left_to_people_and_others_out) {
  World world = results_of_2025();
  add_good_schools(world, 2025);
  add_results(world, kUrn, 2025, {"30", "3"});
  world.school(kUrn).attribute("kind", "special");
  EXPECT_EQ(verdict(judge(world)), "EXEMPT(NOT_MAINSTREAM)");
  world.school(kUrn).attribute("kind", "mainstream").attribute("status", "closed");
  EXPECT_EQ(verdict(judge(world)), "EXEMPT(CLOSED)");
}

TEST(AttainmentIndicator, more_pupils_than_any_school_has_are_a_mistake) {
  EXPECT_EQ(verdict(judge({"10000", "50"}, {"30", "50"}, {"30", "50"})), "LOW(LOWEST_AND_BELOW_NATION)");
  EXPECT_EQ(verdict(judge({"10001", "50"}, {"30", "50"}, {"30", "50"})), "NOT_EVALUABLE(COHORT_UNREADABLE)");
}

TEST(AttainmentIndicator, percentage_that_no_number_of_pupils_gives_is_taken_from_both_sides) {
  const auto found = judge({"70", "35"}, {"70", "35"}, {"70", "35"});  // 24 of 70 is 34%, 25 are 36%
  EXPECT_EQ(verdict(found), "LOW(LOWEST_AND_BELOW_NATION)");
  EXPECT_THAT(found.notes, ElementsAre("COUNT_MISMATCH"));
  EXPECT_EQ(found.basis, "PUBLISHED_ROUNDED");
}

// ---- Properties ----

int badness(const std::string& outcome) { return outcome == "LOW" ? 2 : (outcome == "NOT_EVALUABLE" ? 1 : 0); }

std::string percent_of(int reached, int pupils) { return std::to_string((200 * reached + pupils) / (2 * pupils)); }

RC_GTEST_PROP(AttainmentIndicatorProperties, one_more_pupil_at_the_standard_is_never_worse, ()) {
  const int pupils = *rc::gen::inRange(11, 100);
  const int reached = *rc::gen::inRange(0, pupils);
  const std::string before = std::to_string(*rc::gen::inRange(0, 101));
  const auto outcome = [&](int now) {
    return judge({std::to_string(pupils), percent_of(now, pupils)}, {"40", before}, {"40", before}).outcome;
  };
  RC_ASSERT(badness(outcome(reached + 1)) <= badness(outcome(reached)));
}

RC_GTEST_PROP(AttainmentIndicatorProperties, a_flip_is_true_and_the_nearest, ()) {
  const int pupils = *rc::gen::inRange(11, 100);
  const int reached = *rc::gen::inRange(0, pupils + 1);
  const std::string before = std::to_string(*rc::gen::inRange(0, 101));
  const auto found_with = [&](int now) {
    return judge({std::to_string(pupils), percent_of(now, pupils)}, {"40", before}, {"40", before});
  };
  const auto found = found_with(reached);
  if (found.flips.empty()) {  // then no change leads to the other answer, not even the greatest
    for (const int now : {0, pupils}) {
      const std::string other = found_with(now).outcome;
      RC_ASSERT(found.outcome == "NOT_EVALUABLE" || other == found.outcome || other == "NOT_EVALUABLE");
    }
    return;
  }
  const int change = std::stoi(found.flips[0].change);
  RC_ASSERT(found_with(reached + change).outcome == found.flips[0].outcome);
  RC_ASSERT(found_with(reached + change - (change > 0 ? 1 : -1)).outcome != found.flips[0].outcome);
}

RC_GTEST_PROP(AttainmentIndicatorProperties, a_lower_share_or_more_confidence_never_lists_a_school, ()) {
  const std::string percent = std::to_string(*rc::gen::inRange(0, 101));
  const auto outcome = [&](const std::string& share, const std::string& confidence) {
    World world = results_of_2025();
    world.parameter("lowest_share", share).parameter("confidence", confidence);
    add_good_schools(world, 2025);
    for (const int summer : {2023, 2024, 2025}) add_results(world, kUrn, summer, {"30", percent});
    return judge(world).outcome;
  };
  RC_ASSERT(badness(outcome("5", "99")) <= badness(outcome("30", "90")));
}

}  // namespace
}  // namespace termwise::plugin_tests
