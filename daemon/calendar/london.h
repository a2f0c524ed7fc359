// Dates as people write them, and what day it is in London.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace termwise::calendar {

// "2026-11-23". Empty for anything else and for days that do not exist.
std::optional<std::chrono::year_month_day> parse_date(std::string_view text);
std::string to_string(std::chrono::year_month_day date);

// How far London's clocks are ahead of UTC: an hour from the last Sunday of March, 01:00 UTC, to the last Sunday of
// October, 01:00 UTC; otherwise nothing. Holds since 1996 (the EU's rule, which British law has kept).
std::chrono::seconds london_offset(std::chrono::sys_seconds instant);

std::chrono::year_month_day london_date(std::chrono::sys_seconds instant);
// "2026-11-23 17:04" in London.
std::string london_minute(std::chrono::system_clock::time_point instant);

}  // namespace termwise::calendar
