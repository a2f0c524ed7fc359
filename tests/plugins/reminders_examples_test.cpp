// Worked examples, and what no table of days shows: what is never raised, whom a reminder names, and what an LA may set.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <termwise/testing/golden.hpp>

#include "reminders_world.h"

namespace termwise::plugin_tests {
namespace {

using ::testing::HasSubstr;
using testing::RunResult;
using testing::World;

const tw_plugin& norfolk() {
  static const tw_plugin& plugin = testing::load(TERMWISE_NORFOLK_PLUGIN);
  return plugin;
}
const tw_plugin& modern() {
  static const tw_plugin& plugin = testing::load(TERMWISE_MODERN_LOCAL_PLUGIN);
  return plugin;
}

std::string on(World world, const std::string& day, const std::string& rule, const std::string& item) {
  world.today(day);
  return standing(world.run(catalogue(), rule), item);
}

// Visit 2 on Thursday 8 March 2012: the SEF is due on 23 February, first asked for on 16 February, and came on 24 February.
TEST(WorkedExample, a_self_evaluation_comes_a_day_late) {
  World world = school_of_2012();
  visit(world, "V2", "self-evaluation", "2012-03-08");
  world.item("visit_document/1", kOak, 2012, "V2SEF")
      .attribute("visit", "V2")
      .attribute("document", "SEF")
      .attribute("received_on", "2012-02-24");
  world.today("2012-02-15");
  EXPECT_EQ(to_text(world.run(norfolk(), "reminder-r04")), "");
  world.today("2012-02-23");
  EXPECT_EQ(
      to_text(world.run(norfolk(), "reminder-r04")),
      "900001 2011/12 reminder-r04: OPEN, about V2, from 2012-03-08: raised on 2012-02-16, level 1 with head-teacher "
      "since "
      "2012-02-16, next on 2012-02-27\n"
      "  The self-evaluation (SEF) of Oak Primary has not come; for the visit on 8 March 2012 it is due on 23 February "
      "2012. The head teacher is to send a copy to the link adviser. This is now with the head teacher.\n"
      "  received_on 2011/12: 2012-02-24 <= 2012-02-23? no, by Norfolk, School Improvement Partnership Programme "
      "(Primary), "
      "2011/12, visit 2: a copy of the SEF two weeks before\n");
  world.today("2012-02-24");
  EXPECT_EQ(to_text(world.run(norfolk(), "reminder-r04")),
            "900001 2011/12 reminder-r04: CLOSED (LATE), about V2, from 2012-03-08: raised on 2012-02-16, level 1 with "
            "head-teacher since 2012-02-16, closed on 2012-02-24\n"
            "  The self-evaluation (SEF) of Oak Primary for the visit on 8 March 2012 came 1 day late: it was due on "
            "23 February "
            "2012.\n"
            "  received_on 2011/12: 2012-02-24 <= 2012-02-23? no, by Norfolk, School Improvement Partnership Programme "
            "(Primary), "
            "2011/12, visit 2: a copy of the SEF two weeks before\n"
            "  note OVERDUE\n");
}

// Visit 4 on 24 November 2011: no record of it is ever asked for; the feedback form is, on 8 December.
TEST(WorkedExample, performance_management_leaves_a_form_and_no_record) {
  World world = school_of_2012();
  visit(world, "V4", "performance management", "2011-11-24");
  for (const char* day : {"2011-12-07", "2011-12-08", "2011-12-22", "2012-07-20"}) {
    world.today(day);
    for (const char* rule : {"reminder-r07", "reminder-r08", "reminder-r09", "reminder-r10"})
      EXPECT_EQ(to_text(world.run(norfolk(), rule)), "") << day;
  }
  EXPECT_EQ(on(world, "2011-12-07", "reminder-r11", "V4"), "none");
  EXPECT_EQ(on(world, "2011-12-08", "reminder-r11", "V4"), "OPEN 1 with chair since 2011-12-08, then 2011-12-22");
}

// Kent in 2009: 40 SIPs, of whom 37 were shadowed by the end of term 4; three reminders are overdue.
World forty_advisers() {
  World world(2009, "886");
  add_bank_holidays(world);
  world.term("autumn", "2008-09-01", "2008-12-19", "2008-10-27", "2008-10-31");
  world.term("spring", "2009-01-05", "2009-04-03", "2009-02-16", "2009-02-20");
  world.school(kOak);
  for (int i = 1; i <= 40; ++i) {
    const std::string key = "S" + std::to_string(100 + i);
    world.item("adviser/1", 0, 2009, key).attribute("adviser_name", "Adviser " + std::to_string(i));
    if (i > 3) world.item("shadowing/1", 0, 2009, key).attribute("adviser", key).attribute("shadowed_on", "2009-01-15");
  }
  return world;
}

TEST(WorkedExample, three_of_forty_advisers_are_not_shadowed_by_the_end_of_spring) {
  World world = forty_advisers();
  world.today(calendar("2009-04-03", 1));
  const RunResult result = world.run(catalogue(), "reminder-r16");
  ASSERT_EQ(result.findings.size(), 3u) << result.failure;
  EXPECT_EQ(
      result.findings.front().sentence,
      "Adviser 1 has not been shadowed on a visit in 2008/09, and 37 of 40 advisers have: everybody is to be, by the "
      "end of the spring term on 3 April 2009. The lead for quality assurance is to arrange a visit to shadow. This "
      "is now with the head of service.");
  for (const auto& finding : result.findings) {
    EXPECT_EQ(finding.reminder->level, 3u);
    EXPECT_EQ(finding.reminder->raised_on, working("2009-01-05", 10));
    EXPECT_THAT(finding.notes, ::testing::ElementsAre("OVERDUE"));
  }
  EXPECT_EQ(on(world, working("2009-04-03", -10), "reminder-r16", ""), "several");
}

TEST(Shadowing, of_a_spring_term_that_is_not_loaded_is_reckoned_to_31_march) {
  World unloaded(2012, "926");
  unloaded.school(kOak);
  adviser(unloaded, "A1", "Jo Field");
  unloaded.today("2012-04-01");
  const RunResult result = unloaded.run(catalogue(), "reminder-r16");
  ASSERT_EQ(result.findings.size(), 1u) << result.failure;
  EXPECT_EQ(result.findings.front().basis, "ASSUMED");
  EXPECT_EQ(result.findings.front().reminder->reference, "2012-03-31");
  EXPECT_THAT(result.findings.front().notes, ::testing::ElementsAre("CALENDAR_NOT_LOADED", "OVERDUE"));
}

TEST(Booking, is_asked_for_where_a_school_with_an_adviser_has_no_row_and_others_have) {
  World world = school_of_2012();
  EXPECT_EQ(on(world, "2011-09-19", "reminder-r01", "autumn"), "none");  // nobody is visited that autumn
  world.school(900002).attribute("name", "Elm Primary");
  world.item("visit/1", 900002, 2012, "V1").attribute("term", "autumn").attribute("visit_status", "cancelled");
  EXPECT_EQ(on(world, "2011-09-19", "reminder-r01", "autumn"),
            "OPEN 1 with sip since 2011-09-19, then 2011-10-03");  // Elm's was cancelled, Oak has none
}

TEST(Booking, of_a_visit_with_a_date_is_over_whoever_forgot_the_day_of_it) {
  World world = school_of_2012();
  visit(world, "V1", "data and targets", "2011-11-02").attribute("term", "autumn").attribute("booked_on", {});
  EXPECT_EQ(on(world, "2011-10-17", "reminder-r01", "V1"), "none");
}

TEST(VisitReminders, of_a_visit_without_a_date_or_cancelled_are_never_given) {
  for (const bool cancelled : {true, false}) {
    World world = school_of_2012();
    for (const char* type : {"self-evaluation", "improvement", "performance management"})
      visit(world, type, type, cancelled ? testing::Cell("2012-03-08") : testing::Cell())
          .attribute("visit_status", cancelled ? "cancelled" : "planned");
    world.today("2012-07-20");
    for (const char* rule : {"reminder-r03", "reminder-r04", "reminder-r05", "reminder-r06", "reminder-r07",
                             "reminder-r08", "reminder-r09", "reminder-r10", "reminder-r11"})
      EXPECT_EQ(to_text(world.run(catalogue(), rule)), "") << rule;
  }
}

TEST(VisitReminders, about_what_serves_only_the_visit_end_with_it) {
  World world = school_of_2012();
  visit(world, "V3", "improvement", "2012-06-11");
  world.item("visit_document/1", kOak, 2012, "V3e").attribute("visit", "V3").attribute("document", "evidence");
  world.item("visit_document/1", kOak, 2012, "V3k").attribute("visit", "V3").attribute("document", "key stage 1 data");
  for (const char* rule : {"reminder-r03", "reminder-r05", "reminder-r06"}) {
    EXPECT_THAT(on(world, "2012-06-11", rule, "V3"), HasSubstr("OPEN 2")) << rule;
    EXPECT_EQ(on(world, "2012-06-12", rule, "V3"), "none") << rule;
  }
}

TEST(Evidence, that_was_asked_for_after_it_would_have_been_due_is_not_reminded_of) {
  World world = school_of_2012();
  visit(world, "V3", "improvement", "2012-06-11");
  world.item("visit_document/1", kOak, 2012, "V3e")
      .attribute("visit", "V3")
      .attribute("document", "evidence")
      .attribute("requested_on", "2012-06-01");
  EXPECT_EQ(on(world, "2012-06-08", "reminder-r05", "V3"), "none");
}

TEST(Targets, are_not_asked_for_once_the_duty_has_gone) {
  World world(2014, "926");
  world.school(kOak).attribute("age_range", "4-11");
  world.today("2014-03-01");
  EXPECT_EQ(to_text(world.run(norfolk(), "reminder-r12")).find("2013-12-31"), std::string::npos);
  EXPECT_THAT(to_text(world.run(norfolk(), "reminder-r12")), HasSubstr("from 2012-12-31"));
}

TEST(Targets, are_asked_for_again_and_for_the_last_time_and_are_then_overdue) {
  const auto note = [](const char* today) {
    World world = school_of_2012();
    world.today(today);
    for (const auto& finding : world.run(catalogue(), "reminder-r12").findings)
      if (finding.reminder->reference == "2011-12-31") return finding.notes.empty() ? "" : finding.notes.front();
    return std::string("none");
  };
  EXPECT_EQ(note("2011-11-30"), "");
  EXPECT_EQ(note("2011-12-01"), "ASKED_AGAIN");
  EXPECT_EQ(note("2011-12-15"), "LAST_TIME");
  EXPECT_EQ(note("2011-12-31"), "LAST_TIME");
  EXPECT_EQ(note("2012-01-01"), "OVERDUE");
}

TEST(Targets, are_asked_only_of_schools_with_pupils_of_year_6) {
  const std::vector<std::pair<std::string, bool>> schools{{"4-11", true},    {"7-11", true}, {"4-7", false},
                                                          {"11-18", false},  {"9-13", true}, {"", false},
                                                          {"unknown", false}};
  for (const auto& [ages, asked] : schools) {
    World world = school_of_2012();
    world.school(kOak).attribute("age_range", ages);
    world.today("2011-11-01");
    EXPECT_EQ(to_text(world.run(norfolk(), "reminder-r12")).empty(), !asked) << ages;
  }
}

TEST(Qualification, asks_whoever_reviews_head_teachers_for_training_in_it) {
  World world = school_of_2012();
  world.item("adviser/1", 0, 2012, "A1").attribute("htpm_trained_on", {});
  visit(world, "V4", "performance management", "2011-11-24");
  world.today("2011-11-01");
  const RunResult result = world.run(norfolk(), "reminder-r19");
  ASSERT_EQ(result.findings.size(), 1u) << result.failure;
  EXPECT_THAT(result.findings.front().sentence, HasSubstr("lacks what that asks for: training for head teachers' "
                                                          "performance management."));
  EXPECT_EQ(result.findings.front().reminder->person, "A1");
}

TEST(Concern, is_also_a_category_of_the_latest_inspection_and_ends_with_a_later_one) {
  World world = school_of_2012();
  world.item("inspection/1", kOak, 2012, "1")
      .attribute("started_on", "2011-11-01")
      .attribute("published_on", "2011-12-12")
      .attribute("category", "SM");
  EXPECT_EQ(on(world, "2012-01-05", "reminder-r23", ""), "OPEN 1 with scc-lead since 2012-01-05, then 2012-01-19");
  world.item("inspection/1", kOak, 2012, "2")
      .attribute("started_on", "2012-01-04")
      .attribute("published_on", "2012-01-10");
  EXPECT_EQ(on(world, "2012-01-19", "reminder-r23", ""), "none");
}

TEST(Notice, of_april_2016_and_later_has_only_the_period_that_its_issuer_set) {
  const auto issued = [](const char* day) {
    World world(2016, "886");
    world.school(kOak);
    world.item("warning_notice/1", kOak, 2016, "W1")
        .attribute("notice_state", "issued")
        .attribute("notice_issued_on", day)
        .attribute("compliance_ends_on", "2016-06-30");
    world.today("2016-06-30");
    const auto text = to_text(world.run(catalogue(), "reminder-r25"));
    return std::pair(text.find("make representations") != std::string::npos,
                     text.find("is to comply") != std::string::npos);
  };
  EXPECT_EQ(issued("2016-04-17"), std::pair(true, false));
  EXPECT_EQ(issued("2016-04-18"), std::pair(false, true));
}

TEST(Feeds, without_tests_are_not_expected) {
  World world(2021, "999");
  world.school(kOak);
  world.standard({"national-figure", "ks2", "2020", "no-data", "", "", "", "", "", "DfE", "", "verified"});
  world.today("2021-01-15");
  EXPECT_EQ(to_text(world.run(modern(), "reminder-r29")), "");
  world.today("2022-01-15");
  World next(2022, "999");
  next.school(kOak);
  next.today("2022-01-15");
  EXPECT_THAT(to_text(next.run(modern(), "reminder-r29")), HasSubstr("the key stage 2 results of 2020/21"));
}

TEST(Parameters, move_the_days_and_the_evidence_says_whose_they_are) {
  World world = school_of_2012();
  visit(world, "V1", "data and targets", "2011-12-15");
  world.parameter("record_working_days", "5").today("2011-12-22");
  const RunResult result = world.run(norfolk(), "reminder-r07");
  ASSERT_EQ(result.findings.size(), 1u) << result.failure;
  EXPECT_EQ(result.findings.front().reminder->raised_on, "2011-12-22");
  EXPECT_EQ(result.findings.front().predicate("visited_on").source, "set by the LA");
  EXPECT_THAT(result.findings.front().sentence, HasSubstr("5 working days"));
  world.parameter("record_working_days", "5.5");
  EXPECT_THAT(world.run(norfolk(), "reminder-r07").failure, HasSubstr("only whole days can be counted"));
}

// A record is due ten working days after the visit of 3 November 2011: on 17 November, and five later, on the 24th, the line
// manager would hear of it.
TEST(Parameters, of_an_escalation_that_overtakes_the_one_before_it_pass_that_over) {
  testing::World world = school_of_2012();
  visit(world, "V1", "data and targets", "2011-11-03");
  world.parameter("record_sip_manager_working_days", "1").today("2011-11-18");
  EXPECT_EQ(standing(world.run(catalogue(), "reminder-r07"), "V1"), "OPEN 2 with sip-manager since 2011-11-18");
}

// An LA that numbers its plans anew each year has two of one number.
TEST(Plans, of_two_years_that_have_one_number_are_two) {
  testing::World world = school_of_2012();
  for (const int year : {2011, 2012})
    world.item("support_plan/1", kOak, year, "1").attribute("plan_recorded_on", "2011-01-10");
  world.today("2011-10-21");
  const auto result = world.run(catalogue(), "reminder-r24");
  ASSERT_TRUE(result.completed) << result.failure;
  EXPECT_NE(standing(result, "1"), "none");
  EXPECT_NE(standing(result, "1 of 2010/11"), "none");
}

TEST(Lists, have_what_each_protocol_asks_for) {
  const auto numbers = [](const std::vector<Rule>& rules) {
    std::string text;
    for (const Rule& rule : rules) text += rule.id.substr(rule.id.size() - 2) + " ";
    return text;
  };
  EXPECT_EQ(numbers(reminders::norfolk()), "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 19 20 21 22 28 29 ");
  EXPECT_EQ(numbers(reminders::kent()),
            "01 02 03 04 05 06 07 08 09 10 12 13 14 15 16 17 18 20 21 22 23 24 25 26 27 28 30 ");
  EXPECT_EQ(numbers(reminders::west_sussex()), "18 19 20 21 ");
  EXPECT_EQ(numbers(reminders::modern()), "01 02 03 05 07 10 22 23 24 25 26 29 30 ");
}

}  // namespace
}  // namespace termwise::plugin_tests
