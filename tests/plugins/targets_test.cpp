// The checks A1 to A12 of targets: each at its limit and beyond it, the worked examples, and what is missing.
#include <algorithm>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "targets_world.h"

namespace termwise::plugin_tests {
namespace {

using testing::Cell;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const Cell kWithheld(Missing::suppressed);

std::string golden(const std::string& name) { return std::string(TERMWISE_PLUGIN_GOLDEN) + name + ".txt"; }

const tw_plugin& kent() {
  static const tw_plugin& loaded = testing::load(TERMWISE_KENT_PLUGIN);
  return loaded;
}

// Outcome and severity, "BELOW_FLOOR ALERT".
std::string answer(TargetWorld& world, const std::string& check) {
  const auto found = world["" + check];
  std::string text = found.outcome;
  for (const std::string& note : found.notes)
    if (note == "ALERT" || note == "WARN" || note == "INFO") text += " " + note;
  return text;
}

// ---- Example 14 ----

TEST(Targets, example_14) {
  TargetWorld impossible;
  impossible.target("T1", "80");
  impossible.target("T5", "78");
  EXPECT_EQ(answer(impossible, "a7"), "IMPOSSIBLE ALERT");
  TargetWorld possible;
  possible.target("T1", "75");
  possible.target("T5", "90");
  possible.target("T6", "80");
  EXPECT_EQ(answer(possible, "a7"), "POSSIBLE");
  EXPECT_EQ(answer(possible, "a8"), "POSSIBLE");
  EXPECT_THAT(possible["a8"].sentence, HasSubstr("which mean at least 70% for both"));

  TargetWorld low;
  low.target("T1", "60").measure("TARGET_COHORT", "30");
  low.estimate("T1", "D", "66");
  low.estimate("T1", "B", "62");
  low.reached("KS2_COHORT", "50").reached("KS2_COUNT_L4_EM", "31");  // 62%
  EXPECT_EQ(answer(low, "a2"), "BELOW_TOP_QUARTER WARN");
  EXPECT_EQ(answer(low, "a3"), "BELOW_AVERAGE ALERT");
  EXPECT_EQ(answer(low, "a4"), "BELOW_PREVIOUS WARN");
  EXPECT_THAT(low["a4"].notes, ElementsAre("NO_RATIONALE", "T1", "WARN"));
  EXPECT_EQ(answer(low, "a5"), "NOT_BELOW");
  EXPECT_TRUE(testing::matches_golden(low.checks(), golden("target_checks")));
}

// ---- A1 ----

TEST(Targets, a1_is_missing_only_after_31_december) {
  const auto on = [](const std::string& today, int results = 2008) {
    TargetWorld world(today, results);
    for (const char* code : {"T1", "T2", "T3"}) world.target(code, "80");
    return answer(world, "a1");
  };
  EXPECT_EQ(on("2008-09-01"), "STILL_TO_BE_SET");
  EXPECT_EQ(on("2008-12-31"), "STILL_TO_BE_SET");
  EXPECT_EQ(on("2009-01-01"), "MISSING ALERT");
  EXPECT_EQ(on("2009-08-31"), "MISSING ALERT");
  EXPECT_EQ(on("2009-08-31", 2009), "MISSING ALERT");  // whichever year of results the run is about
}

TEST(Targets, a1_names_what_is_missing_and_what_was_late) {
  TargetWorld world("2009-01-15");
  world.target("T1", "80");
  world.target("T2", "85").attribute("target_set_on", "2009-01-05");
  world.target("T3", Cell()).attribute("target_set_on", Cell());
  world.target("T4", Cell(Missing::not_applicable)).attribute("target_set_on", Cell());
  const auto found = world["a1"];
  EXPECT_EQ(found.outcome, "MISSING");
  EXPECT_THAT(found.notes, ElementsAre("ALERT", "LATE", "T3"));
  EXPECT_EQ(
      found.sentence,
      "Orchard Primary School has not set all statutory targets for 2009/10, which were due by 31 December 2008; "
      "on 15 January 2009 the register lacks two levels of progress in maths (T3). Set after that day: two levels "
      "of progress in English (T2).");
  world.target("T3", "85");
  EXPECT_EQ(answer(world, "a1"), "SET");
  world.target("T3", kWithheld).attribute("target_set_on", Cell());
  EXPECT_EQ(answer(world, "a1"), "NOT_KNOWN");
  world.target("T3", "85").attribute("target_set_on", "2009-01-16");  // not by today
  EXPECT_EQ(answer(world, "a1"), "MISSING ALERT");
}

TEST(Targets, a1_asks_schools_with_year_6_while_there_was_a_duty) {
  TargetWorld infants("2009-01-01");
  infants.school().attribute("age_range", "4-7");
  EXPECT_THAT(infants.run("target-a1").findings, IsEmpty());
  infants.school().attribute("age_range", "5-12");
  EXPECT_EQ(answer(infants, "a1"), "MISSING ALERT");
  infants.school().attribute("status", "closed");
  EXPECT_THAT(infants.run("target-a1").findings, IsEmpty());
  TargetWorld last("2013-01-01", 2012);
  EXPECT_EQ(answer(last, "a1"), "MISSING ALERT");
  TargetWorld later("2014-01-01", 2013);
  EXPECT_EQ(answer(later, "a1"), "NO_DUTY");
  later.world().parameter("statutory_targets_to", "2013");
  EXPECT_EQ(answer(later, "a1"), "MISSING ALERT");
}

// ---- A2 and A3 ----

TEST(Targets, a2_and_a3_hold_targets_against_ffts_types) {
  const auto with = [](const std::string& target) {
    TargetWorld world;
    world.target("T1", target);
    world.estimate("T1", "D", "66.5");
    world.estimate("T1", "B", "62");
    world.estimate("T1", "A", "60.5");
    return answer(world, "a2") + ", " + answer(world, "a3");
  };
  EXPECT_EQ(with("66.5"), "NOT_BELOW, NOT_BELOW");
  EXPECT_EQ(with("66.4"), "BELOW_TOP_QUARTER WARN, NOT_BELOW");
  EXPECT_EQ(with("62"), "BELOW_TOP_QUARTER WARN, NOT_BELOW");
  EXPECT_EQ(with("61"), "BELOW_TOP_QUARTER WARN, BELOW_AVERAGE ALERT");  // below B, not below A
}

TEST(Targets, a2_says_what_would_change_it) {
  TargetWorld world;
  world.target("T1", "60");
  world.estimate("T1", "D", "66.5");
  const auto low = world["a2"];
  ASSERT_EQ(low.flips.size(), 1u);
  EXPECT_EQ(low.flips[0].change, "6.5");
  EXPECT_EQ(low.flips[0].outcome, "NOT_BELOW");
  EXPECT_EQ(low.flips[0].unit, "percentage points");
  world.target("T1", "70");
  const auto high = world["a2"];
  ASSERT_EQ(high.flips.size(), 1u);
  EXPECT_EQ(high.flips[0].change, "-3.6");  // to 66.4
  EXPECT_EQ(high.flips[0].outcome, "BELOW_TOP_QUARTER");
  world.target("T5", "50");
  world.estimate("T5", "D", "60");
  world.target("T6", "50");
  world.estimate("T6", "D", "60");
  EXPECT_THAT(world["a2"].flips, IsEmpty());  // no change of one target alone
}

TEST(Targets, a2_and_a3_take_ranks_where_there_are_no_types) {
  TargetWorld world;
  world.target("T1", "70");
  world.estimate("T1", "PA", "80", "5");
  world.estimate("T1", "PA", "72", "25");
  world.estimate("T1", "PA", "65", "50");
  EXPECT_EQ(answer(world, "a2"), "BELOW_TOP_QUARTER WARN");
  EXPECT_EQ(answer(world, "a3"), "NOT_BELOW");
  world.estimate("T1", "SE", "69", "25");  // the school may choose this basis
  EXPECT_EQ(answer(world, "a2"), "NOT_BELOW");
  world.world().parameter("ambitious_rank", "20");
  EXPECT_EQ(answer(world, "a2"), "BELOW_TOP_QUARTER WARN");  // only rank 5 is as hard as that
  world.estimate("T1", "D", "70");
  EXPECT_EQ(answer(world, "a2"), "NOT_BELOW");
}

TEST(Targets, a_missing_estimate_leaves_it_open) {
  TargetWorld world;
  world.target("T1", "60");
  EXPECT_EQ(answer(world, "a2"), "NOT_KNOWN");
  EXPECT_THAT(world["a2"].notes, ElementsAre("T1_NOT_KNOWN"));
  world.estimate("T1", "D", kWithheld);
  EXPECT_EQ(answer(world, "a2"), "NOT_KNOWN");
  world.target("T2", "60");
  world.estimate("T2", "D", "61");
  const auto found = world["a2"];
  EXPECT_EQ(found.outcome, "BELOW_TOP_QUARTER");
  EXPECT_EQ(found.reason, "INCOMPLETE");
  EXPECT_THAT(found.notes, ElementsAre("T1_NOT_KNOWN", "T2", "WARN"));
  EXPECT_THAT(found.sentence, HasSubstr("Of others it is not known: level 4 in English and maths (T1)"));
  TargetWorld none;
  EXPECT_EQ(answer(none, "a2"), "NO_TARGET");
}

TEST(Targets, estimates_are_of_the_same_pupils_level_and_year) {
  TargetWorld world;
  world.target("T5", "60", "all", "4");
  world.world()
      .item("estimate/1", TargetWorld::kSchool, 2010, "of level 5")
      .attribute("target", "T5")
      .attribute("target_level", "5")
      .attribute("pupil_group", "all")
      .attribute("estimate_kind", "D")
      .measure("ESTIMATE_PERCENT", "70");
  world.estimate("T5", "D", "70", {}, "FSM");
  EXPECT_EQ(answer(world, "a2"), "NOT_KNOWN");
  world.world()
      .item("estimate/1", TargetWorld::kSchool, 2009, "X")
      .attribute("target", "T5")
      .attribute("pupil_group", "all")
      .attribute("estimate_kind", "D")
      .measure("ESTIMATE_PERCENT", "70");
  EXPECT_EQ(answer(world, "a2"), "NOT_KNOWN");
  world.estimate("T5", "D", "59");  // a level that is not said is the usual one
  EXPECT_EQ(answer(world, "a2"), "NOT_BELOW");
}

// ---- A4 and A9 ----

TEST(Targets, a4_holds_targets_against_the_latest_results_as_counts) {
  const auto with = [](const char* target, const char* of, const char* reached) {
    TargetWorld world;
    world.target("T1", target);
    world.reached("KS2_COHORT", of).reached("KS2_COUNT_L4_EM", reached);
    return answer(world, "a4");
  };
  EXPECT_EQ(with("62", "50", "31"), "NOT_BELOW");
  EXPECT_EQ(with("61.9", "50", "31"), "BELOW_PREVIOUS WARN");
  EXPECT_EQ(with("62", "29", "18"), "BELOW_PREVIOUS WARN");  // 62.07%
  EXPECT_EQ(with("0", "50", "0"), "NOT_BELOW");
  EXPECT_EQ(with("80", "0", "0"), "NOT_KNOWN");
  TargetWorld rounded;
  rounded.target("T1", "62");
  rounded.reached("KS2_COHORT", "29").reached("KS2_COUNT_L4_EM", "18");
  EXPECT_THAT(rounded["a4"].notes, Contains("AT_ROUNDED_BOUNDARY"));
  rounded.target("T1", "61");
  EXPECT_THAT(rounded["a4"].notes, Not(Contains("AT_ROUNDED_BOUNDARY")));
}

TEST(Targets, a4_takes_a_published_percentage_for_the_counts_behind_it) {
  TargetWorld world;
  world.target("T1", "65");
  world.reached("KS2_COHORT", "210").reached("KS2_L4_EM", "65");  // 136 or 137 of 210: 64.8% or 65.2%
  EXPECT_EQ(answer(world, "a4"), "NOT_KNOWN");
  world.target("T1", "66");
  EXPECT_EQ(answer(world, "a4"), "NOT_BELOW");
  world.target("T1", "64");
  EXPECT_EQ(answer(world, "a4"), "BELOW_PREVIOUS WARN");
}

TEST(Targets, a4_looks_for_a_reason_on_record) {
  TargetWorld world;
  auto& row = world.target("T1", "60").attribute("target_rationale", "A smaller cohort");
  world.reached("KS2_COHORT", "50").reached("KS2_COUNT_L4_EM", "31");
  EXPECT_THAT(world["a4"].notes, ElementsAre("RATIONALE", "T1", "WARN"));
  EXPECT_THAT(world["a4"].sentence, HasSubstr("the reason is on record"));
  row.attribute("target_rationale", Cell()).attribute("target_rationale_on", "2008-11-01");
  EXPECT_THAT(world["a4"].notes, Contains("RATIONALE"));
}

TEST(Targets, a4_knows_the_results_of_each_target) {
  const auto with = [](const char* code, const char* level, const char* count, const char* of) {
    TargetWorld world;
    world.target(code, "59", "all", level);
    world.reached(of, "50").reached(count, "30");
    return world["a4"].outcome + " " + (world["a4"].notes.empty() ? "" : world["a4"].notes[1]);
  };
  EXPECT_EQ(with("T2", "", "KS2_COUNT_LP2_E", "KS2_COHORT_LP2_E"), "BELOW_PREVIOUS T2");
  EXPECT_EQ(with("T3", "", "KS2_COUNT_LP2_M", "KS2_COHORT_LP2_M"), "BELOW_PREVIOUS T3");
  EXPECT_EQ(with("T5", "", "KS2_COUNT_L4_E", "KS2_COHORT"), "BELOW_PREVIOUS T5");
  EXPECT_EQ(with("T6", "4", "KS2_COUNT_L4_M", "KS2_COHORT"), "BELOW_PREVIOUS T6");
  EXPECT_EQ(with("T8", "2B", "KS1_COUNT_L2B_R", "KS1_COHORT"), "BELOW_PREVIOUS T8");
  EXPECT_EQ(with("T9", "3", "KS1_COUNT_L3_W", "KS1_COHORT"), "BELOW_PREVIOUS T9");
  EXPECT_EQ(with("T10", "", "KS1_COUNT_L2_M", "KS1_COHORT"), "BELOW_PREVIOUS T10");
  EXPECT_EQ(with("T11", "2", "KS1_COUNT_L2_SC", "KS1_COHORT"), "BELOW_PREVIOUS T11");
  EXPECT_EQ(with("T7", "", "KS2_COUNT_L4_E", "KS2_COHORT"), "NO_TARGET ");   // no file has science
  EXPECT_EQ(with("T5", "5", "KS2_COUNT_L4_E", "KS2_COHORT"), "NO_TARGET ");  // nor level 5
}

TEST(Targets, a4_takes_the_latest_year_that_is_on_record) {
  // In January 2009 a run about 2008/09 has the results of 2008 before it, not those of 2009.
  TargetWorld world("2009-01-10", 2009);
  world.target("T1", "60");
  world.school().measure("KS2_COHORT", "50").measure("KS2_COUNT_L4_EM", "20");
  world.world().school(TargetWorld::kSchool, 2008).measure("KS2_COHORT", "50").measure("KS2_COUNT_L4_EM", "31");
  EXPECT_EQ(answer(world, "a4"), "BELOW_PREVIOUS WARN");
  EXPECT_THAT(world["a4"].sentence, HasSubstr("31 of 50 pupils (62%) reached level 4 in English and maths in 2007/08"));
}

TEST(Targets, a9_lets_absence_be_no_higher_than_it_was) {
  const auto with = [](const char* target) {
    TargetWorld world;
    world.target("T4", target);
    world.reached("ABSENCE_POSSIBLE", "38000")
        .reached("ABSENCE_AUTHORISED", "1200")
        .reached("ABSENCE_UNAUTHORISED", "700");
    return answer(world, "a9");
  };
  EXPECT_EQ(with("5.0"), "NOT_ABOVE");
  EXPECT_EQ(with("5.1"), "ABOVE_PREVIOUS WARN");
  EXPECT_EQ(with("4"), "NOT_ABOVE");
  TargetWorld published;
  published.target("T4", "5.5");
  published.reached("ABSENCE_OVERALL", "5.4");
  EXPECT_EQ(answer(published, "a9"), "ABOVE_PREVIOUS WARN");
  EXPECT_EQ(published["a9"].sentence,
            "Orchard Primary School has a target for 2009/10 that lets absence rise above what it has been: absence "
            "(T4), 5.5%, where absence was 5.4% in 2007/08.");
  published.reached("ABSENCE_OVERALL", kWithheld);
  EXPECT_EQ(answer(published, "a9"), "NOT_KNOWN");
}

// ---- A5 and A6 ----

const testing::StandardRow kRestated{"floor",
                                     "ks2",
                                     "2010",
                                     "set",
                                     "KS2_L4_EM",
                                     "<",
                                     "60",
                                     "attainment",
                                     "and",
                                     "White paper",
                                     "restated in November 2010",
                                     "memory"};

TEST(Targets, a5_asks_for_the_floor_that_was_known_in_the_autumn) {
  const auto with = [](const std::string& today, const char* target, const char* floor = "") {
    TargetWorld world(today, std::stoi(today));
    world.target("T1", target);
    if (*floor != '\0') world.world().parameter("target_floor", floor);
    auto of_2011 = kRestated;
    of_2011.year = "2011";
    world.world().standard(kRestated).standard(of_2011);
    return answer(world, "a5");
  };
  EXPECT_EQ(with("2008-11-15", "55"), "NOT_BELOW");
  EXPECT_EQ(with("2008-11-15", "54.9"), "BELOW_FLOOR ALERT");
  EXPECT_EQ(with("2008-11-15", "57", "58"), "BELOW_FLOOR ALERT");
  EXPECT_EQ(with("2009-11-15", "55"), "NOT_BELOW");  // that of 2010 was set anew a year later
  EXPECT_EQ(with("2010-11-15", "59"), "BELOW_FLOOR ALERT");
  EXPECT_EQ(with("2010-11-15", "60"), "NOT_BELOW");
  EXPECT_EQ(with("2011-11-15", "50"), "NOT_KNOWN");  // no standard of 2012 is here
}

TEST(Targets, a5_of_kent_asks_for_kents_floors) {
  const auto with = [](const std::string& today, const char* target, const char* floor = "") {
    TargetWorld world(today, std::stoi(today), kent());
    world.target("T1", target);
    if (*floor != '\0') world.world().parameter("joint_floor", floor);
    return answer(world, "a5");
  };
  EXPECT_EQ(with("2008-11-15", "54.9"), "BELOW_FLOOR ALERT");
  EXPECT_EQ(with("2008-11-15", "55"), "NOT_BELOW");
  EXPECT_EQ(with("2008-11-15", "57", "58"), "BELOW_FLOOR ALERT");
  EXPECT_EQ(with("2009-11-15", "55"), "NOT_BELOW");
  EXPECT_EQ(with("2010-11-15", "55"), "NOT_KNOWN");  // then the national one, which is not here
  TargetWorld before("2007-11-15", 2007, kent());    // for each subject alone
  before.target("T1", "40");
  before.target("T5", "64");
  before.target("T6", "65");
  const auto found = before["a5"];
  EXPECT_EQ(found.outcome, "BELOW_FLOOR");
  EXPECT_THAT(found.notes, ElementsAre("ALERT", "T1_NOT_KNOWN", "T5"));
}

TEST(Targets, a6_asks_for_the_median_of_the_latest_results) {
  const auto with = [](const char* english, const char* maths, bool standard = true) {
    TargetWorld world("2011-11-15", 2011);
    world.target("T2", english);
    world.target("T3", maths);
    for (const auto& [measure, value] : {std::pair("KS2_LP2_E", "87"), std::pair("KS2_LP2_M", "86")})
      if (standard)
        world.world().standard({"floor", "ks2", "2011", "set", measure, "<", value, "progress", "and", "NAHT",
                                "results of 2011", "memory"});
    return world["a6"];
  };
  EXPECT_EQ(with("87", "86").outcome, "NOT_BELOW");
  EXPECT_EQ(with("86", "86").outcome, "BELOW_MEDIAN");
  EXPECT_THAT(with("86", "86").notes, ElementsAre("T2", "WARN"));
  EXPECT_THAT(with("86", "85").notes, ElementsAre("T2", "T3", "WARN"));
  EXPECT_THAT(with("86", "86").sentence, HasSubstr("This rests on a figure of Termwise's that has not been verified."));
  EXPECT_EQ(with("86", "86", false).outcome, "NOT_KNOWN");
  TargetWorld own;
  own.target("T2", "84");
  own.world().parameter("progress_median_english", "85");
  EXPECT_EQ(answer(own, "a6"), "BELOW_MEDIAN WARN");
  EXPECT_THAT(own["a6"].predicate("TARGET_PERCENT").source, HasSubstr("set by the LA"));
}

// ---- A7, A8 and A10 ----

TEST(Targets, a7_and_a8_hold_targets_for_both_against_those_for_each) {
  const auto with = [](const char* joint, const Cell& english, const Cell& maths) {
    TargetWorld world;
    world.target("T1", joint);
    world.target("T5", english);
    world.target("T6", maths);
    return answer(world, "a7") + ", " + answer(world, "a8");
  };
  EXPECT_EQ(with("78", "78", "85"), "POSSIBLE, POSSIBLE");
  EXPECT_EQ(with("78.1", "78", "85"), "IMPOSSIBLE ALERT, POSSIBLE");
  EXPECT_EQ(with("78", "85", "77"), "IMPOSSIBLE ALERT, POSSIBLE");
  EXPECT_EQ(with("70", "90", "80"), "POSSIBLE, POSSIBLE");
  EXPECT_EQ(with("69.9", "90", "80"), "POSSIBLE, IMPOSSIBLE ALERT");
  EXPECT_EQ(with("10", "40", "30"), "POSSIBLE, POSSIBLE");
  EXPECT_EQ(with("70", "90", kWithheld), "NOT_KNOWN, NOT_KNOWN");
  EXPECT_EQ(with("91", "90", kWithheld), "IMPOSSIBLE ALERT, NOT_KNOWN");
  TargetWorld alone;
  alone.target("T1", "70");
  alone.target("T5", "90");
  EXPECT_EQ(answer(alone, "a7"), "NO_TARGET");
  EXPECT_EQ(answer(alone, "a8"), "NO_TARGET");
  TargetWorld others;  // of other pupils
  others.target("T1", "70");
  others.target("T5", "60", "FSM");
  others.target("T6", "60", "FSM");
  EXPECT_EQ(answer(others, "a7"), "NO_TARGET");
}

TEST(Targets, a10_looks_for_whole_pupils) {
  const auto with = [](const char* target, const Cell& cohort) {
    TargetWorld world;
    world.target("T1", target).measure("TARGET_COHORT", cohort);
    return answer(world, "a10");
  };
  EXPECT_EQ(with("63", "30"), "WHOLE_PUPILS");  // 19 are 63.3%
  EXPECT_EQ(with("65", "30"), "NO_WHOLE_PUPILS INFO");
  EXPECT_EQ(with("67", "30"), "WHOLE_PUPILS");
  EXPECT_EQ(with("66.7", "30"), "WHOLE_PUPILS");
  EXPECT_EQ(with("66.6", "30"), "NO_WHOLE_PUPILS INFO");
  EXPECT_EQ(with("63", "24"), "WHOLE_PUPILS");  // 15 are 62.5%, published as 63
  EXPECT_EQ(with("62", "24"), "NO_WHOLE_PUPILS INFO");
  EXPECT_EQ(with("0", "24"), "WHOLE_PUPILS");
  EXPECT_EQ(with("100", "24"), "WHOLE_PUPILS");
  EXPECT_EQ(with("50", Cell()), "NOT_KNOWN");
  EXPECT_EQ(with("50", "0"), "NOT_KNOWN");
  TargetWorld world;
  world.target("T1", "65").measure("TARGET_COHORT", "30");
  EXPECT_THAT(world["a10"].sentence, HasSubstr("65% of 30 pupils, where 63% and 67% are the nearest"));
  TargetWorld absence;
  absence.target("T4", "5.2").measure("TARGET_COHORT", "30");
  EXPECT_EQ(answer(absence, "a10"), "NO_TARGET");
}

// ---- A11 and A12 ----

TEST(Targets, a11_looks_at_results_more_than_ten_points_short_and_blames_nobody) {
  const auto with = [](const char* target, const char* reached) {
    TargetWorld world;
    world.target_of(2008, "T1", target);
    world.reached("KS2_COHORT", "50").reached("KS2_COUNT_L4_EM", reached);
    return answer(world, "a11");
  };
  EXPECT_EQ(with("80", "35"), "NEAR_TARGET");  // 70%
  EXPECT_EQ(with("80.1", "35"), "FAR_FROM_TARGET WARN");
  EXPECT_EQ(with("80", "34"), "FAR_FROM_TARGET WARN");
  EXPECT_EQ(with("80", "40"), "NEAR_TARGET");
  TargetWorld world;
  world.target_of(2008, "T1", "95");
  world.reached("KS2_COHORT", "50").reached("KS2_COUNT_L4_EM", "40");
  EXPECT_EQ(
      world["a11"].sentence,
      "At the next visit Orchard Primary School and the adviser look at targets from which the latest results "
      "were far: level 4 in English and maths (T1), the target was 95%, and 40 of 50 pupils (80%) reached level 4 "
      "in English and maths in 2007/08: that is further away than 10 percentage points. An ambitious target that "
      "was missed is no fault of a school's.");
  world.world().parameter("short_of_target", "15");
  EXPECT_EQ(answer(world, "a11"), "NEAR_TARGET");
  world.reached("KS2_COUNT_L4_EM", kWithheld);
  EXPECT_EQ(answer(world, "a11"), "NOT_KNOWN");
  TargetWorld later;  // results of the year of the target are still to come
  later.target("T1", "95");
  later.reached("KS2_COHORT", "50").reached("KS2_COUNT_L4_EM", "40");
  EXPECT_EQ(answer(later, "a11"), "NO_TARGET");
}

TEST(Targets, example_21_meets_a_target_of_absence) {
  const auto with = [](const char* target) {
    TargetWorld world;
    world.target_of(2008, "T4", target);
    world.reached("ABSENCE_POSSIBLE", "38000")
        .reached("ABSENCE_AUTHORISED", "1200")
        .reached("ABSENCE_UNAUTHORISED", "700");
    return world["a11"];
  };
  EXPECT_EQ(with("5.0").outcome, "NEAR_TARGET");
  EXPECT_THAT(with("5.0").sentence, HasSubstr("absence was 5% in 2007/08 (1900 of 38000 sessions): it was met"));
  EXPECT_THAT(with("4.9").sentence, HasSubstr("it was not reached, by no more than 1 percentage point"));
  EXPECT_EQ(with("4.0").outcome, "NEAR_TARGET");
  EXPECT_EQ(with("3.9").outcome, "FAR_FROM_TARGET");
}

TEST(Targets, a12_tells_the_la_what_the_adviser_has_put_down) {
  TargetWorld world;
  auto& row = world.target("T1", "60").attribute("target_judgement", "challenging");
  EXPECT_EQ(answer(world, "a12"), "NOT_QUESTIONED");
  row.attribute("target_judgement", "views differ");
  EXPECT_EQ(answer(world, "a12"), "QUESTIONED WARN");
  row.attribute("target_judgement", "not challenging");
  EXPECT_EQ(answer(world, "a12"), "QUESTIONED WARN");
  row.attribute("target_judgement", Cell());
  EXPECT_EQ(answer(world, "a12"), "NOT_KNOWN");
  auto& record = world.world()
                     .item("visit_record/1", TargetWorld::kSchool, 2009, "V1")
                     .attribute("visit", "V1")
                     .attribute("differences_of_view", "no");
  EXPECT_EQ(answer(world, "a12"), "NOT_KNOWN");
  record.attribute("differences_of_view", "yes");
  EXPECT_EQ(answer(world, "a12"), "QUESTIONED WARN");
  EXPECT_THAT(world["a12"].notes, ElementsAre("RECORD", "T1_NOT_KNOWN", "WARN"));
  EXPECT_THAT(world["a12"].sentence,
              HasSubstr("the record of the visit V1 notes that the adviser and the school differ"));
}

// R13 asks for a reason for each target that A12 raises and of which no reason is on record.
TEST(Targets, a12_and_r13_agree_on_what_is_questioned) {
  for (const char* judgement : {"challenging", "not challenging", "views differ"})
    for (const bool reason : {false, true}) {
      TargetWorld world("2008-12-15", 2008, kent());
      for (const char* day : {"2008-12-25", "2008-12-26", "2009-01-01"}) world.world().bank_holiday(day);
      auto& row =
          world.target("T1", "60").attribute("target_judgement", judgement).attribute("target_agreed_on", "2008-11-03");
      if (reason) row.attribute("target_rationale", "A smaller cohort");
      const bool raised = world["a12"].outcome == "QUESTIONED";
      EXPECT_EQ(raised, std::string(judgement) != "challenging");
      EXPECT_EQ(!world.run("reminder-r13").findings.empty(), raised && !reason) << judgement;
    }
}

TEST(Targets, a1_and_r12_agree_on_what_is_missing) {
  const auto with = [](const Cell& percent, const Cell& set_on) {
    TargetWorld world("2009-01-05", 2008, kent());
    for (const char* code : {"T1", "T2", "T3"}) world.target(code, "80");
    world.target("T4", percent).attribute("target_set_on", set_on);
    const bool missing = world["a1"].outcome == "MISSING";
    const auto reminded = world.run("reminder-r12").findings;
    const bool open = std::any_of(reminded.begin(), reminded.end(), [](const auto& one) {
      return one.outcome == "OPEN" && one.reminder->reference == "2008-12-31";
    });
    EXPECT_EQ(missing, open);
    return missing;
  };
  EXPECT_TRUE(with(Cell(), Cell()));
  EXPECT_FALSE(with("5.2", Cell()));
  EXPECT_FALSE(with(Cell(), "2008-12-01"));
  EXPECT_FALSE(with("5.2", "2009-01-05"));
  EXPECT_FALSE(with(Cell(Missing::not_applicable), Cell()));
}

// ---- Groups, and limits ----

// Visit 1 of Norfolk's programme, in the autumn of 2011: targets of 2013, estimates by rank.
TEST(Targets, of_norfolk_are_for_two_years_on_with_groups) {
  TargetWorld world("2011-11-15", 2011, testing::load(TERMWISE_NORFOLK_PLUGIN));
  for (const char* code : {"T1", "T2", "T3", "T4"}) world.target(code, code == std::string("T4") ? "5.2" : "80");
  world.target("T1", "50", "FSM").measure("TARGET_COHORT", "12");
  world.estimate("T1", "PA", "60", "25", "FSM");
  EXPECT_EQ(answer(world, "a1"), "SET");
  EXPECT_THAT(world["a1"].notes, ElementsAre("GROUP_WITHOUT_TARGET"));
  EXPECT_EQ(world["a1"].sentence,
            "Orchard Primary School has set all statutory targets for 2012/13, which are due by 31 December 2011. The "
            "register has no targets for pupils with special educational needs; where they are few it need not have "
            "any.");
  EXPECT_THAT(
      world["a2"].sentence,
      HasSubstr("(T1) for pupils eligible for free school meals, 50% of 12 pupils, where FFT estimates 60% (rank "
                "25 on prior attainment)"));
}

TEST(Targets, figures_of_few_pupils_are_not_said) {
  TargetWorld world;
  world.target("T1", "61", "FSM").measure("TARGET_COHORT", "5");
  world.estimate("T1", "D", "77", {}, "FSM");
  const auto few = world["a2"];
  EXPECT_EQ(few.outcome, "BELOW_TOP_QUARTER");
  EXPECT_THAT(few.sentence, HasSubstr("(T1) for pupils eligible for free school meals, whose figures are not said"));
  EXPECT_THAT(few.sentence, Not(HasSubstr("61")));
  EXPECT_THAT(few.sentence, Not(HasSubstr("77")));
  world.target("T1", "61", "FSM").measure("TARGET_COHORT", Cell());
  EXPECT_THAT(world["a2"].sentence, Not(HasSubstr("61")));
  world.target("T1", "61", "FSM").measure("TARGET_COHORT", "6");
  EXPECT_THAT(world["a2"].sentence, HasSubstr("61% of 6 pupils"));
}

TEST(Targets, a_target_may_be_of_pupils_alone) {
  const auto with = [](const char* pupils) {
    TargetWorld world;
    world.target("T1", Cell(), "SEN").measure("TARGET_PUPILS", pupils).measure("TARGET_COHORT", "7");
    world.estimate("T1", "D", "57.1", {}, "SEN");
    return answer(world, "a2") + ", " + answer(world, "a10");
  };
  EXPECT_EQ(with("4"), "NOT_BELOW, WHOLE_PUPILS");  // 57.14%
  EXPECT_EQ(with("3"), "BELOW_TOP_QUARTER WARN, WHOLE_PUPILS");
  EXPECT_EQ(with("8"), "NOT_KNOWN, NOT_KNOWN");  // more than there are
}

TEST(Targets, a_register_of_any_size_is_answered_and_its_evidence_is_cut) {
  // So many comparisons are kept at most, two for each target here.
  const auto with = [](int targets) {
    TargetWorld world;
    int left = targets;
    for (const char* code : {"T1", "T2", "T3", "T5", "T6", "T7"})
      for (const char* group : {"all", "boys", "girls", "FSM", "not FSM", "SEN", "EAL", "looked after", "more able"}) {
        if (left-- <= 0) break;
        world.target(code, "50", group).measure("TARGET_COHORT", "40");
        world.estimate(code, "D", "60", {}, group);
      }
    return world["a2"];
  };
  const auto whole = with(50);
  EXPECT_EQ(whole.predicates.size(), 100u);
  EXPECT_THAT(whole.notes, Not(Contains("EVIDENCE_CUT")));
  EXPECT_THAT(whole.sentence, HasSubstr("; and 38 more."));  // twelve are named
  const auto cut = with(51);
  EXPECT_EQ(cut.predicates.size(), 100u);
  EXPECT_THAT(cut.notes, Contains("EVIDENCE_CUT"));
  EXPECT_EQ(cut.outcome, "BELOW_TOP_QUARTER");
}

TEST(Targets, closed_schools_are_left_out) {
  TargetWorld world;
  world.target("T1", "50");
  world.school().attribute("status", "closed");
  for (int number = 1; number <= 12; ++number)
    EXPECT_THAT(world.run("target-a" + std::to_string(number)).findings, IsEmpty()) << number;
}

}  // namespace
}  // namespace termwise::plugin_tests
