// Dates as publishers write them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "settings/settings.h"

namespace termwise::ingest {

// A day that exists, from 1900 to 2199. Empty for anything else.
std::optional<std::chrono::year_month_day> parse_date(std::string_view text, settings::DateFormat format);
// By the first of the formats that fits.
std::optional<std::chrono::year_month_day> parse_date(std::string_view text,
                                                      const std::vector<settings::DateFormat>& formats);

// 1 September to 31 August. Empty outside the academic years that Termwise knows.
std::optional<AcademicYear> academic_year_of(std::chrono::year_month_day date);

std::string iso_date(std::chrono::year_month_day date);  // "2014-06-05"

}  // namespace termwise::ingest
