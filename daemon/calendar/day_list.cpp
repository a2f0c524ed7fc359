#include "calendar/day_list.h"

#include <chrono>

namespace termwise::calendar {
namespace {

using std::chrono::sys_days;

bool within(const std::optional<DateSpan>& span, Date day) { return span && span->contains(day); }

std::string half_of(const Term& term, Date day) {
  if (!term.half_term) return "1";
  if (term.half_term->contains(day)) return "";
  return day < term.half_term->first ? "1" : "2";
}

}  // namespace

DayList days_around(const SchoolCalendar& calendar, AcademicYear year) {
  const sys_days first = std::chrono::year(year.summer() - 2) / std::chrono::September / 1;
  const sys_days last = std::chrono::year(year.summer() + 1) / std::chrono::August / 31;
  const auto terms = calendar.known_terms();
  const auto holidays = calendar.known_bank_holidays();
  DayList list;
  for (sys_days at = first; at <= last; at += std::chrono::days(1)) {
    const Date day(at);
    const Term* term = calendar.term_on(day);
    list.days.push_back(at.time_since_epoch().count());
    list.working.push_back(calendar.is_working_day(day) ? 1 : 0);
    list.school.push_back(calendar.is_school_day(day) ? 1 : 0);
    list.known.push_back(within(terms, day) && within(holidays, day) ? 1 : 0);
    list.terms.push_back(term == nullptr ? std::string() : std::string(name(term->name)));
    list.halves.push_back(term == nullptr ? std::string() : half_of(*term, day));
  }
  return list;
}

}  // namespace termwise::calendar
