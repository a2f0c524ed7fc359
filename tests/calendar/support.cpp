#include "support.h"

#include <cstdlib>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "calendar/london.h"

namespace termwise::calendar::testing {

using namespace std::chrono;

Date on(std::string_view iso) {
  const auto date = parse_date(iso);
  if (!date) std::abort();
  return *date;
}

DateSpan span(std::string_view first, std::string_view last) { return {on(first), on(last)}; }

Term term(std::string_view year, TermName name, std::string_view first, std::string_view last) {
  return {AcademicYear::parse(year).value(), name, span(first, last), std::nullopt};
}

Term term(std::string_view year, TermName name, std::string_view first, std::string_view last,
          std::string_view half_first, std::string_view half_last) {
  return {AcademicYear::parse(year).value(), name, span(first, last), span(half_first, half_last)};
}

Parts three_years() {
  using enum TermName;
  Parts parts;
  parts.terms = {
      term("2026/27", autumn, "2026-09-02", "2026-12-18", "2026-10-26", "2026-10-30"),
      term("2026/27", spring, "2027-01-04", "2027-03-25", "2027-02-15", "2027-02-19"),
      term("2026/27", summer, "2027-04-12", "2027-07-21", "2027-05-31", "2027-06-04"),
      term("2027/28", autumn, "2027-09-02", "2027-12-17", "2027-10-25", "2027-10-29"),
      term("2027/28", spring, "2028-01-04", "2028-03-31", "2028-02-14", "2028-02-18"),
      term("2027/28", summer, "2028-04-18", "2028-07-21", "2028-05-29", "2028-06-02"),
      term("2028/29", autumn, "2028-09-04", "2028-12-20", "2028-10-23", "2028-10-27"),
      term("2028/29", spring, "2029-01-03", "2029-03-29", "2029-02-12", "2029-02-16"),
      term("2028/29", summer, "2029-04-16", "2029-07-20", "2029-05-28", "2029-06-01"),
  };
  parts.closures = {{span("2026-11-02", "2026-11-02"), "training day"}, {span("2027-01-19", "2027-01-20"), "snow"}};
  const std::pair<const char*, const char*> holidays[] = {
      {"2026-01-01", "New Year's Day"},         {"2026-04-03", "Good Friday"},
      {"2026-04-06", "Easter Monday"},          {"2026-05-04", "Early May bank holiday"},
      {"2026-05-25", "Spring bank holiday"},    {"2026-08-31", "Summer bank holiday"},
      {"2026-12-25", "Christmas Day"},          {"2026-12-28", "Boxing Day (substitute)"},
      {"2027-01-01", "New Year's Day"},         {"2027-03-26", "Good Friday"},
      {"2027-03-29", "Easter Monday"},          {"2027-05-03", "Early May bank holiday"},
      {"2027-05-31", "Spring bank holiday"},    {"2027-08-30", "Summer bank holiday"},
      {"2027-12-27", "Christmas (substitute)"}, {"2027-12-28", "Boxing Day (substitute)"},
      {"2028-01-03", "New Year (substitute)"},  {"2028-04-14", "Good Friday"},
      {"2028-04-17", "Easter Monday"},          {"2028-05-01", "Early May bank holiday"},
      {"2028-05-29", "Spring bank holiday"},    {"2028-08-28", "Summer bank holiday"},
      {"2028-12-25", "Christmas Day"},          {"2028-12-26", "Boxing Day"},
      {"2029-01-01", "New Year's Day"},         {"2029-03-30", "Good Friday"},
      {"2029-04-02", "Easter Monday"},          {"2029-05-07", "Early May bank holiday"},
      {"2029-05-28", "Spring bank holiday"},    {"2029-08-27", "Summer bank holiday"},
      {"2029-12-25", "Christmas Day"},          {"2029-12-26", "Boxing Day"},
  };
  for (const auto& [day, name] : holidays) parts.bank_holidays.push_back({on(day), name});
  parts.publications = {{"ks2-revised", AcademicYear::parse("2025/26").value(), on("2026-12-10")},
                        {"ks2-revised", AcademicYear::parse("2026/27").value(), on("2027-12-16")},
                        {"ks2-revised", AcademicYear::parse("2027/28").value(), on("2028-12-14")},
                        {"ks4-revised", AcademicYear::parse("2025/26").value(), on("2027-01-28")}};
  return parts;
}

ScheduleRule rule(std::string_view text) {
  auto parsed = parse_rule(text);
  if (const auto* error = std::get_if<RuleError>(&parsed)) {
    ADD_FAILURE() << text << ": " << error->position << ": " << error->message;
    return {EveryIngest{}, {}, {}};
  }
  return std::get<ScheduleRule>(parsed);
}

Occurrences between(const Parts& parts, std::string_view text, std::string_view from, std::string_view to) {
  return occurrences(rule(text), parts.calendar(), sys_days(on(from)), sys_days(on(to)));
}

std::string line(const Occurrence& occurrence) {
  const sys_days day = floor<days>(occurrence.due);
  const hh_mm_ss time(occurrence.due - day);
  return fmt::format("{}|{}T{:02}:{:02}", occurrence.period, to_string(day), time.hours().count(),
                     time.minutes().count());
}

std::vector<std::string> lines(const Occurrences& occurrences) {
  std::vector<std::string> all;
  for (const auto& occurrence : occurrences.placed) all.push_back(line(occurrence));
  return all;
}

}  // namespace termwise::calendar::testing
