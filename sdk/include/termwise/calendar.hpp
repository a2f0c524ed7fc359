// The Local Authority's days, of the academic years before, of and after the run's: which are working days and school days,
// and where the terms lie. Termwise has reckoned them from the terms, closures and bank holidays that are loaded.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <termwise/date.hpp>
#include <termwise/table.hpp>
#include <termwise/text.hpp>

namespace termwise {

// A term, or one of its two halves: both days belong to it.
struct TermDays {
  std::string_view term;  // "autumn", "spring", "summer"
  int half = 0;           // 1 or 2; 0: the whole term
  Day first;
  Day last;
};

// Borrows the facts.
class Calendar {
 public:
  explicit Calendar(const Table& table) : table_(table) {
    const std::int64_t* days = Table::keys(table_.decimals("day"));
    for (std::uint64_t row = 1; row < table_.rows(); ++row)
      if (days[row] != days[row - 1] + 1)
        throw Failure("The table calendar/1 leaves out days: this host breaks the plugin ABI.");
    first_ = table_.rows() == 0 ? 0 : days[0];
  }

  // Whether it reaches to that day. Of a day beyond it the others answer no, or nothing.
  bool covers(const Day& day) const { return row_of(day).has_value(); }
  // Whether the terms and bank holidays around that day have been loaded: otherwise a working day is any Monday to Friday.
  bool knows(const Day& day) const { return is(day, "known"); }
  // Monday to Friday, and no bank holiday.
  bool is_working_day(const Day& day) const { return is(day, "working"); }
  // A working day within a term, outside its half-term and every closure.
  bool is_school_day(const Day& day) const { return is(day, "school"); }

  // So many working days after that day, or before it where `count` is negative; the day itself is not counted. Of 0: the day.
  // Empty where the calendar ends before.
  std::optional<Day> working_days_from(const Day& day, int count) const {
    const std::int64_t* working = Table::keys(table_.decimals("working"));
    auto row = row_of(day);
    const std::int64_t step = count < 0 ? -1 : 1;
    for (int left = count < 0 ? -count : count; row && left > 0;) {
      const std::int64_t next = static_cast<std::int64_t>(*row) + step;
      if (next < 0 || next >= static_cast<std::int64_t>(table_.rows())) return std::nullopt;
      row = static_cast<std::uint64_t>(next);
      if (working[*row] != 0) --left;
    }
    if (!row) return std::nullopt;
    return day_at(*row);
  }

  // The terms of an academic year (the summer) that are loaded, in their order.
  std::vector<TermDays> terms(int summer) const { return spans(summer, false); }
  // The same by halves, up to half-term and after it, each from its first day of school to its last.
  std::vector<TermDays> halves(int summer) const { return spans(summer, true); }
  // One of them. Empty where it is not loaded.
  std::optional<TermDays> term(int summer, std::string_view name) const {
    for (const TermDays& one : terms(summer))
      if (one.term == name) return one;
    return std::nullopt;
  }

 private:
  std::optional<std::uint64_t> row_of(const Day& day) const {
    const std::int64_t row = std::chrono::sys_days(day).time_since_epoch().count() - first_;
    if (row < 0 || row >= static_cast<std::int64_t>(table_.rows())) return std::nullopt;
    return static_cast<std::uint64_t>(row);
  }
  bool is(const Day& day, std::string_view column) const {
    const auto row = row_of(day);
    return row && Table::keys(table_.decimals(column))[*row] != 0;
  }
  Day day_at(std::uint64_t row) const {
    return day_of(static_cast<std::int32_t>(first_ + static_cast<std::int64_t>(row)));
  }

  std::vector<TermDays> spans(int summer, bool by_half) const {
    const Day begin = std::chrono::year(summer - 1) / std::chrono::September / 1;
    const Day end = std::chrono::year(summer) / std::chrono::August / 31;
    std::vector<TermDays> found;
    for (std::uint64_t row = 0; row < table_.rows(); ++row) {
      const Day day = day_at(row);
      const std::string_view term = Table::plain(table_.strings("term"), row);
      const std::string_view half = Table::plain(table_.strings("half"), row);
      if (day < begin || day > end || term.empty() || (by_half && !is_school_day(day))) continue;
      const int number = !by_half ? 0 : (half == "1" ? 1 : 2);
      if (found.empty() || found.back().term != term || found.back().half != number)
        found.push_back({term, number, day, day});
      found.back().last = day;
    }
    return found;
  }

  Table table_;
  std::int64_t first_ = 0;
};

}  // namespace termwise
