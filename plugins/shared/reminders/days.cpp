#include "reminders/days.h"

#include <string>

namespace termwise::reminders {

int whole(const Facts& facts, const Parameter& parameter) {
  const auto number = facts.decimal_setting(parameter.name);
  const auto units = number ? number->rescaled(0) : std::nullopt;
  if (!units)
    throw Failure("The parameter " + parameter.name + " is \"" + (number ? number->to_string() : "") +
                  "\", and only whole days can be counted: write it like 10.");
  return static_cast<int>(units->units());
}

Day days_from(const Day& day, int count) { return Day(std::chrono::sys_days(day) + std::chrono::days(count)); }

int academic_year_of(const Day& day) {
  return static_cast<int>(day.year()) + (day.month() >= std::chrono::September ? 1 : 0);
}

Day first_day_of(int summer) { return std::chrono::year(summer - 1) / std::chrono::September / 1; }

}  // namespace termwise::reminders
