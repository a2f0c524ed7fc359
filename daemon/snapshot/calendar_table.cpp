#include "calendar/day_list.h"
#include "snapshot/table_writer.h"
#include "snapshot/tables.h"

namespace termwise::snapshot {
namespace {

std::vector<school::Attribute> or_missing(const std::vector<std::string>& texts) {
  std::vector<school::Attribute> attributes;
  for (const auto& text : texts)
    attributes.push_back(text.empty() ? school::Attribute(school::Missing::not_applicable) : school::Attribute(text));
  return attributes;
}

}  // namespace

void add_calendar(wire::ImageBuilder& image, EvidenceLedger& ledger, const calendar::SchoolCalendar& calendar,
                  AcademicYear year) {
  const calendar::DayList list = calendar::days_around(calendar, year);
  TableWriter table(image, ledger, wire::kCalendarTable, list.days.size());
  table.keys("day", list.days);
  table.keys("working", list.working);
  table.keys("school", list.school);
  table.keys("known", list.known);
  table.attributes("term", or_missing(list.terms), {});
  table.attributes("half", or_missing(list.halves), {});
}

}  // namespace termwise::snapshot
