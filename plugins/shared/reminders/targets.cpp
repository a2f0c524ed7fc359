#include "reminders/targets.h"

#include <algorithm>
#include <array>

#include "reminders/desk.h"
#include "reminders/key_stage_2.h"

namespace termwise::reminders {
namespace {

// A year of the calendar.
struct CalendarYear {
  static constexpr std::string_view name = "year";
};

constexpr auto kFirst = calendar_days("targets_days_before", "60",
                                      "So many days before 31 December statutory targets are first asked for; 60 is 1 "
                                      "November.");
constexpr auto kAgain = calendar_days("targets_again_days_before", "30",
                                      "So many days before 31 December they are asked for again; 30 is 1 December.");
constexpr auto kLast = calendar_days("targets_last_days_before", "16",
                                     "So many days before 31 December they are asked for the last time; 16 is 15 "
                                     "December.");
constexpr Number<CalendarYear> kDutyEnds{
    .name = "statutory_targets_to",
    .minimum = "2004",
    .maximum = "2099",
    .by_default = "2012",
    .meaning = "The last year at whose end governors had to have set targets: the duty was gone by 2013."};
constexpr std::string_view kTargetSource =
    "Education (School Performance Targets) (England) Regulations 2004 (SI 2004/2858) as amended, and Kent's guidance "
    "on target setting: by 31 December, for results five terms ahead";

constexpr auto kRationale = working_days(
    "rationale_working_days", "10",
    "A target about which adviser and school differ has a rationale so many working days after it was set.");
constexpr auto kRationaleManager =
    working_days("rationale_manager_working_days", "10",
                 "So many working days after a rationale was due the adviser's line manager is told.");

const Items kTargets{"target/1",
                     {"target", "target_level", "pupil_group", "target_set_on", "target_agreed_on", "target_judgement",
                      "target_rationale", "target_rationale_on", "TARGET_PERCENT"},
                     1};

struct Statutory {
  std::string_view code;
  std::string_view words;
};
constexpr std::array<Statutory, 4> kStatutory{{{"T1", "level 4 in English and maths"},
                                               {"T2", "two levels of progress in English"},
                                               {"T3", "two levels of progress in maths"},
                                               {"T4", "absence"}}};

// Each statutory target for all pupils of a year's results.
Completion set_targets(const std::vector<Item>& targets, int summer, const Day& due, const Origin& origin,
                       Reminder& reminder) {
  Completion all;
  for (const Statutory& wanted : kStatutory) {
    const auto found = std::find_if(targets.begin(), targets.end(), [&](const Item& row) {
      return row.year() == summer && word(row, "target") == wanted.code && word(row, "pupil_group") == "all" &&
             (row.date("target_set_on").day() != nullptr || row.measure("TARGET_PERCENT").number() != nullptr);
    });
    if (found == targets.end()) {
      all.add(std::string(wanted.words), std::nullopt);
      Desk::keep_missing(reminder, "target", summer, wanted.code, origin);
      continue;
    }
    reminder.compare(found->date("target_set_on"), Operator::less_or_equal, due, origin);
    if (const auto on = day(*found, "target_set_on"))
      all.add({}, on);
    else
      all.add_undated();
  }
  return all;
}

void remind_of_targets(const Desk& desk, const School& school, const Day& due) {
  const int summer = static_cast<int>(due.year()) + 2;  // five terms ahead
  const std::vector<Item> targets = school.items(kTargets);
  if (!teaches_year_6(school) && targets.empty()) return;
  Reminder reminder = desk.about(school, due);
  const Completion set = set_targets(targets, summer, due, desk.origin(kTargetSource, kFirst, "verified"), reminder);
  if (set.missing().empty() && !set.on()) return;
  if (set.on()) reminder.done(*set.on(), *set.on() > due ? "LATE" : "");
  reminder.fill("missing", joined(set.missing())).fill("results", academic_year(summer));
  if (desk.today() > due)
    reminder.add_note("OVERDUE");
  else if (desk.today() >= desk.before(due, kLast))
    reminder.add_note("LAST_TIME");
  else if (desk.today() >= desk.before(due, kAgain))
    reminder.add_note("ASKED_AGAIN");
  desk.give(reminder, {{desk.before(due, kFirst), kHeadAndChair}, {due, kLaOfficer}});
}

std::string name_of(const Item& target) {
  std::string name(word(target, "target"));
  if (const auto level = word(target, "target_level"); !level.empty()) name += " (level " + std::string(level) + ")";
  if (const auto group = word(target, "pupil_group"); !group.empty()) name += " for " + std::string(group);
  return name + ", " + academic_year(target.year());
}

void remind_of_rationale(const Desk& desk, const School& school, const Item& target) {
  const std::string_view judgement = word(target, "target_judgement");
  if (judgement != "not challenging" && judgement != "views differ") return;
  const auto agreed = day(target, "target_agreed_on");
  const auto since = agreed ? agreed : day(target, "target_set_on");
  const auto raised = desk.after(since, kRationale);
  const auto given = day(target, "target_rationale_on");
  if (!raised || (!given && !word(target, "target_rationale").empty())) return;
  Reminder reminder = desk.about(school, *since, name_of(target));
  const Origin origin = desk.origin(kOurDefault, kRationale);
  reminder.compare(target.text("target_judgement"), "challenging", origin);
  reminder.compare(target.date("target_rationale_on"), Operator::less, *raised, origin);
  if (given) reminder.done(*given);
  reminder.fill("judgement",
                judgement == "views differ" ? "adviser and school differ about it" : "it is not challenging");
  const std::string adviser = desk.adviser_of(school, desk.today());
  desk.give(reminder, {{raised, desk.protocol().sip, adviser},
                       {desk.after(raised, kRationaleManager), kLineManager, desk.line_manager_of(adviser)}});
}

}  // namespace

Rule statutory_targets_not_set(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r12", protocol, [](const Desk& desk) {
    const auto to = desk.facts().setting(kDutyEnds);
    for (const int autumn : {desk.year() - 2, desk.year() - 1}) {
      if (!to || Decimal(autumn) > *to) continue;
      const Day due = std::chrono::year(autumn) / std::chrono::December / 31;
      for (const School& school : desk.schools()) remind_of_targets(desk, school, due);
    }
  });
  rule.title = "Statutory targets not set";
  rule.source = std::string(kTargetSource);
  rule.outcomes = {
      {"OPEN",
       "{school} has not set all statutory targets for {results}, which are due by {reference}: {missing}. The head "
       "teacher is to propose them, and the governing body to set them. This is now with {to}."},
      {"CLOSED", "The governors of {school} have set all statutory targets for {results}, by {reference}."}};
  rule.sentences = {
      {"closed-late",
       "The governors of {school} have set all statutory targets for {results}, the last of them after {reference}."}};
  rule.items.push_back(kTargets);
  rule.parameters = {kFirst, kAgain, kLast, kDutyEnds};
  return rule;
}

Rule target_without_rationale(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r13", protocol, [](const Desk& desk) {
    for (const School& school : desk.schools())
      for (const Item& target : school.items(kTargets))
        if (target.year() >= desk.year()) remind_of_rationale(desk, school, target);
  });
  rule.title = "Challenged target without a rationale";
  rule.outcomes = {
      {"OPEN",
       "The target {item} of {school} has been challenged ({judgement}), and no rationale is on record since "
       "{reference}. The {adviser} is to record one, or to agree another target with the school. This is now with "
       "{to}."},
      {"CLOSED", "The target {item} of {school}, which was challenged, has a rationale; by {raised} it had none."}};
  rule.items.push_back(kTargets);
  rule.parameters = {kRationale, kRationaleManager};
  return rule;
}

}  // namespace termwise::reminders
