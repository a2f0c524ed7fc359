#include "visits/look.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <utility>

namespace termwise::visits {

using reminders::academic_year_of;
using reminders::day;
using reminders::is_about;
using reminders::word;

std::string with_weekday(const Day& day) {
  constexpr std::array<std::string_view, 7> kDays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                  "Thursday", "Friday", "Saturday"};
  const std::chrono::weekday of_week{std::chrono::sys_days(day)};
  return std::string(kDays[of_week.c_encoding()]) + " " + in_words(day);
}

std::string capital(std::string_view words) {
  std::string text(words);
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

std::string listed(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < std::min(parts.size(), kMostNamed); ++i) text += (i == 0 ? "" : "; ") + parts[i];
  if (parts.size() > kMostNamed) text += "; and " + std::to_string(parts.size() - kMostNamed) + " more";
  return text;
}

Round::Round(const Facts& all, const Programme& of)
    : facts(&all), programme(&of), today(all.reference_day()), year(academic_year_of(today)) {
  terms = all.calendar().terms(year);
  advisers = all.items(kAdviserRows);
  for (const Attainment& one : kAttainment) {
    const auto nation = all.standard(one.standard, "ks2", year - 1);
    if (const Threshold* limit = nation ? nation->threshold("nation", one.measure.code) : nullptr)
      england.emplace(one.measure.code, *limit);
  }
}

std::function<Judge(const Facts&)> each_school(const Programme& programme, JudgeLook judge) {
  return [&programme, judge = std::move(judge)](const Facts& facts) -> Judge {
    return [round = std::make_shared<const Round>(facts, programme), judge](Case& school) {
      Look look(school, *round);
      judge(look);
    };
  };
}

std::optional<TermDays> Look::term(std::string_view name) const {
  for (const TermDays& one : round_->terms)
    if (one.term == name) return one;
  return std::nullopt;
}

bool Look::takes_part() const {
  if ((school_->school().status() == "closed") == Truth::yes) return false;
  const auto is_of_year = [&](const Item& row) { return row.year() == year(); };
  const std::vector<Item> visits = school_->items(kVisitRows);
  if (std::any_of(visits.begin(), visits.end(), is_of_year)) return true;
  const std::vector<Item> assignments = school_->items(kAssignmentRows);
  return std::any_of(assignments.begin(), assignments.end(), [&](const Item& row) {
    return is_of_year(row) && word(row, "assignment_status") == "current" &&
           (row.date("assigned_to") < today()) != Truth::yes;
  });
}

Standing Look::standing(std::string_view type) const {
  Standing found;
  bool any_cancelled = false;
  for (const Item& row : school_->items(kVisitRows)) {
    if (row.year() != year() || word(row, "visit_type") != type) continue;
    if (word(row, "visit_status") == "cancelled") {
      any_cancelled = true;
      continue;
    }
    Standing one{.row = row, .date = day(row, "visited_on")};
    const bool is_held = word(row, "visit_status") == "held";
    if (one.date && *one.date >= today())
      one.state = is_held && *one.date == today() ? State::held : State::planned;
    else if (is_held)
      one.state = State::held;
    else if (one.date)
      one.state = State::not_confirmed;
    const bool is_better = !found.row || (one.state == State::held && found.state != State::held) ||
                           (one.state == State::held && one.date > found.date) ||
                           (found.state != State::held && one.date && (!found.date || *one.date < *found.date));
    if (is_better) found = one;
  }
  found.was_cancelled = any_cancelled && !found.row;
  return found;
}

std::vector<Item> Look::rows_about(const Items& table, const Standing& visit) const {
  std::vector<Item> rows;
  if (!visit.row) return rows;
  for (const Item& row : school_->items(table))
    if (is_about(row, *visit.row)) rows.push_back(row);
  return rows;
}

std::optional<Item> Look::record_of(const Standing& visit) const {
  const std::vector<Item> rows = rows_about(kRecordRows, visit);
  return rows.empty() ? std::nullopt : std::optional(rows.front());
}

std::optional<Item> Look::adviser_of(const Standing& visit) const {
  const auto named = [&](std::string_view key) -> std::optional<Item> {
    std::optional<Item> found;
    for (const Item& row : round_->advisers)
      if (!key.empty() && row.key() == key && row.year() <= year()) found = row;
    return found;
  };
  if (visit.row)
    if (auto adviser = named(word(*visit.row, "adviser"))) return adviser;
  const Day on = visit.date.value_or(today());
  for (const Item& row : school_->items(kAssignmentRows))
    if (word(row, "assignment_status") == "current" && row.year() == year() &&
        (row.date("assigned_from") > on) != Truth::yes && (row.date("assigned_to") < on) != Truth::yes)
      if (auto adviser = named(word(row, "adviser"))) return adviser;
  return std::nullopt;
}

std::optional<Day> Look::by_today(const Item& row, std::string_view column) const {
  const auto on = day(row, column);
  return on && *on <= today() ? on : std::nullopt;
}

void Look::keep_missing(std::string_view column, int year, std::string_view expected) {
  school_->record(Missing::not_supplied, {column, year, 0}, Operator::equal, expected, origin());
}

}  // namespace termwise::visits
