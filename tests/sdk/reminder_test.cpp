// Reminders: raised, escalated and closed on the right days of the Local Authority's calendar, and named for ever.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <termwise/plugin.hpp>
#include <termwise/testing.hpp>
#include <termwise/testing/golden.hpp>

namespace termwise {
namespace {

using testing::Cell;
using testing::EmittedReminder;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::RunResult;
using testing::World;

constexpr std::int64_t kUrn = 900001;
const Items kVisits{"visit/1", {"visited_on", "form_on"}};
const Items kAdvisers{"adviser/1", {"adviser_name"}};

// A form is due ten working days after a visit: from the chair; five later the manager hears of it, five later the head.
void remind_of_forms(const Facts& facts, Reminders& reminders) {
  for (const School& school : facts.schools())
    for (const Item& visit : school.items(kVisits)) {
      const Date held = visit.date("visited_on");
      if (held.missing() != nullptr) continue;
      const Calendar& calendar = facts.calendar();
      Reminder reminder = reminders.about(school, *held.day(), std::string(visit.key()));
      reminder.compare(held, Operator::less_or_equal, facts.reference_day(), {"Protocol, page 2", "", "local"});
      reminder.to(*calendar.working_days_from(*held.day(), 10), {"chair", "the chair of governors"})
          .to(*calendar.working_days_from(*held.day(), 15), {"manager", "the SIP manager"}, "A1")
          .to(*calendar.working_days_from(*held.day(), 20), {"head-of-service", "the head of service"});
      const Date form = visit.date("form_on");
      if (form.day() != nullptr) reminder.done(*form.day(), "LATE");
      reminders.give(reminder);
    }
}

Rule rule(std::function<void(const Facts&, Reminders&)> remind) {
  return {.id = "reminder-r11",
          .job = "qa-reminders",
          .title = "Feedback form",
          .source = "Protocol, page 2",
          .outcomes = {{"OPEN", "{school} has sent no form of the visit {item} on {reference}; it is with {to}."},
                       {"CLOSED", "The form of {item} has come."}},
          .sentences = {{"closed-late", "The form of {item} came late, after {raised}."}},
          .items = {kVisits, kAdvisers},
          .calendar = true,
          .remind = std::move(remind)};
}

Plugin forms() { return {.id = "forms", .version = "1.0.0", .title = "Forms", .rules = {rule(remind_of_forms)}}; }

template <Plugin (*make)()>
const tw_plugin& entry() {
  static const tw_plugin entry{
      sizeof(tw_plugin), TW_ABI_MAJOR, TW_ABI_MINOR, 0, &PluginEntry<make>::describe, &PluginEntry<make>::extension};
  return entry;
}

// An autumn without a bank holiday before the new year: a form of a visit on 24 November 2011 is due by 8 December.
World autumn(std::string_view today, const Cell& form = {}) {
  World world(2012, "926");
  world.today(today).term("autumn", "2011-09-05", "2011-12-20", "2011-10-24", "2011-10-28");
  world.bank_holiday("2011-12-26").bank_holiday("2011-12-27").bank_holiday("2012-01-02");
  world.school(kUrn).attribute("name", "Oak Primary");
  world.item("visit/1", kUrn, 2012, "V4").attribute("visited_on", "2011-11-24").attribute("form_on", form);
  return world;
}

RunResult run(std::string_view today, const Cell& form = {}) { return autumn(today, form).run(entry<forms>()); }

// "level 1 with chair since 2011-12-08"
std::string standing(const RunResult& result) {
  if (result.findings.size() != 1) return std::to_string(result.findings.size()) + " reminders; " + result.failure;
  const EmittedReminder& reminder = *result.findings.front().reminder;
  std::string text = result.findings.front().outcome + " " + std::to_string(reminder.level) + " with " + reminder.role +
                     " since " + reminder.level_since;
  if (!reminder.next_on.empty()) text += ", then " + reminder.next_on;
  if (!reminder.closed_on.empty()) text += ", closed " + reminder.closed_on;
  return text;
}

TEST(Reminder, IsRaisedOnItsDayAndNotBefore) {
  EXPECT_THAT(run("2011-12-07").findings, IsEmpty());
  EXPECT_EQ(standing(run("2011-12-08")), "OPEN 1 with chair since 2011-12-08, then 2011-12-15");
}

TEST(Reminder, IsEscalatedOverBankHolidays) {
  EXPECT_EQ(standing(run("2011-12-14")), "OPEN 1 with chair since 2011-12-08, then 2011-12-15");
  EXPECT_EQ(standing(run("2011-12-15")), "OPEN 2 with manager since 2011-12-15, then 2011-12-22");
  EXPECT_EQ(standing(run("2012-06-01")), "OPEN 3 with head-of-service since 2011-12-22");
}

TEST(Reminder, IsClosedWhereItStoodWhenTheThingWasDone) {
  EXPECT_EQ(standing(run("2012-06-01", "2011-12-16")), "CLOSED 2 with manager since 2011-12-15, closed 2011-12-16");
  EXPECT_EQ(run("2012-06-01", "2011-12-16").findings.front().sentence,
            "The form of V4 came late, after 8 December 2011.");
}

TEST(Reminder, OfWhatWasDoneInTimeIsNeverGiven) {
  EXPECT_THAT(run("2012-06-01", "2011-12-07").findings, IsEmpty());
  EXPECT_EQ(standing(run("2012-06-01", "2011-12-08")), "CLOSED 1 with chair since 2011-12-08, closed 2011-12-08");
}

TEST(Reminder, IsStillOpenWhereTheThingIsSaidToBeDoneOnADayToCome) {
  EXPECT_EQ(standing(run("2011-12-09", "2011-12-12")), "OPEN 1 with chair since 2011-12-08, then 2011-12-15");
}

TEST(Reminder, SaysWhomItIsAboutAndRestsOnEvidence) {
  const RunResult result = run("2011-12-08");
  ASSERT_EQ(result.findings.size(), 1u) << result.failure;
  const auto& finding = result.findings.front();
  EXPECT_EQ(finding.sentence,
            "Oak Primary has sent no form of the visit V4 on 24 November 2011; it is with the chair of governors.");
  EXPECT_EQ(finding.predicate("visited_on").observed_text, "2011-11-24");
  EXPECT_EQ(finding.reminder->item, "V4");
  EXPECT_EQ(finding.reminder->reference, "2011-11-24");
  EXPECT_THAT(to_text(result), HasSubstr("about V4, from 2011-11-24: raised on 2011-12-08, level 1 with chair since "
                                         "2011-12-08, next on 2011-12-15"));
}

TEST(Reminder, MayBeAboutEachOfSeveralVisits) {
  World world = autumn("2011-12-20");
  world.item("visit/1", kUrn, 2012, "V1").attribute("visited_on", "2011-11-24");
  EXPECT_EQ(world.run(entry<forms>()).findings.size(), 2u);
}

void remind_of_everybody(const Facts& facts, Reminders& reminders) {
  const Day day = *parse_day("2011-10-03");
  Reminder of_la = reminders.about_la(day);
  of_la.to(day, {"data-team", "the data team"});
  reminders.give(of_la);
  for (const Item& adviser : facts.items(kAdvisers)) {
    Reminder reminder = reminders.about_adviser(adviser.key(), std::string(*adviser.text("adviser_name").text()), day);
    reminder.to(day, {"sip-manager", "the SIP manager"});
    reminders.give(reminder);
  }
}
Plugin everybody() {
  Rule rule_of_all = rule(remind_of_everybody);
  rule_of_all.outcomes = {{"OPEN", "{school}."}, {"CLOSED", "Done."}};
  rule_of_all.sentences = {};
  return {.id = "all", .version = "1.0.0", .title = "All", .rules = {rule_of_all}};
}

TEST(Reminder, MayBeAboutAnAdviserOrTheLocalAuthority) {
  World world = autumn("2011-12-20");
  world.item("adviser/1", 0, 2012, "A17").attribute("adviser_name", "Jo Field");
  const RunResult result = world.run(entry<everybody>());
  ASSERT_EQ(result.findings.size(), 2u) << result.failure;
  EXPECT_EQ(result.findings[0].sentence, "the Local Authority.");
  EXPECT_EQ(result.findings[0].reminder->subject_kind, TW_SUBJECT_LA);
  EXPECT_EQ(result.findings[1].sentence, "Jo Field.");
  EXPECT_EQ(result.findings[1].reminder->subject_kind, TW_SUBJECT_ADVISER);
  EXPECT_EQ(result.findings[1].reminder->person, "A17");
}

void remind_out_of_order(const Facts& facts, Reminders& reminders) {
  Reminder reminder = reminders.about(facts.schools().front(), facts.reference_day());
  reminder.to(facts.reference_day(), {"sip", "the SIP"}).to(facts.reference_day(), {"manager", "the manager"});
  reminders.give(reminder);
}
Plugin out_of_order() {
  return {.id = "wrong", .version = "1.0.0", .title = "Wrong", .rules = {rule(remind_out_of_order)}};
}
void remind_nobody(const Facts& facts, Reminders& reminders) {
  Reminder reminder = reminders.about(facts.schools().front(), facts.reference_day());
  reminders.give(reminder);
}
Plugin nobody() { return {.id = "wrong", .version = "1.0.0", .title = "Wrong", .rules = {rule(remind_nobody)}}; }

TEST(Reminder, ThatMakesNoSenseFailsTheRun) {
  EXPECT_THAT(autumn("2011-12-20").run(entry<out_of_order>()).failure, HasSubstr("which is not after 2011-12-20"));
  EXPECT_THAT(autumn("2011-12-20").run(entry<nobody>()).failure, HasSubstr("gives a reminder to nobody"));
}

void look_at_terms(const Facts& facts, Reminders& reminders) {
  const Calendar& calendar = facts.calendar();
  std::string words;
  for (const TermDays& term : calendar.terms(2012)) words += std::string(term.term) + " " + written(term.last) + "; ";
  for (const TermDays& half : calendar.halves(2012))
    words += std::string(half.term) + " " + std::to_string(half.half) + " " + written(half.first) + "; ";
  words += calendar.is_school_day(*parse_day("2011-10-24")) ? "school; " : "half-term; ";
  words += calendar.is_working_day(*parse_day("2011-10-24")) ? "working; " : "holiday; ";
  words += calendar.is_working_day(*parse_day("2011-12-26")) ? "working; " : "bank holiday; ";
  words += written(*calendar.working_days_from(*parse_day("2012-01-03"), -1)) + "; ";
  words += calendar.working_days_from(*parse_day("2013-08-30"), 5) ? "on" : "the end";
  Reminder reminder = reminders.about_la(facts.reference_day(), words);
  reminder.to(facts.reference_day(), {"sip", "the SIP"});
  reminders.give(reminder);
}
Plugin terms() { return {.id = "terms", .version = "1.0.0", .title = "Terms", .rules = {rule(look_at_terms)}}; }

TEST(Calendar, HasTheTermsAndCountsWorkingDays) {
  const RunResult result = autumn("2011-12-20").run(entry<terms>());
  ASSERT_EQ(result.findings.size(), 1u) << result.failure;
  EXPECT_EQ(result.findings.front().reminder->item,
            "autumn 2011-12-20; autumn 1 2011-09-05; autumn 2 2011-10-31; half-term; working; bank holiday; "
            "2011-12-30; the end");
}

}  // namespace
}  // namespace termwise
