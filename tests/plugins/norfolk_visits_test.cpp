// Norfolk's visits 1 to 4 of 2011/12: where each stands, in which term, with which agenda, documents and open ends. Days are
// those of "School Improvement Partnership Programme (Primary)": the SEF two weeks before visit 2, so that for a visit on Thursday
// 8 March 2012 it is due on 23 February 2012.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "norfolk_world.h"

namespace termwise::plugin_tests {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::World;

World with_four_visits() {
  World world = school_of_2012();
  add_four_visits(world);
  return world;
}

TEST(NorfolkVisit, of_8_march_has_its_self_evaluation_due_on_23_february) {
  const auto found = on_day(with_four_visits(), "2012-02-01", "visit-2");
  EXPECT_EQ(found.outcome, "PLANNED");
  EXPECT_EQ(found.sentence,
            "Visit 2 to Oak Primary on self-evaluation is planned for Thursday 8 March 2012, in the spring term. Its "
            "agenda: how the school evaluates itself; the grades that the school gives itself; with the chair, how "
            "governors review their own work; that governors monitor the head teacher's objectives (never what these "
            "are). Due before it: by 23 February 2012 the school's self-evaluation.");
}

TEST(NorfolkVisit, says_of_a_document_how_late_it_came) {
  World world = with_four_visits();
  document(world, "V2", "SEF", "2012-02-24");
  const auto found = on_day(world, "2012-02-25", "visit-2");
  EXPECT_THAT(found.sentence,
              HasSubstr(" Already there: the school's self-evaluation on 24 February 2012, 1 day late."));
  EXPECT_THAT(found.notes, Contains("DOCUMENT_LATE"));
  // The day before it came it was overdue; on the day on which it was due it was not.
  const auto before = on_day(world, "2012-02-23", "visit-2");
  EXPECT_THAT(before.sentence, HasSubstr(" Due before it: by 23 February 2012 the school's self-evaluation."));
  EXPECT_THAT(before.notes, Not(Contains("DOCUMENT_OVERDUE")));
  document(world, "V2", "SEF", Missing::not_supplied);
  EXPECT_THAT(on_day(world, "2012-02-24", "visit-2").notes, Contains("DOCUMENT_OVERDUE"));
}

TEST(NorfolkVisit, counts_days_before_it_as_the_la_says) {
  const auto found = on_day(with_four_visits().parameter("sef_days_before", "10"), "2012-02-01", "visit-2");
  EXPECT_THAT(found.sentence, HasSubstr("by 27 February 2012 the school's self-evaluation"));
}

// Ten working days before 10 November 2011 are 27 October; five are 3 November.
TEST(NorfolkVisit, has_the_data_pack_and_what_the_school_sends_on_their_own_days) {
  World world = with_four_visits();
  document(world, "V1", "pupil estimates", "2011-10-20", "Year 5");
  document(world, "V1", "pupil estimates", Missing::not_supplied, "Year 6");
  document(world, "V1", "summary sheet", "2011-10-27");
  const auto found = on_day(world, "2011-10-28", "visit-1");
  EXPECT_THAT(found.sentence,
              HasSubstr(" Due before it: by 27 October 2011 the pupil estimates; by 3 November 2011 the targets that "
                        "the school proposes. Already there: the summary sheet on 27 October 2011. Quality assurance "
                        "still needs: the rest of the data set (the pupil estimates)."));
}

TEST(NorfolkVisit, belongs_to_its_term) {
  struct Case {
    std::string rule, day, outcome;
  };
  // The terms of 2011/12: 5 September to 20 December, 4 January to 30 March, 16 April to 20 July.
  for (const Case& one : std::vector<Case>{{"visit-1", "2011-09-04", "NOT_DUE"},
                                           {"visit-1", "2011-09-05", "DUE"},
                                           {"visit-1", "2011-12-20", "DUE"},
                                           {"visit-1", "2011-12-21", "OVERDUE"},
                                           {"visit-4", "2011-12-21", "OVERDUE"},
                                           {"visit-2", "2012-01-03", "NOT_DUE"},
                                           {"visit-2", "2012-01-04", "DUE"},
                                           {"visit-2", "2012-03-31", "OVERDUE"},
                                           {"visit-3", "2012-04-15", "NOT_DUE"},
                                           {"visit-3", "2012-04-16", "DUE"},
                                           {"visit-3", "2012-07-21", "OVERDUE"}})
    EXPECT_EQ(on_day(school_of_2012(), one.day, one.rule).outcome, one.outcome) << one.rule << " on " << one.day;
}

TEST(NorfolkVisit, planned_for_another_term_is_said_to_be) {
  World world = school_of_2012();
  visit(world, "V1", "data and targets", "2012-01-10");
  const auto found = on_day(world, "2011-12-01", "visit-1");
  EXPECT_EQ(found.outcome, "OUT_OF_TERM");
  EXPECT_THAT(found.sentence, HasSubstr("is planned for Tuesday 10 January 2012, outside the autumn term in which it "
                                        "belongs, from 5 September 2011 to 20 December 2011."));
}

TEST(NorfolkVisit, two_does_not_come_before_visit_one) {
  World world = school_of_2012();
  visit(world, "V1", "data and targets", "2012-01-20");
  visit(world, "V2", "self-evaluation", "2012-01-19");
  const auto found = on_day(world, "2011-12-01", "visit-2");
  EXPECT_EQ(found.outcome, "OUT_OF_ORDER");
  EXPECT_THAT(found.sentence, HasSubstr("is planned for Thursday 19 January 2012, before visit 1 on Friday 20 January "
                                        "2012, on which it builds"));
  visit(world, "V2", "self-evaluation", "2012-01-20");
  EXPECT_EQ(on_day(world, "2011-12-01", "visit-2").outcome, "PLANNED") << "on the same day";
}

// Visit 4 is held in the autumn as visit 1 is, and its number says nothing of its place in the year.
TEST(NorfolkVisit, four_before_visit_one_is_a_warning_only) {
  World world = school_of_2012();
  visit(world, "V1", "data and targets", "2011-11-24");
  visit(world, "V4", "performance management", "2011-11-10");
  const auto found = on_day(world, "2011-10-01", "visit-4");
  EXPECT_EQ(found.outcome, "PLANNED");
  EXPECT_THAT(found.notes, Contains("BEFORE_ITS_BASIS"));
}

TEST(NorfolkVisit, whose_day_has_passed_is_held_only_if_the_register_says_so) {
  World world = with_four_visits();
  EXPECT_EQ(on_day(world, "2011-11-10", "visit-1").outcome, "PLANNED");
  const auto open = on_day(world, "2011-11-11", "visit-1");
  EXPECT_EQ(open.outcome, "NOT_CONFIRMED");
  EXPECT_EQ(open.sentence,
            "Visit 1 to Oak Primary on data and targets was planned for Thursday 10 November 2011, and nobody has "
            "entered since that it was held. The link adviser is to enter that, or another day.");
  held(world, "V1");
  EXPECT_EQ(on_day(world, "2011-11-11", "visit-1").outcome, "DONE");
  EXPECT_EQ(on_day(world, "2011-11-09", "visit-1").outcome, "PLANNED") << "as at a day before it";
}

TEST(NorfolkVisit, that_was_cancelled_is_still_to_be_held) {
  World world = school_of_2012();
  visit(world, "V2", "self-evaluation", "2012-03-08").attribute("visit_status", "cancelled");
  const auto found = on_day(world, "2012-02-01", "visit-2");
  EXPECT_EQ(found.outcome, "DUE");
  EXPECT_THAT(found.sentence,
              HasSubstr("and has no day yet, since the one that was planned was cancelled. Its agenda so far: "));
  visit(world, "V2b", "self-evaluation", "2012-03-15");
  EXPECT_THAT(on_day(world, "2012-02-01", "visit-2").sentence, HasSubstr("Thursday 15 March 2012"));
}

TEST(NorfolkVisit, one_is_tailored_by_results_targets_and_actions) {
  World world = with_four_visits();
  world.standard(
      {"national-levels", "ks2", "2011", "set", "KS2_L4_EM", "<", "74", "nation", "and", "DfE", "2011", "verified"});
  world.school(kOak, 2011).measure("KS2_L4_EM", "68").measure("KS2_LP2_E", "85").measure("KS2_LP2_M", "90");
  target(world, "T1", 2011, "75");
  target(world, "T2", 2011, "85");
  target(world, "T1", 2013, "80");
  target(world, "T2", 2013, "90");
  target(world, "T3", 2013, Missing::not_supplied);
  target(world, "T1", 2013, "60", "SEN");
  action(world, "1", "V0", "2011-10-31");
  action(world, "2", "V0", "2011-10-31").attribute("outcome", "done");
  world.item("visit_agenda/1", kOak, 2012, "V1/1")
      .attribute("visit", "V1")
      .attribute("agenda_heading", "Mixed-age classes")
      .attribute("proposed_by", "school");
  const auto found = on_day(world, "2011-10-01", "visit-1");
  EXPECT_THAT(
      found.sentence,
      HasSubstr("Its agenda: the results of 2010/11 (68% of pupils reached level 4 in English and maths, fewer than "
                "the 74% in England, and 68% for level 4 in English and maths, under the target of 75%); targets for "
                "2012/13 to agree (not on record: two levels of progress in maths and absence); targets for pupils "
                "with free school meals and pupils with SEN (not on record: pupils with free school meals); the link "
                "adviser's questions about the progress of groups of pupils; what earlier actions have achieved (1 "
                "action has no outcome on record); \"Mixed-age classes\", as the school asks. Due"));
  EXPECT_THAT(found.notes,
              ::testing::ElementsAre("ACTIONS_OPEN", "BELOW_ENGLAND", "TARGETS_MISSED", "TARGETS_MISSING"));
}

TEST(NorfolkVisit, a_result_that_equals_england_and_its_target_is_no_exception) {
  World world = with_four_visits();
  world.standard(
      {"national-levels", "ks2", "2011", "set", "KS2_L4_EM", "<", "74", "nation", "and", "DfE", "2011", "verified"});
  world.school(kOak, 2011).measure("KS2_L4_EM", "74");
  target(world, "T1", 2011, "74");
  EXPECT_THAT(on_day(world, "2011-10-01", "visit-1").sentence,
              HasSubstr("Its agenda: the results of 2010/11; targets"));
}

TEST(NorfolkVisit, says_where_results_are_not_loaded) {
  EXPECT_THAT(on_day(with_four_visits(), "2011-10-01", "visit-1").sentence,
              HasSubstr("the results of 2010/11, which are not loaded"));
}

// In the run's own year results may be those of the summer before.
TEST(NorfolkVisit, reads_results_of_a_run_for_their_own_year) {
  World world(2011, "926");
  world.school(kOak).attribute("name", "Oak Primary").measure("KS2_L4_EM", "68");
  world.standard(
      {"national-levels", "ks2", "2011", "set", "KS2_L4_EM", "<", "74", "nation", "and", "DfE", "2011", "verified"});
  visit(world, "V1", "data and targets", "2011-11-10");
  EXPECT_THAT(on_day(world, "2011-10-01", "visit-1").sentence, HasSubstr("fewer than the 74% in England"));
}

TEST(NorfolkVisit, two_is_tailored_by_the_inspection_the_support_and_open_grades) {
  World world = with_four_visits();
  const auto issue = [&](const std::string& inspection, int year, const std::string& what) {
    world.item("inspection_issue/1", kOak, year, inspection + "/" + what)
        .attribute("inspection", inspection)
        .attribute("key_issue", what);
  };
  world.item("inspection/1", kOak, 2008, "300001").attribute("started_on", "2007-11-14");
  world.item("inspection/1", kOak, 2011, "300002").attribute("started_on", "2010-10-12");
  issue("300001", 2008, "marking");
  issue("300002", 2011, "governance");
  issue("300002", 2011, "writing");
  package(world, "P1", "programme").attribute("support_from", "2011-12-01").attribute("support_to", "2012-03-31");
  package(world, "P2", "programme").attribute("support_from", "2011-10-01").attribute("support_to", "2012-01-31");
  grade(world, "teaching", "2", "3", "no");
  grade(world, "achievement", "2", "2", "yes");
  const auto found = on_day(world, "2012-02-01", "visit-2");
  EXPECT_THAT(found.sentence,
              HasSubstr("the grades that the school gives itself (not yet agreed: teaching); what the inspection of 12 "
                        "October 2010 said must improve (governance and writing); how well targeted funding and agreed "
                        "support are used (1 package of support); with the chair"));
}

TEST(NorfolkVisit, three_has_the_schools_focus_and_the_annual_report_where_there_is_one) {
  World world = with_four_visits();
  EXPECT_THAT(
      on_day(world, "2012-05-01", "visit-3").sentence,
      HasSubstr("Its agenda: monitoring, with a focus that the school has still to choose; what earlier actions "
                "have achieved; the annual report to governors."));
  world.item("visit/1", kOak, 2012, "V3").attribute("visit_focus", "boys' writing");
  EXPECT_THAT(on_day(world, "2012-05-01", "visit-3").sentence,
              HasSubstr("monitoring, with the school's focus (boys' writing)"));
  world.parameter("annual_report_from", "2013");
  EXPECT_THAT(on_day(world, "2012-05-01", "visit-3").sentence, Not(HasSubstr("annual report")));
}

// A matter for governors: what is said there is never read, whatever a register holds.
TEST(NorfolkVisit, four_says_nothing_of_what_is_agreed_there) {
  World world = with_four_visits();
  world.item("visit_agenda/1", kOak, 2012, "V4/1")
      .attribute("visit", "V4")
      .attribute("agenda_heading", "Secret target");
  world.item("visit/1", kOak, 2012, "V4").attribute("visit_focus", "Secret focus");
  action(world, "9", "V4", "2012-07-01").attribute("action_text", "Secret action");
  record(world, "V4", "2011-12-01").attribute("differences_of_view", "yes");
  const auto planned = on_day(world, "2011-11-01", "visit-4");
  EXPECT_EQ(planned.sentence,
            "Visit 4 to Oak Primary on the head teacher's performance management is planned for Thursday 24 November "
            "2011, in the autumn term. Its agenda: the head teacher's performance management with the governors whom "
            "the governing body has appointed, and nothing of what is said there is recorded here.");
  held(world, "V4");
  EXPECT_EQ(
      on_day(world, "2011-12-08", "visit-4").sentence,
      "Visit 4 to Oak Primary on the head teacher's performance management was held on Thursday 24 November 2011, "
      "in the autumn term. It leaves no record of visit, as a matter for governors; their feedback form has not "
      "come back yet.");
  world.item("feedback/1", kOak, 2012, "V4/governors")
      .attribute("visit", "V4")
      .attribute("feedback_from", "governors")
      .attribute("received_on", "2011-12-08");
  EXPECT_THAT(on_day(world, "2011-12-08", "visit-4").sentence,
              HasSubstr("their feedback form came back on 8 December 2011."));
  EXPECT_THAT(on_day(world, "2011-12-07", "visit-4").sentence, HasSubstr("has not come back yet"));
  EXPECT_THAT(on_day(world, "2012-07-31", "record-conformity").sentence, Not(HasSubstr("visit 4")));
}

TEST(NorfolkVisit, asks_for_an_adviser_trained_for_it) {
  World world = with_four_visits();
  const auto rest = [&](const std::string& rule) {
    const std::string sentence = on_day(world, "2011-10-01", rule).sentence;
    const auto at = sentence.find("Quality assurance");
    return at == std::string::npos ? std::string() : sentence.substr(at);
  };
  EXPECT_EQ(rest("visit-1"), "");
  EXPECT_EQ(rest("visit-4"), "");
  world.item("adviser/1", 0, 2012, "A1").attribute("accreditation", "removed");
  EXPECT_EQ(rest("visit-1"),
            "Quality assurance still needs: the link adviser's accreditation or training in the analysis of data.");
  world.item("adviser/1", 0, 2012, "A1").attribute("data_trained_on", "2011-10-01");
  EXPECT_EQ(rest("visit-1"), "") << "Norfolk's own training counts as well";
  world.item("adviser/1", 0, 2012, "A1").attribute("htpm_trained_on", "2011-10-02");
  EXPECT_EQ(rest("visit-4"),
            "Quality assurance still needs: the link adviser's training for head teachers' performance management.");
}

TEST(NorfolkVisit, says_what_it_came_to_and_what_is_still_open) {
  World world = with_four_visits();
  held(world, "V1");
  EXPECT_THAT(on_day(world, "2011-11-20", "visit-1").sentence,
              HasSubstr("was held on Thursday 10 November 2011, in the autumn term. Its record of visit is not on "
                        "record yet. Whether targets for 2012/13 were agreed is not on record. Quality assurance still "
                        "needs: a record of visit."));
  whole_record(world, "V1", "2011-11-21").attribute("conformity", "conforms");
  EXPECT_THAT(on_day(world, "2011-11-21", "visit-1").sentence,
              HasSubstr("Its record of visit was submitted on 21 November 2011. Targets for 2012/13 were agreed, for "
                        "governors to sanction. Quality assurance still needs: the sign-off of the record of visit."));
  world.item("visit_record/1", kOak, 2012, "V1").attribute("qa_signed_on", "2011-11-25");
  EXPECT_EQ(on_day(world, "2011-11-25", "visit-1").notes, std::vector<std::string>());
}

TEST(NorfolkVisit, of_a_school_outside_the_programme_is_not_planned) {
  World world = with_four_visits();
  world.school(900002).attribute("name", "Elm Primary");
  auto closed = world;
  EXPECT_EQ(world.today("2011-10-01").run(norfolk_plugin(), "visit-1").findings.size(), 1u);
  closed.school(kOak).attribute("status", "closed");
  EXPECT_EQ(closed.today("2011-10-01").run(norfolk_plugin(), "visit-1").findings.size(), 0u);
}

// Norfolk's information sheet 189/10: the SIPs' autumn visit of 2010, before there was a programme of four.
TEST(NorfolkVisit, of_the_autumn_of_2010_has_that_years_agenda) {
  World world(2011, "926");
  world.term("autumn", "2010-09-06", "2010-12-17");
  world.school(kOak).attribute("name", "Oak Primary");
  world.item("visit/1", kOak, 2011, "V1")
      .attribute("visit_type", "data and targets")
      .attribute("visit_status", "booked")
      .attribute("visited_on", "2010-11-11");
  world.item("flag/1", kOak, 2011, "F1")
      .attribute("flag_type", "head teacher vacancy")
      .attribute("raised_on", "2010-09-01")
      .attribute("expires_on", "2011-03-31");
  const auto found = on_day(world, "2010-10-01", "visit-1");
  EXPECT_THAT(
      found.sentence,
      HasSubstr("succession planning, about which the LA has a note on record; the revised framework of Ofsted's "
                "inspections; the evidence for one aspect of the school's capacity for sustained improvement."));
  for (const char* rule : {"visit-2", "visit-3", "visit-4", "visit-links"})
    EXPECT_EQ(world.today("2010-10-01").run(norfolk_plugin(), rule).findings.size(), 0u) << rule;
  EXPECT_EQ(world.today("2010-08-31").run(norfolk_plugin(), "visit-1").findings.size(), 0u) << "before the programme";
}

TEST(NorfolkVisit, without_term_dates_is_not_said_to_be_due) {
  World world(2012, "926");
  world.school(kOak).attribute("name", "Oak Primary");
  visit(world, "V2", "self-evaluation", Missing::not_supplied);
  const auto undated = on_day(world, "2012-02-01", "visit-2");
  EXPECT_EQ(undated.outcome + " " + undated.reason, "NOT_EVALUABLE CALENDAR_NOT_LOADED");
  visit(world, "V2", "self-evaluation", "2012-03-08");
  const auto planned = on_day(world, "2012-02-01", "visit-2");
  EXPECT_EQ(planned.outcome + " " + planned.reason, "PLANNED CALENDAR_NOT_LOADED");
}

}  // namespace
}  // namespace termwise::plugin_tests
