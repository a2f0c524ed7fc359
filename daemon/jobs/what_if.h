// A threshold before it is adopted: a rule of one year with one parameter at each of several values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <termwise/decimal.hpp>

#include "jobs/catalogue.h"
#include "jobs/evaluate_years.h"
#include "report/what_if.h"

namespace termwise::jobs {

inline constexpr std::size_t kMaximumSteps = 40;  // as many as a chart shows
inline constexpr int kUsualDaysPerSchool = 5;  // normally five SIP days a school and year, three of them at the school
inline constexpr int kMostDaysPerSchool = 366;
inline constexpr int kMostDaysDecimals = 3;

struct Steps {
  std::string parameter;
  std::vector<Decimal> values;
};

// "floor=60..70:1"; the values go down where the step is below 0. Errors (exit 64): not that, a step of 0 or
// of the wrong sign, too many.
Result<Steps> parse_steps(const std::string& text);

// Error (exit 64): not a number from 0 to kMostDaysPerSchool with few decimals. Empty: none given.
Result<std::optional<Decimal>> parse_days(const std::string& text);

struct WhatIfRequest {
  std::string rule;
  Steps steps;
  std::optional<LaCode> la;          // none: all with data
  std::optional<AcademicYear> year;  // none: the latest in which the rule judges somebody
  std::optional<Decimal> days;       // none: kUsualDaysPerSchool
};

// An LA whose plugin for this rule has no such parameter is left out, with the reason; where none is left, or it is the
// one asked for, that is the error. Errors: 64 (no such rule or parameter, or one that cannot be stepped), 65 (no data),
// 70, 78.
Result<report::WhatIf> what_if(store::Reader& reader, const Bench& bench, const Catalogue& catalogue,
                               const WhatIfRequest& request);

}  // namespace termwise::jobs
