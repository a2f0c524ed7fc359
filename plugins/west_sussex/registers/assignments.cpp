#include "registers/assignments.h"

#include <algorithm>
#include <utility>

namespace termwise::west_sussex {
namespace {

Day day_or(const Date& date, const Day& otherwise) { return date.day() != nullptr ? *date.day() : otherwise; }

const Day kNever(std::chrono::year(9999), std::chrono::December, std::chrono::day(31));

}  // namespace

const Items& assignment_items() {
  static const Items kItems{
      "assignment/1",
      {"ASSIGNMENT_DAYS", "adviser", "assignment_status", "assigned_from", "assigned_to", "support_level", "cluster"},
      1,
      History::linked};
  return kItems;
}

std::string_view adviser_of(const Item& assignment) {
  const Text adviser = assignment.text("adviser");
  return adviser.text() != nullptr ? *adviser.text() : std::string_view();
}

bool has_status(const Item& assignment, std::string_view status) {
  return (assignment.text("assignment_status") == status) == Truth::yes;
}

Assignments::Assignments(const School& school, int years_before) {
  const int year = school.year() - years_before;
  for (const Item& item : school.items(assignment_items()))
    if (item.year() == year && !adviser_of(item).empty()) all_.push_back(item);
}

std::vector<Item> Assignments::holding(const Day& day) const {
  std::vector<Item> found;
  for (const Item& item : all_) {
    const bool in_use = has_status(item, "current") || has_status(item, "disputed");
    // What does not say when it began or will end holds.
    const bool begun = (item.date("assigned_from") > day) != Truth::yes;
    const bool over = (item.date("assigned_to") < day) == Truth::yes;
    if (in_use && begun && !over) found.push_back(item);
  }
  return found;
}

std::vector<Item> Assignments::disputed() const {
  std::vector<Item> found;
  for (const Item& item : all_)
    if (has_status(item, "disputed")) found.push_back(item);
  return found;
}

std::optional<Item> Assignments::last() const {
  const auto rank = [](const Item& item) {
    return std::pair(!has_status(item, "ended"), day_or(item.date("assigned_to"), kNever));
  };
  std::optional<Item> found;
  for (const Item& item : all_)
    if (!has_status(item, "proposed") && (!found || rank(item) > rank(*found))) found = item;
  return found;
}

}  // namespace termwise::west_sussex
