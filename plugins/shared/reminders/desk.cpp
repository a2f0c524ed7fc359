#include "reminders/desk.h"

#include <algorithm>
#include <utility>

namespace termwise::reminders {

Desk::Desk(const Facts& facts, const Reminders& reminders, const Protocol& protocol)
    : facts_(&facts),
      reminders_(&reminders),
      protocol_(&protocol),
      today_(facts.reference_day()),
      year_(academic_year_of(today_)) {
  for (const Item& adviser : facts.items(kAdvisers))
    if (adviser.year() <= year_) advisers_.insert_or_assign(adviser.key(), adviser);
}

std::vector<School> Desk::schools() const {
  std::vector<School> open = facts_->schools();
  const auto closed = [](const School& school) { return (school.status() == "closed") == Truth::yes; };
  open.erase(std::remove_if(open.begin(), open.end(), closed), open.end());
  return open;
}

std::vector<Visit> Desk::visits(const School& school) const {
  std::vector<Visit> found;
  for (const Item& row : school.items(kVisits))
    if (const auto date = day(row, "visited_on"); date && word(row, "visit_status") != "cancelled")
      found.push_back({row, *date});
  std::stable_sort(found.begin(), found.end(), [](const Visit& a, const Visit& b) { return a.date < b.date; });
  return found;
}

std::vector<Spell> Desk::spells(const School& school) const {
  std::vector<Spell> found;
  for (const Item& row : school.items(kAssignments)) {
    const std::string_view status = word(row, "assignment_status");
    if (status != "current" && status != "ended") continue;
    const Day first = day(row, "assigned_from").value_or(first_day_of(row.year()));
    const Day otherwise = status == "ended" ? first : days_from(first_day_of(row.year() + 1), -1);
    found.push_back({row, first, day(row, "assigned_to").value_or(otherwise)});
  }
  std::stable_sort(found.begin(), found.end(), [](const Spell& a, const Spell& b) { return a.first < b.first; });
  return found;
}

std::string Desk::adviser_of(const School& school, const Visit& visit) const {
  const std::string_view named = word(visit.row, "adviser");
  return is_adviser(named) ? std::string(named) : adviser_of(school, visit.date);
}

std::string Desk::adviser_of(const School& school, const Day& on) const {
  for (const Spell& spell : spells(school))
    if (const auto adviser = word(spell.row, "adviser"); spell.first <= on && on <= spell.last && is_adviser(adviser))
      return std::string(adviser);
  return {};
}

std::string Desk::line_manager_of(std::string_view adviser) const {
  const auto found = advisers_.find(adviser);
  if (found == advisers_.end()) return {};
  const std::string_view manager = word(found->second, "line_manager");
  return is_adviser(manager) ? std::string(manager) : std::string();
}

std::vector<Item> Desk::advisers() const {
  std::vector<Item> found;
  for (const auto& [key, row] : advisers_)
    if (row.year() == year_) found.push_back(row);
  return found;
}

std::string Desk::called(const Item& adviser) {
  const std::string_view name = word(adviser, "adviser_name");
  return std::string(name.empty() ? adviser.key() : name);
}

std::optional<Day> Desk::after(const std::optional<Day>& day, const Number<WorkingDays>& parameter) const {
  return day ? calendar().working_days_from(*day, whole(*facts_, parameter)) : std::nullopt;
}
std::optional<Day> Desk::before(const std::optional<Day>& day, const Number<WorkingDays>& parameter) const {
  return day ? calendar().working_days_from(*day, -whole(*facts_, parameter)) : std::nullopt;
}
Day Desk::after(const Day& day, const Number<Days>& parameter) const {
  return days_from(day, whole(*facts_, parameter));
}
Day Desk::before(const Day& day, const Number<Days>& parameter) const {
  return days_from(day, -whole(*facts_, parameter));
}

namespace {

Reminder called_as(Reminder reminder, const Protocol& protocol) {
  reminder.fill("adviser", std::string(protocol.adviser)).fill("record", std::string(protocol.record));
  return reminder;
}

}  // namespace

Reminder Desk::about(const School& school, const Day& reference, std::string item) const {
  return called_as(reminders_->about(school, reference, std::move(item)), *protocol_);
}
Reminder Desk::about_adviser(const Item& adviser, const Day& reference, std::string item) const {
  return called_as(reminders_->about_adviser(adviser.key(), called(adviser), reference, std::move(item)), *protocol_);
}
Reminder Desk::about_la(const Day& reference, std::string item) const {
  return called_as(reminders_->about_la(reference, std::move(item)), *protocol_);
}

Origin Desk::origin(std::string_view source, const Parameter& parameter, std::string_view confidence) const {
  const auto value = facts_->decimal_setting(parameter.name);
  const bool own = value != Decimal::parse(parameter.default_value);
  return own ? Origin{"set by the LA", "", "local"} : Origin{source, "", confidence};
}

void Desk::keep_missing(Reminder& reminder, std::string_view column, int year, std::string_view expected,
                        const Origin& origin) {
  reminder.record(Missing::not_supplied, {column, year, 0}, Operator::equal, expected, origin);
}

void Desk::give(Reminder& reminder, const std::vector<Step>& steps) const {
  if (steps.empty() || !steps.front().from) return;
  // By the days that an LA has set, somebody may be due no sooner than whoever comes after them: they are passed over.
  std::vector<Step> in_order;
  for (const Step& step : steps) {
    if (!step.from) break;
    while (!in_order.empty() && *in_order.back().from >= *step.from) in_order.pop_back();
    in_order.push_back(step);
  }
  for (const Step& step : in_order) reminder.to(*step.from, step.role, step.addressee);
  if (!calendar().knows(*in_order.front().from)) reminder.add_note("CALENDAR_NOT_LOADED");
  reminders_->give(reminder);
}

Rule reminder_rule(std::string id, const Protocol& protocol, std::function<void(const Desk&)> remind) {
  Rule rule{
      .id = std::move(id), .job = std::string(kJob), .title = {}, .source = std::string(kOurDefault), .outcomes = {}};
  rule.items = {kAdvisers, kAssignments, kVisits};
  rule.calendar = true;
  rule.remind = [&protocol, remind = std::move(remind)](const Facts& facts, Reminders& reminders) {
    remind(Desk(facts, reminders, protocol));
  };
  return rule;
}

}  // namespace termwise::reminders
