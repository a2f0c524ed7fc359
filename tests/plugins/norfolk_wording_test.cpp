// Every sentence of Norfolk's own rules is said of some school on some day, with all its placeholders filled.
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "norfolk_world.h"

namespace termwise::plugin_tests {
namespace {

using testing::Cell;
using testing::World;

// Worlds that between them meet every outcome on one of the days below.
std::vector<World> worlds() {
  std::vector<World> all(1, school_of_2012());
  World whole = school_of_2012();
  add_four_visits(whole);
  for (const char* key : {"V1", "V2", "V3", "V4"}) held(whole, key);
  for (const char* key : {"V1", "V2", "V3"}) {
    whole_record(whole, key, "2012-06-20")
        .attribute("conformity", "conforms")
        .attribute("qa_signed_on", "2012-06-25")
        .attribute("shared_with_head_on", "2012-06-28")
        .attribute("shared_with_chair_on", "2012-06-28")
        .attribute("shared_with_la_on", "2012-07-02");
    action(whole, key, key, "2013-01-31");
  }
  whole.school(kOak).attribute("type", "CY");
  target(whole, "T1", 2013, "80");
  grade(whole, "teaching", "2", "2", "yes");
  package(whole, "I1", "LA intervention").attribute("proposed_by", "governors").attribute("requested_on", "2011-11-10");
  whole.item("milestone/1", kOak, 2012, "").attribute("annual_report_on", "2012-07-01");
  all.push_back(whole);

  World answered = whole;
  answered.school(kOak).attribute("type", "ACC");
  package(answered, "I1", "LA intervention")
      .attribute("request_answer", "agreed")
      .attribute("request_answered_on", "2011-11-20");
  grade(answered, "behaviour", "2", "3", "yes");
  answered.item("milestone/1", kOak, 2012, "").attribute("annual_report_on", "2012-07-23");
  all.push_back(answered);

  World failing = whole;
  record(failing, "V1", "2011-11-21").attribute("support_level", Missing::not_supplied);
  package(failing, "I1", "LA intervention").attribute("proposed_by", "LA").attribute("support_from", "2011-10-01");
  grade(failing, "behaviour", "2", "3", "no");
  failing.item("milestone/1", kOak, 2012, "").attribute("annual_report_on", Missing::not_applicable);
  all.push_back(failing);

  World mixed = school_of_2012();
  visit(mixed, "V1", "data and targets", "2012-04-20");
  visit(mixed, "V2", "self-evaluation", "2012-04-19");
  visit(mixed, "V3", "improvement", "2012-09-03");
  visit(mixed, "V4", "performance management", "2012-04-18");
  grade(mixed, "behaviour", "2", Missing::not_supplied, Missing::not_supplied);
  all.push_back(mixed);

  World late = school_of_2012();
  visit(late, "V2", "self-evaluation", "2012-05-10");
  visit(late, "V3", "improvement", "2012-05-09");
  all.push_back(late);

  World warned = school_of_2012();
  visit(warned, "V1", "data and targets", "2011-11-24");
  visit(warned, "V4", "performance management", "2011-11-10");
  warned.parameter("annual_report_required", "false");
  all.push_back(warned);

  World incomplete = school_of_2012();
  visit(incomplete, "V3", "improvement", "2012-06-14");
  all.push_back(incomplete);

  World extras = school_of_2012();
  extras.item("assignment/1", kOak, 2012, "A1").attribute("assignment_status", "ended");
  package(extras, "P1", "brokering").measure("SUPPORT_PACKAGE_COST", "400");
  all.push_back(extras);

  // Without the dates of terms.
  World undated(2012, "926");
  undated.school(kOak).attribute("name", "Oak Primary");
  visit(undated, "V1", "data and targets", Missing::not_supplied);
  all.push_back(undated);
  for (const auto& [key, type] : {std::pair("V1", "data and targets"), std::pair("V2", "self-evaluation"),
                                  std::pair("V3", "improvement"), std::pair("V4", "performance management")})
    visit(undated, key, type, "2012-08-30");
  all.push_back(undated);
  return all;
}

TEST(NorfolkWording, is_all_used_and_complete) {
  std::set<std::string> used;
  for (World& world : worlds())
    for (const char* day : {"2011-09-01", "2011-10-01", "2011-11-12", "2011-12-21", "2012-02-01", "2012-04-18",
                            "2012-06-15", "2012-06-22", "2012-06-26", "2012-07-15", "2012-07-31"}) {
      const auto result = world.today(day).run(norfolk_plugin());
      ASSERT_TRUE(result.completed) << result.failure;
      for (const auto& finding : result.findings) {
        if (finding.reminder) continue;  // their sentences have tests of their own
        used.insert(finding.template_id);
        EXPECT_THAT(finding.sentence, ::testing::HasSubstr("Oak Primary"));
        EXPECT_EQ(finding.sentence.back(), '.') << finding.sentence;
        for (const char* broken : {"  ", "()", "..", " .", ": .", "{", ", ,", "; .", ": ;", "; ;"})
          EXPECT_EQ(finding.sentence.find(broken), std::string::npos) << finding.sentence;
      }
    }
  // The sentences of reminders and of checks of targets have tests of their own.
  const auto is_shared = [](const std::string& id) {
    return id.rfind("reminder-", 0) == 0 || id.rfind("target-a", 0) == 0;
  };
  std::vector<std::string> unsaid;
  for (const Template& text : testing::describe(norfolk_plugin()).templates)
    if (!is_shared(text.id) && used.count(text.id) == 0) unsaid.push_back(text.id);
  EXPECT_THAT(unsaid, ::testing::IsEmpty());
}

// Whatever registers hold by mistake, each rule answers, and in a sentence.
RC_GTEST_PROP(NorfolkWordingProperty, no_register_makes_a_rule_fail, ()) {
  const std::vector<Cell> cells{"",
                                "yes",
                                "held",
                                "cancelled",
                                "self-evaluation",
                                "data and targets",
                                "V1",
                                "V2",
                                "2011-11-10",
                                "2012-02-30",
                                "9999-12-31",
                                "0000-01-01",
                                "LA intervention",
                                "governors",
                                Cell(),
                                Cell(Missing::not_applicable),
                                Cell(Missing::unparseable)};
  const std::vector<Cell> figures{"-1", "0", "3", "0.5", "1000000000000", Cell(), Cell(Missing::suppressed)};
  World world = school_of_2012();
  add_four_visits(world);
  for (const Need& need : testing::describe(norfolk_plugin()).needs) {
    if (need.table == "school/1" || need.table == "measure/1" || need.table == "standard/1" ||
        need.table == "calendar/1")
      continue;
    for (const char* key : {"V1", "V2"}) {
      const bool of_adviser = need.table == "adviser/1" || need.table == "shadowing/1" || need.table == "event_form/1";
      auto& item = world.item(need.table, of_adviser ? 0 : kOak, 2012, key);
      for (const std::string& name : need.names) {
        const bool is_measure = name.front() >= 'A' && name.front() <= 'Z';
        item.attribute(name, *rc::gen::elementOf(is_measure ? figures : cells));
      }
    }
  }
  world.today(*rc::gen::element("2011-10-01", "2012-02-01", "2012-07-31"));
  std::vector<std::string> rules;
  for (const DeclaredRule& rule : testing::describe(norfolk_plugin()).rules)
    if (rule.job == "visit-plan") rules.push_back(rule.id);
  const auto result = world.run(norfolk_plugin(), *rc::gen::elementOf(rules));
  RC_ASSERT(result.completed);
  for (const auto& finding : result.findings) RC_ASSERT(finding.sentence.back() == '.');
}

}  // namespace
}  // namespace termwise::plugin_tests
