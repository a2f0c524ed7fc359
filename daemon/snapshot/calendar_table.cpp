#include "calendar/school_calendar.h"
#include "snapshot/table_writer.h"
#include "snapshot/tables.h"

namespace termwise::snapshot {
namespace {

using calendar::Date;
using calendar::DateSpan;
using std::chrono::sys_days;

bool within(const std::optional<DateSpan>& span, Date day) { return span && span->contains(day); }

school::Attribute half_of(const calendar::Term* term, Date day) {
  if (term == nullptr) return school::Missing::not_applicable;
  if (!term->half_term) return "1";
  if (term->half_term->contains(day)) return school::Missing::not_applicable;
  return day < term->half_term->first ? "1" : "2";
}

}  // namespace

void add_calendar(wire::ImageBuilder& image, EvidenceLedger& ledger, const calendar::SchoolCalendar& calendar,
                  AcademicYear year) {
  const sys_days first = std::chrono::year(year.summer() - 2) / std::chrono::September / 1;
  const sys_days last = std::chrono::year(year.summer() + 1) / std::chrono::August / 31;
  const auto terms = calendar.known_terms();
  const auto holidays = calendar.known_bank_holidays();
  std::vector<std::int64_t> days, working, of_school, known;
  std::vector<school::Attribute> names, halves;
  for (sys_days at = first; at <= last; at += std::chrono::days(1)) {
    const Date day(at);
    const calendar::Term* term = calendar.term_on(day);
    days.push_back(at.time_since_epoch().count());
    working.push_back(calendar.is_working_day(day) ? 1 : 0);
    of_school.push_back(calendar.is_school_day(day) ? 1 : 0);
    known.push_back(within(terms, day) && within(holidays, day) ? 1 : 0);
    names.push_back(term == nullptr ? school::Attribute(school::Missing::not_applicable)
                                    : school::Attribute(std::string(calendar::name(term->name))));
    halves.push_back(half_of(term, day));
  }
  TableWriter table(image, ledger, wire::kCalendarTable, days.size());
  table.keys("day", days);
  table.keys("working", working);
  table.keys("school", of_school);
  table.keys("known", known);
  table.attributes("term", names, {});
  table.attributes("half", halves, {});
}

}  // namespace termwise::snapshot
