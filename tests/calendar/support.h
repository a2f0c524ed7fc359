// A calendar of three school years and short ways to write dates, rules and what comes of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "calendar/occurrences.h"
#include "calendar/schedule_rule.h"
#include "calendar/school_calendar.h"

namespace termwise::calendar::testing {

Date on(std::string_view iso);  // "2026-09-02"
DateSpan span(std::string_view first, std::string_view last);
Term term(std::string_view year, TermName name, std::string_view first, std::string_view last);
Term term(std::string_view year, TermName name, std::string_view first, std::string_view last,
          std::string_view half_first, std::string_view half_last);

// What a calendar is made of, to be changed by a test before it is one.
struct Parts {
  std::vector<Term> terms;
  std::vector<Closure> closures;
  std::vector<BankHoliday> bank_holidays;
  std::vector<Publication> publications;
  SchoolCalendar calendar() const { return {terms, closures, bank_holidays, publications}; }
};

// 2026/27 to 2028/29: nine terms with half-terms, two closures, the bank holidays of England (GOV.UK's rules for them)
// from 2026 to 2029, and publications of ks2-revised.
Parts three_years();

ScheduleRule rule(std::string_view text);  // fails the test where it is none

// The instants are days at 00:00 UTC, the last excluded.
Occurrences between(const Parts& parts, std::string_view rule, std::string_view from, std::string_view to);
// "autumn 2026/27|2026-09-16T05:30", in UTC.
std::string line(const Occurrence& occurrence);
std::vector<std::string> lines(const Occurrences& occurrences);

}  // namespace termwise::calendar::testing
