// The occurrences of a rule on a calendar, each with its name for ever and how its date came about.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "calendar/schedule_rule.h"
#include "calendar/school_calendar.h"

namespace termwise::calendar {

struct Occurrence {
  // Names the occurrence whatever happens to its date: "autumn 2026/27" (also for its half-term), "2026-12-31" (the
  // yearly date before its offset), "2026-11" (the month), "2026-11-23" (every day), "ks2-revised 2016/17".
  std::string period;
  std::chrono::sys_seconds due;
  // Sentences, from the anchor over the offset, naming each day that was passed over, to the time in London and UTC.
  std::vector<std::string> why;
};

// A period whose date cannot be told, or the end of what the calendar knows; never passed over in silence.
struct Unplaced {
  std::string period;    // empty: everything from some day on
  std::string sentence;  // what is missing and what to add
};

struct Occurrences {
  std::vector<Occurrence> placed;  // due in [from, to), by due
  std::vector<Unplaced> unplaced;
};

// Nothing for EveryIngest, whose occasions are no dates.
Occurrences occurrences(const ScheduleRule& rule, const SchoolCalendar& calendar, std::chrono::sys_seconds from,
                        std::chrono::sys_seconds to);

// A local time in London as an instant. Not between 01:00 and 01:59, which is skipped or repeated when clocks change.
std::chrono::sys_seconds london_instant(Date date, std::chrono::minutes time_of_day);

}  // namespace termwise::calendar
