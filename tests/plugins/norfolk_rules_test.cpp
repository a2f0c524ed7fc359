// Norfolk's rules about a school's year beside its visits: their order, their records, the self-evaluation's grades, the annual
// report, governors' requests and the service that is bought.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "norfolk_world.h"

namespace termwise::plugin_tests {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using testing::World;

TEST(NorfolkLinks, are_in_order_by_their_days_not_their_numbers) {
  World world = school_of_2012();
  EXPECT_EQ(on_day(world, "2011-10-01", "visit-links").outcome, "NO_DAYS");
  add_four_visits(world);
  const auto found = on_day(world, "2011-10-01", "visit-links");
  EXPECT_EQ(found.outcome, "IN_ORDER");
  EXPECT_EQ(found.sentence,
            "The visits to Oak Primary in 2011/12 build on each other: visit 1 on 10 November 2011, visit 4 on 24 "
            "November 2011, visit 2 on 8 March 2012 and visit 3 on 14 June 2012.");
}

TEST(NorfolkLinks, of_visit_two_and_three_have_to_hold) {
  World world = school_of_2012();
  add_four_visits(world);
  visit(world, "V2", "self-evaluation", "2012-06-15");
  const auto found = on_day(world, "2011-10-01", "visit-links");
  EXPECT_EQ(found.outcome, "OUT_OF_ORDER");
  EXPECT_THAT(found.sentence, HasSubstr("out of order: visit 3 on 14 June 2012 comes before visit 2 on 15 June 2012."));
  visit(world, "V2", "self-evaluation", "2012-06-14");
  EXPECT_EQ(on_day(world, "2011-10-01", "visit-links").outcome, "IN_ORDER") << "on the same day";
  visit(world, "V2", "self-evaluation", Missing::not_supplied);
  const auto open = on_day(world, "2011-10-01", "visit-links");
  EXPECT_EQ(open.outcome, "INCOMPLETE");
  EXPECT_THAT(open.sentence, HasSubstr("visit 3 on 14 June 2012 builds on visit 2, which has no day."));
}

TEST(NorfolkLinks, of_visit_four_are_worth_a_warning) {
  World world = school_of_2012();
  add_four_visits(world);
  visit(world, "V4", "performance management", "2011-11-09");
  const auto found = on_day(world, "2011-10-01", "visit-links");
  EXPECT_EQ(found.outcome, "WARNING");
  EXPECT_THAT(found.sentence,
              HasSubstr("visit 4 on 9 November 2011 comes before visit 1 on 10 November 2011. In the order of their "
                        "days they are visit 4 on 9 November 2011, visit 1 on 10 November 2011"));
  for (const DeclaredRule& rule : testing::describe(norfolk_plugin()).rules)
    if (rule.id == "visit-links") {
      EXPECT_EQ(std::vector<std::string>(rule.outcomes.begin(), rule.outcomes.begin() + rule.listed),
                (std::vector<std::string>{"OUT_OF_ORDER", "INCOMPLETE"}));
    }
}

// A school whose visit 1 was held, with a record in which nothing is missing.
World with_whole_record() {
  World world = school_of_2012();
  add_four_visits(world);
  held(world, "V1");
  whole_record(world, "V1", "2011-11-21");
  target(world, "T1", 2013, "80");
  action(world, "1", "V1", "2012-01-31");
  return world;
}
constexpr const char* kLater = "2011-12-15";

TEST(NorfolkRecord, with_all_that_can_be_checked_still_has_to_be_signed) {
  const auto found = on_day(with_whole_record(), kLater, "record-conformity");
  EXPECT_EQ(found.outcome, "NOT_SIGNED");
  EXPECT_EQ(found.sentence,
            "The records of visit of Oak Primary in 2011/12 have what can be checked by itself, and a person has still "
            "to sign off that of visit 1 (10 November 2011).");
}

TEST(NorfolkRecord, lacks_what_is_missing_each_by_its_name) {
  struct Case {
    std::string column, instead, lacking;
  };
  for (const Case& one :
       std::vector<Case>{{"record_author", "", "its author"},
                         {"progress_reviewed", "no", "progress towards targets"},
                         {"targets_agreed", "no", "the targets that were agreed, with their values"},
                         {"impact_evaluated", "no", "the impact and value for money of support from outside"},
                         {"support_and_challenge", "", "the balance of support and challenge"},
                         {"support_level", "", "the level of support"},
                         {"differences_of_view", "", "whether views differed"},
                         {"VISIT_RECORD_WORDS", "0", "a text"}}) {
    World world = with_whole_record();
    world.item("visit_record/1", kOak, 2012, "V1")
        .attribute(one.column, one.instead.empty() ? testing::Cell(Missing::not_supplied) : testing::Cell(one.instead));
    const auto found = on_day(world, kLater, "record-conformity");
    EXPECT_EQ(found.outcome, "FAILS") << one.column;
    EXPECT_THAT(found.sentence, HasSubstr(": that of visit 1 (10 November 2011) lacks " + one.lacking + ". This is"));
  }
  // What other registers have.
  World nobody = with_whole_record();
  nobody.item("visit/1", kOak, 2012, "V1")
      .attribute("head_attendance", Missing::not_supplied)
      .attribute("governor_attendance", Missing::not_supplied);
  EXPECT_THAT(on_day(nobody, kLater, "record-conformity").sentence, HasSubstr(" lacks who took part."));
  World without_owner = with_whole_record();
  action(without_owner, "1", "V1", "2012-01-31").attribute("action_owner", Missing::not_supplied);
  EXPECT_THAT(on_day(without_owner, kLater, "record-conformity").sentence,
              HasSubstr(" lacks next actions, each with an owner and a day."));
  World without_value = with_whole_record();
  target(without_value, "T1", 2013, Missing::not_supplied);
  EXPECT_THAT(on_day(without_value, kLater, "record-conformity").sentence,
              HasSubstr(" lacks the targets that were agreed, with their values."));
}

TEST(NorfolkRecord, reviews_earlier_actions_where_there_are_some) {
  World world = with_whole_record();
  world.item("visit_record/1", kOak, 2012, "V1").attribute("actions_reviewed", "no");
  EXPECT_EQ(on_day(world, kLater, "record-conformity").outcome, "NOT_SIGNED");
  action(world, "0", "V0", "2011-11-10");
  EXPECT_EQ(on_day(world, kLater, "record-conformity").outcome, "NOT_SIGNED") << "due on the day of the visit";
  action(world, "0", "V0", "2011-11-09");
  EXPECT_THAT(on_day(world, kLater, "record-conformity").sentence, HasSubstr(" lacks a review of earlier actions."));
}

TEST(NorfolkRecord, of_visit_two_has_the_grades_and_not_the_targets) {
  World world = school_of_2012();
  add_four_visits(world);
  held(world, "V2");
  whole_record(world, "V2", "2012-03-20").attribute("targets_agreed", Missing::not_supplied);
  action(world, "1", "V2", "2012-05-31");
  const auto found = on_day(world, "2012-04-01", "record-conformity");
  EXPECT_THAT(found.sentence, HasSubstr("visit 2 (8 March 2012) lacks the grades of the self-evaluation."));
  grade(world, "teaching", "2", "2", "yes");
  EXPECT_EQ(on_day(world, "2012-04-01", "record-conformity").outcome, "NOT_SIGNED");
}

TEST(NorfolkRecord, goes_from_hand_to_hand_until_everybody_has_it) {
  World world = with_whole_record();
  EXPECT_EQ(on_day(world, "2011-11-10", "record-conformity").outcome, "NOT_SUBMITTED");
  EXPECT_EQ(on_day(world, "2011-11-09", "record-conformity").outcome, "NO_RECORD_DUE");
  auto& row = world.item("visit_record/1", kOak, 2012, "V1");
  row.attribute("conformity", "conforms").attribute("qa_signed_on", "2011-11-30");
  row.attribute("shared_with_head_on", "2011-12-01").attribute("shared_with_la_on", "2011-12-01");
  const auto open = on_day(world, kLater, "record-conformity");
  EXPECT_EQ(open.outcome, "NOT_SHARED");
  EXPECT_THAT(open.sentence, HasSubstr("that of visit 1 (10 November 2011) is not with the chair of governors."));
  row.attribute("shared_with_chair_on", "2011-12-02");
  EXPECT_EQ(on_day(world, kLater, "record-conformity").outcome, "CONFORMS");
  EXPECT_EQ(on_day(world, "2011-11-29", "record-conformity").outcome, "NOT_SIGNED") << "as at the day before";
}

TEST(NorfolkRecord, is_judged_by_people_in_the_end) {
  World world = with_whole_record();
  auto& row = world.item("visit_record/1", kOak, 2012, "V1").attribute("conformity", "fails");
  EXPECT_THAT(on_day(world, kLater, "record-conformity").sentence,
              HasSubstr("does not meet the criteria, as the person who checked it says."));
  row.attribute("conformity", "waived").attribute("support_level", Missing::not_supplied);
  EXPECT_EQ(on_day(world, kLater, "record-conformity").outcome, "NOT_SIGNED");
}

TEST(NorfolkGrades, are_held_against_the_advisers_aspect_by_aspect) {
  World world = school_of_2012();
  add_four_visits(world);
  EXPECT_EQ(on_day(world, kLater, "sef-grades").outcome, "NO_GRADES");
  grade(world, "achievement", "2", "2", "yes");
  const auto agreed = on_day(world, kLater, "sef-grades");
  EXPECT_EQ(agreed.outcome, "AGREED");
  EXPECT_EQ(
      agreed.sentence,
      "Oak Primary and its link adviser agree on every grade of the self-evaluation of 2011/12 that is on record: "
      "achievement.");
  grade(world, "teaching", "1", "3", "yes");
  const auto different = on_day(world, kLater, "sef-grades");
  EXPECT_EQ(different.outcome, "AGREED_DIFFERENT");
  EXPECT_THAT(different.sentence, HasSubstr("set out from different ones (1 is the best): teaching (school 1, adviser "
                                            "3)."));
  ASSERT_EQ(different.flips.size(), 1u);
  EXPECT_EQ(different.flips[0].measure + " " + different.flips[0].outcome, "SEF_GRADE_SCHOOL AGREED");
  grade(world, "behaviour", "2", Missing::not_supplied, Missing::not_supplied);
  EXPECT_EQ(on_day(world, kLater, "sef-grades").outcome, "OPEN");
  grade(world, "leadership and management", "2", "3", "no");
  const auto not_agreed = on_day(world, kLater, "sef-grades");
  EXPECT_EQ(not_agreed.outcome, "NOT_AGREED");
  EXPECT_THAT(not_agreed.sentence, HasSubstr("leadership and management (school 2, adviser 3), of 4 grades in all."));
  EXPECT_THAT(not_agreed.notes, Contains("GRADES_OPEN"));
}

// Grades that differ are not agreed until somebody says so; the same ones may still be disputed.
TEST(NorfolkGrades, that_differ_without_a_word_are_not_agreed) {
  World world = school_of_2012();
  add_four_visits(world);
  grade(world, "teaching", "2", "3", Missing::not_supplied);
  EXPECT_EQ(on_day(world, kLater, "sef-grades").outcome, "NOT_AGREED");
  grade(world, "teaching", "2", "2", "no");
  EXPECT_EQ(on_day(world, kLater, "sef-grades").outcome, "NOT_AGREED");
  grade(world, "teaching", "2", "2", Missing::not_supplied);
  EXPECT_EQ(on_day(world, kLater, "sef-grades").outcome, "OPEN");
}

testing::ItemFacts& report(World& world, const testing::Cell& on) {
  return world.item("milestone/1", kOak, 2012, "").attribute("annual_report_on", on);
}

TEST(NorfolkAnnualReport, is_due_by_the_end_of_the_summer_term) {
  World world = school_of_2012();
  add_four_visits(world);
  const auto outcome = [&](const std::string& day) { return on_day(world, day, "annual-report").outcome; };
  EXPECT_EQ(outcome("2012-04-15"), "NOT_DUE");
  EXPECT_EQ(outcome("2012-04-16"), "DUE");
  EXPECT_EQ(outcome("2012-07-20"), "DUE");
  EXPECT_EQ(outcome("2012-07-21"), "OVERDUE");
  EXPECT_EQ(on_day(world, "2012-07-21", "annual-report").sentence,
            "The annual report of 2011/12 to the governors of Oak Primary was due by the end of the summer term on 20 "
            "July 2012, and is not on record. Visit 3, from which it follows, has the day 14 June 2012.");
  report(world, "2012-07-20");
  EXPECT_EQ(outcome("2012-07-21"), "ISSUED");
  EXPECT_EQ(outcome("2012-07-19"), "DUE") << "as at the day before it was issued";
  EXPECT_THAT(on_day(world, "2012-07-21", "annual-report").sentence,
              HasSubstr(" Its check against the quality criteria is not on record."));
  report(world, "2012-07-23").attribute("annual_report_qa_on", "2012-07-24");
  EXPECT_EQ(outcome("2012-07-24"), "ISSUED_LATE");
  EXPECT_THAT(on_day(world, "2012-07-24", "annual-report").sentence,
              HasSubstr(" Its check against the quality criteria is dated 24 July 2012."));
  report(world, Missing::not_applicable);
  EXPECT_EQ(outcome("2012-07-24"), "NOT_ASKED_FOR");
}

// In 2011 a summary in the record of visit took the place of the annual commentary.
TEST(NorfolkAnnualReport, is_asked_for_year_by_year) {
  World world = school_of_2012();
  add_four_visits(world);
  const auto outcome = [&] { return on_day(world, "2012-07-21", "annual-report").outcome; };
  EXPECT_EQ(outcome(), "OVERDUE");
  world.parameter("annual_report_from", "2013");
  EXPECT_EQ(outcome(), "NOT_ASKED_FOR");
  world.parameter("annual_report_from", "2009").parameter("annual_report_to", "2011");
  EXPECT_EQ(outcome(), "NOT_ASKED_FOR");
  world.parameter("annual_report_to", "2012");
  EXPECT_EQ(outcome(), "OVERDUE");
  world.parameter("annual_report_required", "false");
  EXPECT_EQ(outcome(), "NOT_ASKED_FOR");
}

testing::ItemFacts& intervention(World& world, const std::string& by) {
  return package(world, "I1", "LA intervention").attribute("proposed_by", by);
}

TEST(NorfolkIntervention, is_asked_for_by_governors_and_answered) {
  World world = school_of_2012();
  EXPECT_EQ(on_day(world, kLater, "governors-request").outcome, "NONE");
  intervention(world, "governors").attribute("requested_on", "2011-11-10");
  // Ten working days after 10 November 2011 are 24 November.
  const auto open = on_day(world, "2011-11-24", "governors-request");
  EXPECT_EQ(open.outcome, "OPEN");
  EXPECT_THAT(open.sentence, HasSubstr("asked for on 10 November 2011, and an answer is due by 24 November 2011."));
  EXPECT_EQ(on_day(world, "2011-11-25", "governors-request").outcome, "ANSWER_OVERDUE");
  EXPECT_EQ(on_day(world, "2011-11-09", "governors-request").outcome, "NONE") << "as at the day before it was made";
  intervention(world, "governors")
      .attribute("request_answer", "declined")
      .attribute("request_answered_on", "2011-11-28");
  const auto settled = on_day(world, kLater, "governors-request");
  EXPECT_EQ(settled.outcome, "SETTLED");
  EXPECT_EQ(settled.sentence,
            "Intervention at Oak Primary in 2011/12 has been settled with governors: asked for on 10 November 2011 and "
            "declined on 28 November 2011.");
  EXPECT_EQ(on_day(world, "2011-11-27", "governors-request").outcome, "ANSWER_OVERDUE");
}

TEST(NorfolkIntervention, by_the_la_alone_is_found) {
  World world = school_of_2012();
  intervention(world, "LA").attribute("support_from", "2011-12-01");
  const auto alone = on_day(world, kLater, "governors-request");
  EXPECT_EQ(alone.outcome, "WITHOUT_GOVERNORS");
  EXPECT_THAT(alone.sentence, HasSubstr("without its having been consulted first: it began on 1 December 2011."));
  EXPECT_EQ(on_day(world, "2011-11-30", "governors-request").outcome, "OPEN") << "before it begins";
  intervention(world, "LA").attribute("governors_consulted_on", "2011-12-02");
  EXPECT_EQ(on_day(world, kLater, "governors-request").outcome, "WITHOUT_GOVERNORS") << "consulted afterwards";
  intervention(world, "LA").attribute("governors_consulted_on", "2011-12-01");
  EXPECT_EQ(on_day(world, kLater, "governors-request").outcome, "SETTLED");
}

TEST(NorfolkService, has_a_price_for_maintained_schools_and_one_for_others) {
  World world = school_of_2012();
  EXPECT_EQ(
      on_day(world, kLater, "service-order").sentence,
      "Whether the LA maintains Oak Primary is not on record, so that the price of its full service in 2011/12 is "
      "either £2,650 (maintained) or £2,820 (not maintained). Nothing else of the catalogue is ordered.");
  world.school(kOak).attribute("type", "CY");
  EXPECT_THAT(on_day(world, kLater, "service-order").sentence, HasSubstr("full service in 2011/12 costs £2,650."));
  for (const char* type : {"VA", "VC", "FD", "Community school", "Voluntary aided school", "Foundation school"}) {
    world.school(kOak).attribute("type", type);
    EXPECT_EQ(on_day(world, kLater, "service-order").outcome, "FULL_SERVICE_MAINTAINED") << type;
  }
  for (const char* type : {"AC", "ACC", "F", "Academy converter", "Academy sponsor led", "Free schools"}) {
    world.school(kOak).attribute("type", type);
    EXPECT_EQ(on_day(world, kLater, "service-order").outcome, "FULL_SERVICE_NOT_MAINTAINED") << type;
  }
  world.school(kOak).attribute("type", "Something new");
  EXPECT_EQ(on_day(world, kLater, "service-order").outcome, "NOT_KNOWN");
  world.parameter("full_service_not_maintained", "12345.5");
  EXPECT_THAT(on_day(world, kLater, "service-order").sentence, HasSubstr("or £12,345.50 (not maintained)"));
}

TEST(NorfolkService, lists_what_is_ordered_beyond_it) {
  World world = school_of_2012();
  world.school(kOak).attribute("type", "CY");
  package(world, "P1", "brokering").measure("SUPPORT_PACKAGE_COST", "1250.00");
  package(world, "P2", "intensive monitoring");
  package(world, "P3", "programme").measure("SUPPORT_PACKAGE_COST", "9");
  EXPECT_THAT(on_day(world, kLater, "service-order").sentence,
              HasSubstr("Ordered as well: brokering other support (£1,250); intensive monitoring and support (no price "
                        "on record)."));
  world.item("assignment/1", kOak, 2012, "A1").attribute("assignment_status", "ended");
  EXPECT_EQ(on_day(world, kLater, "service-order").outcome, "EXTRAS_ONLY");
}

// A register may hold any number of rows; a sentence names twenty of them.
TEST(NorfolkService, says_how_many_orders_there_are_beyond_twenty) {
  World world = school_of_2012();
  for (int i = 0; i < 20; ++i) package(world, "P" + std::to_string(i), "brokering");
  const auto most = on_day(world, kLater, "service-order");
  EXPECT_EQ(most.sentence.find("more."), std::string::npos);
  package(world, "P20", "brokering");
  EXPECT_THAT(on_day(world, kLater, "service-order").sentence,
              HasSubstr("brokering other support (no price on record); and 1 more."));
}

// Beyond what a finding may keep as evidence, a run does not fail.
TEST(NorfolkRules, bear_registers_of_any_size) {
  World world = school_of_2012();
  add_four_visits(world);
  held(world, "V1");
  record(world, "V1", "2011-11-21");
  for (int i = 0; i < 300; ++i) {
    const std::string key = std::to_string(i);
    package(world, key, i % 2 == 0 ? "LA intervention" : "brokering").attribute("support_from", "2011-10-01");
    action(world, key, "V0", "2011-10-01");
    document(world, "V2", "evidence", Missing::not_supplied, key);
    world.item("visit_agenda/1", kOak, 2012, key).attribute("visit", "V3").attribute("agenda_heading", key);
  }
  const auto result = world.today(kLater).run(norfolk_plugin());
  EXPECT_TRUE(result.completed) << result.failure;
}

}  // namespace
}  // namespace termwise::plugin_tests
