// The occurrences of a rule on a calendar, each with its name for ever and how its date came about. Not for keeping or
// claiming them: this is a pure function of the rule, the calendar and a window of time.
//
// An offset in days or weeks is counted on the calendar. School days and working days are counted only over days of which
// the calendar can tell whether they are such days:
//   school days   from the first term to the last, and the holidays between two terms, if these are at most
//                 kLongestHoliday days; also the days of the month before an autumn term's first day and after a summer
//                 term's last day, which are always holidays.
//   working days  the years in which at least one bank holiday is known.
// A count that comes to any other day is given up and told as Unplaced; it is never carried on beyond the gap.
//
// "first school-day of month" names no occurrence in a month that has no school day, August above all: nothing is
// missing then, and a report for the month would have nothing to say. A month in which the search from its first (or
// last) day comes to a day of which nothing is known is told as Unplaced.
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
  std::string period;    // empty: everything from, before or between the days that the sentence names
  std::string sentence;  // what is missing and what to add
};

// More days than this between one term's last day and the next one's first are no holiday: a term is missing.
inline constexpr int kLongestHoliday = 70;

struct Occurrences {
  std::vector<Occurrence> placed;  // due in [from, to), by due; those due together, by anchor
  // Only what might have been due in [from, to). One for each period whose anchor is known but whose date cannot be told:
  // where a count is given up, n days still to count are taken to end within 2n + 90 days for school days and within
  // 2n + 7 days for working days. And one with an empty period
  //   for each stretch of unknown days that hides days, months or terms of the rule: in a gap, after what is known (there
  //   a whole new year may be missing), or before it, if the window begins there;
  //   for a release of which no publication is known, or none later than 366 days before what might have been due.
  std::vector<Unplaced> unplaced;
};

// The calendar is searched for all anchors, however far from the window, whose offset may lead into it. The window is
// walked day by day: how long it may be is for the caller to limit.
// Nothing for EveryIngest and EveryRun, whose occasions are no dates.
Occurrences occurrences(const ScheduleRule& rule, const SchoolCalendar& calendar, std::chrono::sys_seconds from,
                        std::chrono::sys_seconds to);

// A local time in London as an instant. Not between 01:00 and 01:59, which is skipped or repeated when clocks change.
std::chrono::sys_seconds london_instant(Date date, std::chrono::minutes time_of_day);

}  // namespace termwise::calendar
