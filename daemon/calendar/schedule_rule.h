// When a job is due, as an LA writes it. A rule is an anchor, perhaps an offset, and a time of day in London:
//
//   autumn.start + 10 school-days @ 06:30      the 10th school day after the term's first day
//   term.end - 1 week @ 06:30                  each term's
//   half-term(spring) - 3 school-days @ 07:00  the 3rd school day before the half-term's first day
//   half-term(term).end + 1 school-day @ 07:00 each term's, after its last day
//   31 December - 10 working-days @ 08:00      every year's
//   published(ks2-revised) + 1 working-day @ 06:00
//   first working-day of month + 2 days @ 05:00
//   last school-day of month @ 18:00
//   every school-day @ 07:00                   also working-day, day, monday ... sunday
//   every ingest                               whenever a file with this LA's schools has been loaded; no time
//   every run                                  whenever a scheduled job of this LA has succeeded; no time
//
// autumn, spring, summer and term each have .start and .end; so has half-term(...), where .start may be left out. "every"
// takes no offset; "first" and "last" take the kinds of day that "every" takes. The name of a release is small letters,
// digits and hyphens.
//
// Offsets count from 1 to 366: day(s), week(s), school-day(s), working-day(s). "+ n" is the n-th such day after the
// anchor, "- n" the n-th before it; the anchor itself is never counted. Times are 00:00 to 23:59 without 01:00 to 01:59,
// which the change of clocks skips or repeats. 29 February is refused. Words are written in small letters, months with
// a capital; spaces and tabs between words, numbers and signs do not matter.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "calendar/school_calendar.h"

namespace termwise::calendar {

enum class DayKind { day, school_day, working_day, weekday };  // weekday: one named day of the week

struct EveryIngest {};

struct EveryRun {};

struct EveryDay {
  DayKind kind = DayKind::day;
  std::chrono::weekday weekday;  // of DayKind::weekday
};

struct DayOfMonth {
  bool last = false;  // otherwise the first
  DayKind kind = DayKind::day;
  std::chrono::weekday weekday;  // of DayKind::weekday
};

enum class TermPoint { term_start, term_end, half_term_start, half_term_end };

struct TermAnchor {
  std::optional<TermName> term;  // none: each term
  TermPoint point = TermPoint::term_start;
};

struct YearlyDate {
  std::chrono::month_day day;
};

struct PublicationAnchor {
  std::string release;
};

enum class OffsetUnit { days, weeks, school_days, working_days };

struct Offset {
  int count = 0;  // -366 to 366; 0: none, as for EveryDay
  OffsetUnit unit = OffsetUnit::days;
};

struct ScheduleRule {
  std::variant<EveryIngest, EveryRun, EveryDay, DayOfMonth, TermAnchor, YearlyDate, PublicationAnchor> anchor;
  Offset offset;
  std::chrono::minutes time{0};  // of day, in London; not of EveryIngest and EveryRun
};

inline constexpr std::size_t kLongestRule = 200;  // bytes

struct RuleError {
  // In bytes, from 0: of the first character of the word, number or sign that is wrong; the text's size where it ends too
  // soon; kLongestRule where it is too long.
  std::size_t position = 0;
  std::string message;  // what was expected, and how to write it
};

std::variant<ScheduleRule, RuleError> parse_rule(std::string_view text);

}  // namespace termwise::calendar
