#include "reminders/actions.h"

#include <algorithm>

#include "reminders/desk.h"

namespace termwise::reminders {
namespace {

constexpr auto kOverdue =
    working_days("action_working_days", "10",
                 "What an agreed action came to is on record so many working days after the action was due.");

const Items kActions{"action/1", {"visit", "action_text", "due_on", "reviewed_on", "outcome", "outcome_on"}, 1};

// The first visit after a day; null where none is planned.
const Visit* next_after(const std::vector<Visit>& visits, const Day& day) {
  const auto found = std::find_if(visits.begin(), visits.end(), [&](const Visit& visit) { return visit.date > day; });
  return found == visits.end() ? nullptr : &*found;
}

// The day on which the record of the visit after the action's own said that no action had been reviewed there. The action itself
// has not been looked at since either.
std::optional<Day> passed_over_on(const Item& action, const std::vector<Visit>& visits,
                                  const std::vector<Item>& records) {
  if (day(action, "reviewed_on")) return std::nullopt;
  const auto own =
      std::find_if(visits.begin(), visits.end(), [&](const Visit& visit) { return is_about(action, visit.row); });
  const Visit* next = own == visits.end() ? nullptr : next_after(visits, own->date);
  const Item* record = next == nullptr ? nullptr : row_of(records, next->row);
  if (record == nullptr || word(*record, "actions_reviewed") != "no") return std::nullopt;
  return day(*record, "submitted_on");
}

}  // namespace

Rule action_overdue(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r22", protocol, [](const Desk& desk) {
    for (const School& school : desk.schools()) {
      const std::vector<Visit> visits = desk.visits(school);
      const std::vector<Item> records = school.items(kRecords);
      for (const Item& action : school.items(kActions)) {
        const auto settled = day(action, "outcome_on");
        if (!settled && !word(action, "outcome").empty()) continue;  // done, and nobody has written down when
        const auto due = day(action, "due_on");
        const auto overdue = desk.after(due, kOverdue);
        const auto passed_over = passed_over_on(action, visits, records);
        if (!overdue && !passed_over) continue;
        const bool by_review = passed_over && (!overdue || *passed_over < *overdue);
        const Day raised = by_review ? *passed_over : *overdue;
        Reminder reminder = desk.about(school, by_review ? *passed_over : *due, std::string(action.key()));
        const Origin origin = desk.origin(kOurDefault, kOverdue);
        reminder.compare(action.date("due_on"), Operator::less_or_equal, desk.today(), origin);
        reminder.compare(action.date("outcome_on"), Operator::less, raised, origin);
        const std::string_view what = word(action, "action_text");
        reminder.fill("what", what.empty() ? "" : " (\"" + std::string(what) + "\")");
        reminder.fill("why", by_review ? "was passed over when the next visit reviewed none, as its record of " +
                                             in_words(raised) + " says"
                                       : "was due on " + in_words(*due));
        if (settled) reminder.done(*settled);
        const std::string adviser = desk.adviser_of(school, desk.today());
        const Visit* next = next_after(visits, raised);
        desk.give(reminder, {{raised, desk.protocol().sip, adviser},
                             {next == nullptr ? std::nullopt : std::optional(next->date), kLineManager,
                              desk.line_manager_of(adviser)}});
      }
    }
  });
  rule.title = "Agreed action overdue or not reviewed";
  rule.outcomes = {
      {"OPEN",
       "The action {item}{what} that was agreed with {school} {why}, and what came of it is not on record. The "
       "{adviser} is to ask the school and record the outcome. This is now with {to}."},
      {"CLOSED", "What came of the action {item}{what} agreed with {school}, which {why}, is now on record."}};
  rule.items.insert(rule.items.end(), {kRecords, kActions});
  rule.parameters = {kOverdue};
  return rule;
}

}  // namespace termwise::reminders
