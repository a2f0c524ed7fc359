#include "reminders_cases.h"

namespace termwise::plugin_tests {
namespace {

using testing::Cell;
using testing::World;

testing::ItemFacts& document(World& world, const std::string& visit, const std::string& name) {
  return world.item("visit_document/1", kOak, 2012, visit + name).attribute("visit", visit).attribute("document", name);
}
testing::ItemFacts& record(World& world, const std::string& visit) {
  return world.item("visit_record/1", kOak, 2012, visit).attribute("visit", visit).attribute("record_author", "A1");
}
testing::ItemFacts& milestone(World& world) { return world.item("milestone/1", kOak, 2012, ""); }
testing::ItemFacts& target(World& world, const std::string& code, int year) {
  return world.item("target/1", kOak, year, code)
      .attribute("target", code)
      .attribute("pupil_group", "all")
      .measure("TARGET_PERCENT", "80");
}
// Somebody about whom rules of advisers remind.
testing::ItemFacts& lee(World& world) {
  return world.item("adviser/1", 0, 2012, "A9").attribute("adviser_name", "Lee Hay");
}
void shadow(World& world, const std::string& key, const std::string& on) {
  world.item("shadowing/1", 0, 2012, key).attribute("adviser", key).attribute("shadowed_on", on);
}
void add_targets(World& world, int year, const std::string& set_on) {
  for (const char* code : {"T1", "T2", "T3", "T4"}) target(world, code, year).attribute("target_set_on", set_on);
}
void notice(World& world, const std::string& state) {
  world.item("warning_notice/1", kOak, 2012, "W1")
      .attribute("notice_state", state)
      .attribute("notice_issued_on", "2011-12-05");
}

std::vector<ReminderCase> of_visits() {
  return {
      {"reminder-r01",
       "V1",
       "2011-09-05",
       {{working("2011-09-05", 10), "sip", "A1"},
        {working("2011-09-19", 10), "line-manager", "M1"},
        {working("2011-09-19", 20), "sip-manager"}},
       [](World& world) {
         visit(world, "V1", "data and targets", {}).attribute("term", "autumn").attribute("booked_on", {});
       },
       [](World& world, const std::string& day) {
         visit(world, "V1", "data and targets", "2012-03-01").attribute("booked_on", day);
       }},
      // From the end of April over the bank holiday of May.
      {"reminder-r02",
       "V3",
       "2012-04-16",
       {{working("2012-04-16", 10), "sip", "A1"},
        {working("2012-04-30", 10), "line-manager", "M1"},
        {working("2012-04-30", 20), "sip-manager"}},
       [](World& world) {
         visit(world, "V3", "improvement", {}).attribute("term", "summer").attribute("booked_on", {});
       },
       [](World& world, const std::string& day) {
         visit(world, "V3", "improvement", "2012-07-05").attribute("booked_on", day);
       }},
      // Back over Christmas and the new year.
      {"reminder-r03",
       "V2",
       "2012-01-11",
       {{working("2012-01-11", -10), "data-team"}, {working("2012-01-11", -5), "sip-manager"}},
       [](World& world) {
         visit(world, "V2", "self-evaluation", "2012-01-11");
         document(world, "V2", "key stage 2 data");
         document(world, "V2", "summary sheet").attribute("received_on", "2011-12-01");
         document(world, "V2", "RAISEonline").attribute("received_on", Missing::not_applicable);
       },
       [](World& world, const std::string& day) {
         document(world, "V2", "key stage 2 data").attribute("received_on", day);
       }},
      {"reminder-r04",
       "V2",
       "2012-03-08",
       {{calendar("2012-03-08", -21), "head-teacher"},
        {calendar("2012-03-08", -10), "sip", "A1"},
        {calendar("2012-03-08", -5), "sip-manager"}},
       [](World& world) { visit(world, "V2", "self-evaluation", "2012-03-08"); },
       [](World& world, const std::string& day) { document(world, "V2", "SEF").attribute("received_on", day); },
       {},
       "2012-02-24"},
      // Back over the half-term of June and the two bank holidays in it.
      {"reminder-r05",
       "V3",
       "2012-06-11",
       {{working("2012-06-11", -5), "head-teacher"}, {working("2012-06-11", -2), "sip", "A1"}},
       [](World& world) {
         visit(world, "V3", "improvement", "2012-06-11");
         document(world, "V3", "evidence").attribute("requested_on", "2012-05-01");
         document(world, "V3", "other").attribute("waived_on", "2012-05-02");
       },
       [](World& world, const std::string& day) { document(world, "V3", "evidence").attribute("received_on", day); }},
      // Back over Easter.
      {"reminder-r06",
       "V3",
       "2012-04-18",
       {{working("2012-04-18", -10), "head-teacher"}, {working("2012-04-18", -5), "sip", "A1"}},
       [](World& world) { visit(world, "V3", "improvement", "2012-04-18"); },
       {},
       [](World& world) {
         visit(world, "V3", "improvement", "2012-04-18").attribute("governor_attendance", "declined");
       }},
      {"reminder-r11",
       "V4",
       "2011-11-24",
       {{working("2011-11-24", 10), "chair"}, {working("2011-12-08", 10), "sip-manager"}},
       [](World& world) { visit(world, "V4", "performance management", "2011-11-24"); },
       [](World& world, const std::string& day) {
         world.item("feedback/1", kOak, 2012, "V4governors")
             .attribute("visit", "V4")
             .attribute("feedback_from", "governors")
             .attribute("received_on", day);
       }},
      {"reminder-r22",
       "R7",
       "2012-04-30",
       {{working("2012-04-30", 10), "sip", "A1"}, {"2012-06-13", "line-manager", "M1"}},
       [](World& world) {
         visit(world, "V3", "improvement", "2012-06-13");
         world.item("action/1", kOak, 2012, "R7")
             .attribute("visit", "V2")
             .attribute("action_text", "Check the marking in Year 5")
             .attribute("due_on", "2012-04-30");
       },
       [](World& world, const std::string& day) {
         world.item("action/1", kOak, 2012, "R7").attribute("outcome", "done").attribute("outcome_on", day);
       }},
  };
}

std::vector<ReminderCase> of_records() {
  return {
      // Over Christmas and the new year.
      {"reminder-r07",
       "V1",
       "2011-12-15",
       {{working("2011-12-15", 10), "sip", "A1"},
        {working("2012-01-03", 5), "line-manager", "M1"},
        {working("2012-01-03", 10), "sip-manager"}},
       [](World& world) { visit(world, "V1", "data and targets", "2011-12-15"); },
       [](World& world, const std::string& day) { record(world, "V1").attribute("submitted_on", day); }},
      // Over Easter.
      {"reminder-r08",
       "V2",
       "2012-03-28",
       {{"2012-03-30", "sip", "A1"}, {working("2012-03-30", 5), "line-manager", "M1"}},
       [](World& world) {
         visit(world, "V2", "self-evaluation", "2012-03-20");
         record(world, "V2")
             .attribute("submitted_on", "2012-03-28")
             .attribute("conformity", "fails")
             .attribute("conformity_on", "2012-03-30")
             .attribute("impact_evaluated", "no");
       },
       {},
       [](World& world) { record(world, "V2").attribute("conformity", "waived"); }},
      {"reminder-r09",
       "V2",
       "2012-04-26",
       {{working("2012-04-26", 10), "line-manager", "M1"}, {working("2012-05-11", 10), "sip-manager"}},
       [](World& world) {
         visit(world, "V2", "self-evaluation", "2012-04-18");
         record(world, "V2").attribute("submitted_on", "2012-04-26");
       },
       [](World& world, const std::string& day) { record(world, "V2").attribute("qa_signed_on", day); }},
      // Over half-term.
      {"reminder-r10",
       "V2",
       "2012-05-31",
       {{working("2012-05-31", 5), "sip", "A1"}, {working("2012-06-11", 5), "line-manager", "M1"}},
       [](World& world) {
         visit(world, "V2", "self-evaluation", "2012-05-18");
         record(world, "V2")
             .attribute("submitted_on", "2012-05-22")
             .attribute("qa_signed_on", "2012-05-31")
             .attribute("shared_with_head_on", "2012-06-01")
             .attribute("shared_with_la_on", Missing::not_applicable);
       },
       [](World& world, const std::string& day) { record(world, "V2").attribute("shared_with_chair_on", day); }},
  };
}

std::vector<ReminderCase> of_the_year() {
  return {
      {"reminder-r12",
       "",
       "2011-12-31",
       {{calendar("2011-12-31", -60), "head-teacher"}, {"2011-12-31", "la-officer"}},
       [](World& world) {
         add_targets(world, 2012, "2010-10-01");
         for (const char* code : {"T1", "T2", "T3"}) target(world, code, 2013).attribute("target_set_on", "2011-10-20");
       },
       [](World& world, const std::string& day) { target(world, "T4", 2013).attribute("target_set_on", day); },
       {},
       "2012-01-01"},
      {"reminder-r13",
       "T1 for all, 2012/13",
       "2011-12-14",
       {{working("2011-12-14", 10), "sip", "A1"}, {working("2011-12-30", 10), "line-manager", "M1"}},
       [](World& world) {
         target(world, "T1", 2013)
             .attribute("target_agreed_on", "2011-12-14")
             .attribute("target_judgement", "not challenging");
       },
       [](World& world, const std::string& day) {
         target(world, "T1", 2013)
             .attribute("target_rationale", "A small cohort")
             .attribute("target_rationale_on", day);
       }},
      {"reminder-r14",
       "",
       "2011-12-31",
       {{calendar("2011-12-31", -30), "chair"}, {working("2011-12-31", 10), "sip-manager"}},
       [](World&) {},
       [](World& world, const std::string& day) { milestone(world).attribute("htpm_reviewed_on", day); },
       {},
       "2012-01-01"},
      {"reminder-r15",
       "",
       "2012-07-20",
       {{working("2012-07-20", -15), "sip", "A1"}, {working("2012-07-20", -5), "line-manager", "M1"}},
       [](World&) {},
       [](World& world, const std::string& day) { milestone(world).attribute("annual_report_on", day); },
       {},
       "2012-07-21"},
      {"reminder-r27",
       "",
       "2011-12-01",
       {{working("2011-12-01", 15), "head-teacher"}, {working("2011-12-22", 10), "sip", "A1"}},
       [](World& world) { milestone(world).attribute("sef_section_3_on", "2011-10-01"); },
       [](World& world, const std::string& day) { milestone(world).attribute("sef_section_3_on", day); }},
      {"reminder-r29",
       "ks2",
       "2011-12-15",
       {{working("2011-12-15", 2), "data-team"}, {working("2011-12-19", 5), "sip-manager"}},
       [](World&) {},
       {},
       [](World& world) { world.school(kOak, 2011).measure("KS2_COHORT", "30"); }},
  };
}

std::vector<ReminderCase> of_advisers() {
  return {
      {"reminder-r16",
       "",
       "2012-03-30",
       {{working("2012-01-04", 10), "qa-lead"},
        {working("2012-03-30", -10), "sip-manager"},
        {calendar("2012-03-30", 1), "head-of-service"}},
       [](World& world) {
         lee(world);
         shadow(world, "A1", "2011-10-05");
         shadow(world, "M1", "2011-10-06");
       },
       [](World& world, const std::string& day) { shadow(world, "A9", day); },
       {},
       "2012-03-31"},
      {"reminder-r17",
       "",
       "2012-04-02",
       {{working("2012-04-02", 10), "sip-manager"}, {working("2012-04-18", 10), "head-of-service"}},
       [](World& world) { lee(world).attribute("appointed_on", "2012-04-02"); },
       {},
       [](World& world) { lee(world).attribute("mentor", "M1"); }},
      {"reminder-r18",
       "",
       "2011-10-01",
       {{calendar("2011-09-01", 30), "sip-manager"}, {working("2011-10-01", 10), "head-of-service"}},
       [](World& world) { lee(world); },
       {},
       [](World& world) { lee(world).attribute("performance_manager", "M1"); }},
      {"reminder-r19",
       "",
       "2011-10-10",
       {{"2011-10-10", "sip-manager"}},
       [](World& world) {
         lee(world).attribute("accreditation", "suspended");
         world.item("assignment/1", kOak, 2012, "A9")
             .attribute("adviser", "A9")
             .attribute("assignment_status", "current")
             .attribute("assigned_from", "2011-10-10");
       },
       [](World& world, const std::string& day) { lee(world).attribute("data_trained_on", day); }},
      {"reminder-r20",
       "",
       "2012-03-31",
       {{calendar("2012-03-30", 1), "sip-manager"}, {working("2012-03-31", 10), "head-of-service"}},
       [](World& world) {
         world.item("assignment/1", kOak, 2012, "A1")
             .attribute("assignment_status", "ended")
             .attribute("assigned_to", "2012-03-30");
       },
       [](World& world, const std::string& day) {
         world.item("assignment/1", kOak, 2012, "M1")
             .attribute("adviser", "M1")
             .attribute("assignment_status", "current")
             .attribute("assigned_from", day);
       },
       {},
       {},
       true},
      {"reminder-r21",
       "visits",
       "2011-11-24",
       {{"2011-11-24", "sip-manager"}},
       [](World& world) {
         visit(world, "V1", "data and targets", "2011-10-05").measure("VISIT_DAYS", "5");
         visit(world, "V4", "performance management", "2011-11-24").measure("VISIT_DAYS", "0.5");
       },
       {},
       [](World& world) { visit(world, "V4", "performance management", "2011-11-24").measure("VISIT_DAYS", "0"); }},
      {"reminder-r28",
       "E5",
       "2012-03-26",
       {{working("2012-03-26", 10), "sip", "A1"}, {working("2012-04-11", 10), "sip", "A1"}},
       [](World& world) {
         world.item("event_form/1", 0, 2012, "A1E5")
             .attribute("adviser", "A1")
             .attribute("event", "E5")
             .attribute("event_held_on", "2012-03-26");
       },
       [](World& world, const std::string& day) {
         world.item("event_form/1", 0, 2012, "A1E5").attribute("form_returned_on", day);
       }},
  };
}

std::vector<ReminderCase> of_concerns() {
  return {
      {"reminder-r23",
       "",
       "2011-12-12",
       {{working("2011-12-12", 15), "scc-lead"}, {working("2012-01-05", 10), "head-of-service"}},
       [](World& world) {
         world.item("flag/1", kOak, 2012, "F1")
             .attribute("flag_weight", "concern")
             .attribute("raised_on", "2011-12-12");
       },
       [](World& world, const std::string& day) {
         world.item("support_plan/1", kOak, 2012, "P1").attribute("plan_recorded_on", day);
       }},
      // The half-term before 24 October ends with a Friday.
      {"reminder-r24",
       "P1",
       "2011-10-21",
       {{"2011-10-21", "sip", "A1"}, {working("2011-10-21", 10), "scc-lead"}},
       [](World& world) { world.item("support_plan/1", kOak, 2012, "P1").attribute("plan_recorded_on", "2011-09-02"); },
       [](World& world, const std::string& day) {
         world.item("plan_review/1", kOak, 2012, "P11").attribute("support_plan", "P1").attribute("reviewed_on", day);
       }},
      // Fifteen working days after 5 December 2011 is 28 December.
      {"reminder-r25",
       "W1",
       working("2011-12-05", 15),
       {{working("2011-12-28", -5), "la-legal"}, {"2011-12-28", "la-legal"}, {working("2011-12-28", 1), "dcs"}},
       [](World& world) { notice(world, "issued"); },
       [](World& world, const std::string& day) {
         notice(world, "representations");
         world.item("warning_notice/1", kOak, 2012, "W1").attribute("representations_on", day);
       }},
      {"reminder-r26",
       "425578, adviser",
       "2012-01-20",
       {{"2012-01-20", "sip", "A1"}},
       [](World& world) {
         world.item("inspection/1", kOak, 2012, "425578")
             .attribute("started_on", "2011-12-06")
             .attribute("published_on", "2012-01-20");
       },
       [](World& world, const std::string& day) {
         world.item("inspection_response/1", kOak, 2012, "425578")
             .attribute("inspection", "425578")
             .attribute("adviser_acknowledged_on", day);
       }},
      {"reminder-r30",
       "F1",
       "2012-04-20",
       {{working("2012-04-20", -10), "governor-support"}, {"2012-04-20", "scc-lead"}},
       [](World& world) {
         world.item("flag/1", kOak, 2012, "F1")
             .attribute("flag_owner", "governor-support")
             .attribute("raised_on", "2011-12-12")
             .attribute("expires_on", "2012-04-20");
       },
       [](World& world, const std::string& day) {
         world.item("flag/1", kOak, 2012, "F1").attribute("flag_closed_on", day);
       }},
  };
}

}  // namespace

std::vector<ReminderCase> reminder_cases() {
  std::vector<ReminderCase> all;
  for (auto&& some : {of_visits(), of_records(), of_the_year(), of_advisers(), of_concerns()})
    all.insert(all.end(), some.begin(), some.end());
  return all;
}

}  // namespace termwise::plugin_tests
