// The days of an Authority's calendar one by one, as columns: what plugins are given of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.h"
#include "calendar/school_calendar.h"

namespace termwise::calendar {

// Every day of the academic years before, of and after one, in their order.
struct DayList {
  std::vector<std::int64_t> days;     // since 1970-01-01
  std::vector<std::int64_t> working;  // 1 or 0, likewise the next two
  std::vector<std::int64_t> school;
  std::vector<std::int64_t> known;  // whether terms and bank holidays of that time are known
  std::vector<std::string> terms;   // "autumn"; empty between terms
  std::vector<std::string> halves;  // "1" or "2"; empty between terms and within a half-term
};

DayList days_around(const SchoolCalendar& calendar, AcademicYear year);

}  // namespace termwise::calendar
