// A period of days that a report is about: the days asked for, or an academic year.
#pragma once

#include <chrono>
#include <string>

#include "tables/desk.h"

namespace termwise::tables {

struct Period {
  std::chrono::year_month_day from;
  std::chrono::year_month_day to;  // inclusive
  bool holds(std::chrono::year_month_day day) const { return from <= day && day <= to; }
  Summers summers() const;  // of the academic years that it touches
  bool is_whole_years() const;
  std::string in_words() const;  // "2007/08", or "1 September 2005 to 31 July 2008"
};

Period period_of_year(const AcademicYear& year);
// The latest year with records of the sheet where nothing was asked for. Errors: 64, days beyond the years that Termwise knows;
// 65, nothing is loaded.
Result<Period> period_of(Desk& desk, const Sheet& sheet);

// Error (exit 65): the period has none.
Error nothing_in(const Desk& desk, const Sheet& sheet, const Period& period);

}  // namespace termwise::tables
