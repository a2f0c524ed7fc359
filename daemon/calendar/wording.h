// How dates, days that were passed over and occasions without a date are put into words.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/schedule_rule.h"
#include "calendar/school_calendar.h"

namespace termwise::calendar {

std::string day_in_words(std::chrono::sys_days day);                                 // "Wednesday 2 September 2026"
std::string month_in_words(std::chrono::year_month month);                           // "September 2026"
std::string span_in_words(std::chrono::sys_days first, std::chrono::sys_days last);  // "Monday ... to Friday ..."

// A day on which nothing was counted, and why: the reason as it stands in brackets, empty for Saturdays and Sundays.
struct PassedOver {
  std::chrono::sys_days day;
  std::string reason;
};

// "Saturdays and Sundays and Monday 26 October 2026 to Friday 30 October 2026 (half-term)": weekends in a word, the other
// days by reason, each run of them as a span (a weekend does not interrupt it). In either order of days; empty for none.
std::string passed_over_in_words(std::vector<PassedOver> days);

// Of a rule that has no dates, what brings about its occurrences: "whenever a scheduled job of this LA has succeeded".
// Empty for the others.
std::string_view occasion_in_words(const ScheduleRule& rule);

// When a rule is due, as people say it: "every Monday at 07:00", "3 school days before the first day of the spring
// half-term at 07:00".
std::string rule_in_words(const ScheduleRule& rule);

// "06:30 in London is 05:30 UTC."
std::string time_in_words(std::chrono::sys_days day, std::chrono::minutes time_of_day);

}  // namespace termwise::calendar
