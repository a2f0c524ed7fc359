#include "reminders/visits.h"

#include <algorithm>

#include "reminders/desk.h"

namespace termwise::reminders {
namespace {

constexpr auto kRaise = working_days("booking_working_days", "10",
                                     "A visit of a term has a date so many working days after the term began.");
constexpr auto kManager =
    working_days("booking_manager_working_days", "10",
                 "So many working days after a visit should have had a date its line manager is told.");
constexpr auto kSipManager =
    working_days("booking_sip_manager_working_days", "20",
                 "So many working days after a visit should have had a date the manager of all advisers is told.");

void remind_to_book(const Desk& desk, const School& school, const TermDays& term, const Item* visit) {
  Reminder reminder =
      desk.about(school, term.first, visit == nullptr ? std::string(term.term) : std::string(visit->key()));
  reminder.fill("visit", std::string(term.term) + " visit" + (visit == nullptr ? "" : " " + std::string(visit->key())));
  const auto raised = desk.after(term.first, kRaise);
  if (visit != nullptr) {
    const Date booked = visit->date("booked_on");
    const auto dated = day(*visit, "visited_on");
    // A visit that has a date is booked; when it was, only the register can say.
    if (dated && booked.day() == nullptr) return;
    if (raised)
      reminder.compare(visit->date("visited_on"), Operator::greater_or_equal, term.first,
                       desk.origin(kOurDefault, kRaise));
    if (dated) {
      reminder.compare(booked, Operator::less, raised.value_or(term.first), desk.origin(kOurDefault, kRaise));
      reminder.done(*booked.day());
    }
  }
  const std::string adviser = visit != nullptr && desk.is_adviser(word(*visit, "adviser"))
                                  ? std::string(word(*visit, "adviser"))
                                  : desk.adviser_of(school, std::max(term.first, std::min(desk.today(), term.last)));
  desk.give(reminder, {{raised, desk.protocol().sip, adviser},
                       {desk.after(raised, kManager), kLineManager, desk.line_manager_of(adviser)},
                       {desk.after(raised, kSipManager), desk.protocol().sip_manager}});
}

std::vector<Item> visits_in(const School& school, int year, std::string_view term) {
  std::vector<Item> found = school.items(kVisits);
  found.erase(std::remove_if(found.begin(), found.end(),
                             [&](const Item& row) { return row.year() != year || word(row, "term") != term; }),
              found.end());
  return found;
}

// A school that has an adviser and no row at all has no visit booked either, where the LA visits schools in that term.
void remind_of_term(const Desk& desk, const TermDays& term) {
  const std::vector<School> schools = desk.schools();
  const auto has_rows = [&](const School& school) { return !visits_in(school, desk.year(), term.term).empty(); };
  const bool visited_then = std::any_of(schools.begin(), schools.end(), has_rows);
  for (const School& school : schools) {
    const std::vector<Item> rows = visits_in(school, desk.year(), term.term);
    for (const Item& row : rows)
      if (word(row, "visit_status") != "cancelled") remind_to_book(desk, school, term, &row);
    if (rows.empty() && visited_then && !desk.adviser_of(school, std::min(desk.today(), term.last)).empty())
      remind_to_book(desk, school, term, nullptr);
  }
}

Rule not_booked(std::string id, std::string title, const Protocol& protocol, std::vector<std::string_view> names) {
  Rule rule = reminder_rule(std::move(id), protocol, [names = std::move(names)](const Desk& desk) {
    for (const std::string_view name : names)
      if (const auto term = desk.calendar().term(desk.year(), name)) remind_of_term(desk, *term);
  });
  rule.title = std::move(title);
  rule.outcomes = {
      {"OPEN",
       "{school} has no date yet for its {visit}, and the term began on {reference}: the {adviser} is to agree a date "
       "with the school and enter it in the register of visits. This is now with {to}."},
      {"CLOSED", "{school} now has a date for its {visit}, which had none by {raised}."}};
  rule.parameters = {kRaise, kManager, kSipManager};
  return rule;
}

}  // namespace

Rule autumn_visit_not_booked(const Protocol& protocol) {
  return not_booked("reminder-r01", "Autumn visit not booked", protocol, {"autumn"});
}

Rule later_visit_not_booked(const Protocol& protocol) {
  return not_booked("reminder-r02", "Spring or summer visit not booked", protocol, {"spring", "summer"});
}

}  // namespace termwise::reminders
