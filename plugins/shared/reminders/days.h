// The days that an LA may set, and how they are counted.
#pragma once

#include <optional>
#include <string_view>

#include <termwise/plugin.hpp>

namespace termwise::reminders {

// Monday to Friday and no bank holiday, also outside term.
struct WorkingDays {
  static constexpr std::string_view name = "working days";
};

// So many working days, 1 to 100.
constexpr Number<WorkingDays> working_days(std::string_view name, Written by_default, std::string_view meaning) {
  return {.name = name, .minimum = "1", .maximum = "100", .by_default = by_default, .meaning = meaning};
}
// So many days of the calendar, 0 to 366.
constexpr Number<Days> calendar_days(std::string_view name, Written by_default, std::string_view meaning) {
  return {.name = name, .minimum = "0", .maximum = "366", .by_default = by_default, .meaning = meaning};
}

// What the LA has set, or the default. Throws a Failure for a part of a day.
int whole(const Facts& facts, const Parameter& parameter);

// So many days of the calendar after a day, or before it where `count` is negative.
Day days_from(const Day& day, int count);

// The summer of the academic year in which a day lies.
int academic_year_of(const Day& day);
// 1 September before that summer.
Day first_day_of(int summer);

}  // namespace termwise::reminders
