// Kent's list of priorities: each criterion on its first and last day and at its limit, what is missing, and the list.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "kent_world.h"

namespace termwise::plugin_tests {
namespace {

using testing::Cell;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;

const Cell kAbsent;

// A school about which nothing is of note but what a test adds: level results far above the floor, average value added.
Kent quiet(const std::string& today = "2008-09-01") {
  Kent kent(2008, today);
  kent.results({{"50", "40"}, {"50", "40"}, {"50", "40"}}).value_added({{"100.10", "101.00"}});
  return kent;
}

std::string criterion(Kent& kent, int number) { return kent["kent-priority-" + std::to_string(number)].outcome; }

const char* const kHolds = "HOLDS";
const char* const kNot = "DOES_NOT_HOLD";
const char* const kNotKnown = "NOT_KNOWN";

// ---- P1 and P2 ----

TEST(KentPriority, p1_holds_without_an_inspection_since_the_first_of_september_2005) {
  const auto inspected = [](const std::string& on, const Cell& grade = "2") {
    Kent kent = quiet();
    kent.inspection(on, grade);
    return criterion(kent, 1);
  };
  Kent never = quiet();
  EXPECT_EQ(criterion(never, 1), kHolds);
  EXPECT_EQ(inspected("2005-08-31"), kHolds);
  EXPECT_EQ(inspected("2005-09-01"), kNot);
  EXPECT_EQ(inspected("2008-09-01"), kNot);
  EXPECT_EQ(inspected("2008-09-02"), kHolds);                                 // not yet
  EXPECT_EQ(inspected("2007-01-10", Cell(Missing::not_applicable)), kHolds);  // a visit without grades
  EXPECT_EQ(inspected("2007-01-10", kAbsent), kNotKnown);                     // whether it was one is not known
}

TEST(KentPriority, p2_holds_for_a_latest_inspection_from_september_2005_to_august_2006) {
  const auto inspected = [](const std::string& on) {
    Kent kent = quiet();
    kent.inspection(on, "2");
    return criterion(kent, 2);
  };
  EXPECT_EQ(inspected("2005-08-31"), kNot);
  EXPECT_EQ(inspected("2005-09-01"), kHolds);
  EXPECT_EQ(inspected("2006-08-31"), kHolds);
  EXPECT_EQ(inspected("2006-09-01"), kNot);
  Kent twice = quiet();
  twice.inspection("2006-01-10", "3");
  twice.inspection("2008-01-10", "2");
  EXPECT_EQ(criterion(twice, 2), kNot);
  Kent undated = quiet();
  undated.inspection("2006-01-10", "3").attribute("started_on", Cell(Missing::unparseable));
  EXPECT_EQ(criterion(undated, 2), kNotKnown);
}

TEST(KentPriority, p1_passes_over_a_new_school_and_says_so) {
  const auto merged = [](const std::string& on) {
    Kent kent = quiet();
    kent.world().ancestor(900010, 2006);
    kent.world().link(900010, Kent::kSchool, "merged", on);
    return kent;
  };
  Kent lately = merged("2006-09-01");
  EXPECT_EQ(criterion(lately, 1), kNot);
  EXPECT_THAT(lately["kent-priority-1"].notes, Contains("NEW_SCHOOL"));
  EXPECT_THAT(lately["kent-priority-1"].sentence, HasSubstr("the school is new"));
  Kent longer = merged("2006-08-31");
  EXPECT_EQ(criterion(longer, 1), kHolds);
  EXPECT_THAT(longer["kent-priority-1"].notes, Contains("NEW_SCHOOL"));
  Kent before_the_cycle = merged("2005-09-01");
  EXPECT_EQ(criterion(before_the_cycle, 1), kHolds);
  EXPECT_THAT(before_the_cycle["kent-priority-1"].notes, Not(Contains("NEW_SCHOOL")));
  lately.world().parameter("pass_over_new_schools", "false");
  EXPECT_EQ(criterion(lately, 1), kHolds);
  // A conversion makes no new school.
  Kent converted = quiet();
  converted.world().ancestor(900010, 2006);
  converted.world().link(900010, Kent::kSchool, "converted", "2007-09-01");
  EXPECT_EQ(criterion(converted, 1), kHolds);
  // One whose file gives no figure because it is new.
  Kent called_new = september_2008();
  called_new.results({{Cell(Missing::new_school), Cell(Missing::new_school)}});
  EXPECT_EQ(criterion(called_new, 1), kNot);
}

// ---- P3 and P4 ----

TEST(KentPriority, p3_holds_for_satisfactory_with_satisfactory_capacity) {
  const auto graded = [](const Cell& overall, const Cell& capacity) {
    Kent kent = quiet();
    kent.inspection("2006-10-12", overall, capacity);
    return criterion(kent, 3);
  };
  EXPECT_EQ(graded("3", "3"), kHolds);
  EXPECT_EQ(graded("3", "2"), kNot);
  EXPECT_EQ(graded("2", "3"), kNot);
  EXPECT_EQ(graded("3", kAbsent), kNotKnown);
  EXPECT_EQ(graded("2", kAbsent), kNot);
  Kent two_files = quiet();  // Ofsted's has no capacity, the LA's log has
  two_files.inspection("2006-10-12", "3");
  two_files.world()
      .item("inspection/1", Kent::kSchool, 2007, "LOG-17")
      .attribute("started_on", "2006-10-12")
      .measure("OFSTED_CAPACITY", "3");
  EXPECT_EQ(criterion(two_files, 3), kHolds);
}

TEST(KentPriority, p4_holds_for_a_category_at_any_time_in_the_cycle_even_where_it_was_left) {
  const auto found = [](const std::string& on, const std::string& category) {
    Kent kent = quiet();
    kent.inspection(on, "4").attribute("category", category);
    kent.inspection("2008-06-10", "2");
    return criterion(kent, 4);
  };
  EXPECT_EQ(found("2005-09-01", "SM"), kHolds);
  EXPECT_EQ(found("2006-05-10", "NTI"), kHolds);
  EXPECT_EQ(found("2005-08-31", "SM"), kNot);
  EXPECT_EQ(found("2008-09-02", "SM"), kNot);
  Kent unnamed = quiet();
  unnamed.inspection("2006-05-10", "4");
  EXPECT_EQ(criterion(unnamed, 4), kNotKnown);
}

// ---- P5 and P6 ----

TEST(KentPriority, p5_holds_for_low_value_added) {
  const auto with = [](const Cell& score, const Cell& upper) {
    Kent kent = september_2008();
    kent.results({{"50", "40"}, {"50", "40"}, {"50", "40"}}).value_added({{score, upper}});
    return criterion(kent, 5);
  };
  EXPECT_EQ(with("99.50", "100.00"), kNot);
  EXPECT_EQ(with("99.49", "100.20"), kHolds);
  EXPECT_EQ(with("99.60", "99.99"), kHolds);
  EXPECT_EQ(with(kAbsent, "100.00"), kNotKnown);
  EXPECT_EQ(with(kAbsent, "99.99"), kHolds);
}

TEST(KentPriority, p5_holds_for_declining_results) {
  const auto with = [](const std::vector<Level4>& years) {
    Kent kent = september_2008();
    kent.results(years).value_added({{"100.10", "101.00"}});
    return criterion(kent, 5);
  };
  EXPECT_EQ(with({{"50", "42"}, {"50", "41"}, {"50", "40"}}), kHolds);
  EXPECT_EQ(with({{"50", "42"}, {"50", "40"}, {"50", "40"}}), kNot);
  // 86%, 90% and 80% are three points less a year; 84%, 90% and 80% are two.
  EXPECT_EQ(with({{"50", "43"}, {"50", "45"}, {"50", "40"}}), kHolds);
  EXPECT_EQ(with({{"50", "42"}, {"50", "45"}, {"50", "40"}}), kNot);
  EXPECT_EQ(with({{kAbsent, kAbsent}, {"50", "41"}, {"50", "40"}}), kNotKnown);
  EXPECT_EQ(with({{kAbsent, kAbsent}, {"50", "40"}, {"50", "50"}}), kNot);
}

TEST(KentPriority, p6_holds_below_the_floor_where_not_inspected_for_two_years_or_no_better) {
  const auto with = [](const char* before, const char* latest, const std::string& inspected) {
    Kent kent = september_2008();
    kent.results({{"100", before}, {"100", latest}});
    if (!inspected.empty()) kent.inspection(inspected, "2");
    return criterion(kent, 6);
  };
  EXPECT_EQ(with("50", "54", "2006-09-01"), kNot);
  EXPECT_EQ(with("50", "54", "2006-08-31"), kHolds);
  EXPECT_EQ(with("50", "54", ""), kHolds);
  EXPECT_EQ(with("54", "54", "2006-09-01"), kHolds);
  EXPECT_EQ(with("53", "54", "2006-09-01"), kNot);
  EXPECT_EQ(with("60", "55", ""), kNot);
}

TEST(KentPriority, p6_is_not_known_where_the_year_before_is_missing) {
  Kent kent = september_2008();
  kent.results({{"100", "54"}}).inspection("2006-09-01", "2");
  EXPECT_EQ(criterion(kent, 6), kNotKnown);
  Kent unseen = september_2008();
  unseen.results({{"100", "54"}});
  EXPECT_EQ(criterion(unseen, 6), kHolds);
}

TEST(KentPriority, counts_two_years_back_from_the_day_of_the_list_on_leap_days_too) {
  Kent kent(2008, "2008-02-29");
  kent.results({{"100", "50"}, {"100", "54"}});
  kent.inspection("2006-02-28", "2");
  EXPECT_EQ(criterion(kent, 6), kNot);
  Kent day_before(2008, "2008-02-29");
  day_before.results({{"100", "50"}, {"100", "54"}});
  day_before.inspection("2006-02-27", "2");
  EXPECT_EQ(criterion(day_before, 6), kHolds);
}

// ---- The list, with the worked examples ----

TEST(KentPriority, lists_schools_by_any_criterion_and_says_where_it_is_incomplete) {
  Kent kent = september_2008();
  const std::vector<Level4> level{{"50", "40"}, {"50", "40"}, {"50", "40"}};
  const std::vector<Level4> low_and_level{{"50", "27"}, {"50", "27"}, {"50", "27"}};  // 54%
  const auto add = [&](std::int64_t urn, const std::vector<Level4>& years, const std::string& inspected,
                       const Cell& grade, const Cell& capacity) {
    kent.results(years, urn).value_added({{"100.10", "101.00"}}, urn);
    kent.inspection(inspected, grade, capacity, urn);
  };
  // Example 12: P3 only; with 54% in both years P6 too; without a capacity P3 is not known.
  add(900001, level, "2006-10-12", "3", "3");
  add(900002, low_and_level, "2006-10-12", "3", "3");
  add(900003, level, "2006-10-12", "3", kAbsent);
  add(900004, low_and_level, "2006-10-12", "3", kAbsent);
  // Example 13: inspected on the last day that counts, and improving.
  add(900005, {{"100", "50"}, {"100", "50"}, {"100", "54"}}, "2006-09-01", "2", "2");
  const auto result = kent.run("kent-priority");
  EXPECT_EQ(result.of(900001).outcome, "LISTED");
  EXPECT_THAT(result.of(900001).notes, ElementsAre("P3"));
  EXPECT_EQ(result.of(900002).outcome, "LISTED");
  EXPECT_THAT(result.of(900002).notes, ElementsAre("P3", "P6"));
  EXPECT_EQ(result.of(900003).outcome, "MAYBE");
  EXPECT_THAT(result.of(900003).notes, ElementsAre("INCOMPLETE", "P3_NOT_KNOWN"));
  EXPECT_EQ(result.of(900004).outcome, "LISTED");
  EXPECT_EQ(result.of(900004).reason, "INCOMPLETE");
  EXPECT_THAT(result.of(900004).notes, ElementsAre("INCOMPLETE", "P3_NOT_KNOWN", "P6"));
  EXPECT_EQ(result.of(900005).outcome, "NOT_LISTED");
  EXPECT_TRUE(testing::matches_golden(result, golden("kent_priority")));
}

// Example 20: an infant and a junior school became a primary school on 1 September 2010. Its results are those of the junior
// school alone, and the inspections of both are its own.
TEST(KentPriority, has_the_inspections_of_both_schools_that_merged_and_the_results_of_one) {
  Kent kent(2011, "2011-09-01");
  const std::int64_t infant = 900010, junior = 900011;
  kent.world().ancestor(infant, 2010);
  kent.world().ancestor(junior, 2010).measure("KS2_COHORT", "50").measure("KS2_COUNT_L4_EM", "45");
  kent.world().ancestor(junior, 2009).measure("KS2_COHORT", "50").measure("KS2_COUNT_L4_EM", "46");
  kent.results({{"50", "44"}});
  kent.world().link(infant, Kent::kSchool, "merged", "2010-09-01");
  kent.world().link(junior, Kent::kSchool, "merged", "2010-09-01");
  kent.inspection("2008-03-04", "4", kAbsent, infant).attribute("category", "NTI");
  kent.inspection("2009-06-09", "2", "2", junior);
  const auto result = kent.run("kent-priority");
  EXPECT_EQ(result.of(Kent::kSchool).outcome, "LISTED");
  EXPECT_THAT(result.of(Kent::kSchool).notes, IsSupersetOf({"LINKED_HISTORY", "P4", "P5"}));
  EXPECT_THAT(result.of(Kent::kSchool).notes, Not(Contains("P1")));
  EXPECT_TRUE(testing::matches_golden(result, golden("kent_priority_merged")));
}

TEST(KentPriority, criteria_say_themselves_in_a_sentence_each) {
  Kent kent = quiet();
  kent.inspection("2006-10-12", "3");
  auto all = kent.run("kent-priority-1");
  for (int number = 2; number <= 6; ++number) {
    auto one = kent.run("kent-priority-" + std::to_string(number));
    all.findings.insert(all.findings.end(), one.findings.begin(), one.findings.end());
  }
  EXPECT_TRUE(testing::matches_golden(all, golden("kent_priority_criteria")));
}

// The list says of each criterion what its own rule says; and the order in which files name inspections is nothing.
RC_GTEST_PROP(KentPriorityProperty, the_list_agrees_with_its_criteria, ()) {
  Kent kent = september_2008();
  std::vector<Level4> years;
  for (int i = 0; i < 3; ++i) {
    const int cohort = *rc::gen::inRange(1, 40);
    const Cell reached = *rc::gen::arbitrary<bool>() ? Cell(std::to_string(*rc::gen::inRange(0, cohort + 1)))
                                                     : Cell(Missing::suppressed);
    years.push_back({std::to_string(cohort), reached});
  }
  kent.results(years);
  const int inspections = *rc::gen::inRange(0, 4);
  for (int i = 0; i < inspections; ++i) {
    const int month = *rc::gen::inRange(1, 13);
    const std::string on =
        std::to_string(*rc::gen::inRange(2004, 2009)) + (month < 10 ? "-0" : "-") + std::to_string(month) + "-10";
    const Cell grade = *rc::gen::element(Cell("2"), Cell("3"), Cell("4"), Cell(Missing::not_applicable), Cell());
    auto& one = kent.inspection(on, grade, *rc::gen::element(Cell("3"), Cell()));
    if (*rc::gen::arbitrary<bool>()) one.attribute("category", "SM");
  }
  const auto list = kent["kent-priority"];
  int hold = 0, open = 0;
  for (int number = 1; number <= 6; ++number) {
    const std::string outcome = criterion(kent, number);
    const std::string code = "P" + std::to_string(number);
    const auto has = [&](const std::string& note) {
      return std::find(list.notes.begin(), list.notes.end(), note) != list.notes.end();
    };
    RC_ASSERT(has(code) == (outcome == kHolds));
    RC_ASSERT(has(code + "_NOT_KNOWN") == (outcome == kNotKnown));
    hold += outcome == kHolds ? 1 : 0;
    open += outcome == kNotKnown ? 1 : 0;
  }
  RC_ASSERT(list.outcome == (hold > 0 ? "LISTED" : (open > 0 ? "MAYBE" : "NOT_LISTED")));
}

}  // namespace
}  // namespace termwise::plugin_tests
