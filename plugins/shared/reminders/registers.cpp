#include "reminders/registers.h"

#include <algorithm>

namespace termwise::reminders {

std::string_view word(const Item& item, std::string_view name) {
  const Text text = item.text(name);
  return text.text() == nullptr ? std::string_view() : *text.text();
}

std::optional<Day> day(const Item& item, std::string_view name) {
  const Date date = item.date(name);
  return date.day() == nullptr ? std::nullopt : std::optional(*date.day());
}

bool does_not_apply(const Item& item, std::string_view name) {
  const Text text = item.text(name);
  return text.missing() != nullptr && *text.missing() == Missing::not_applicable;
}

bool is_about(const Item& row, const Item& visit) {
  return row.year() == visit.year() && word(row, "visit") == visit.key();
}

const Item* row_of(const std::vector<Item>& rows, const Item& visit) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Item& row) { return is_about(row, visit); });
  return found == rows.end() ? nullptr : &*found;
}

const Item* row_in(const std::vector<Item>& rows, int year) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Item& row) { return row.year() == year; });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace termwise::reminders
