// The dates of schools that set their own.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "settings/sections.h"
#include "settings/table_reader.h"

namespace termwise::settings {
namespace {

using calendar::Closure;
using calendar::Term;

constexpr std::int64_t kLeastUrn = 100'000;
constexpr std::int64_t kMostUrn = 9'999'999;

class SchoolCalendars {
 public:
  SchoolCalendars(const LocalDates& local, const DateSources& sources, Report& report)
      : local_(local), sources_(sources), report_(report) {}

  std::vector<SchoolDates> read(const std::vector<const TomlValue*>& entries) {
    std::vector<SchoolDates> all;
    for (const TomlValue* entry : entries) all.push_back(read(*entry));
    return all;
  }

 private:
  SchoolDates read(const TomlValue& entry) {
    TableReader reader(entry, "[[school_calendar]]", report_);
    SchoolDates dates;
    dates.where = report_.at(entry);
    if (const TomlValue* list = reader.value("urns", TomlKind::array, Presence::required))
      dates.urns = read_urns(*list);
    LocalDates own = read_local_dates(reader, entry, sources_, report_);
    reader.finish();
    if (own.complete && own.terms.empty() && own.closures.empty())
      report_.error(entry,
                    "these schools have neither terms nor closures of their own here. Add them, or remove this "
                    "[[school_calendar]].");
    for (const auto& term : own.terms)
      if (std::find(dates.years.begin(), dates.years.end(), term.year) == dates.years.end())
        dates.years.push_back(term.year);
    std::sort(dates.years.begin(), dates.years.end());
    if (own.complete) check_whole_years(entry, own.terms);
    dates.calendar = together(std::move(own), dates.years);
    return dates;
  }

  std::vector<Urn> read_urns(const TomlValue& list) {
    std::vector<Urn> urns;
    if (list.values.empty())
      report_.error(list, "'urns' names no school. Add the URNs of those that have these dates.");
    for (const auto& item : list.values) {
      if (!check_kind(item, TomlKind::integer, "urns", report_)) continue;
      if (item.integer < kLeastUrn || item.integer > kMostUrn) {
        report_.error(item,
                      fmt::format("{} is not a URN. Write a number from {} to {}.", item.integer, kLeastUrn, kMostUrn));
        continue;
      }
      if (places_.size() == kMaximumCalendarUrns) {
        report_.error(item,
                      fmt::format("the [[school_calendar]] tables of this Local Authority name more than {} schools. "
                                  "Remove some.",
                                  kMaximumCalendarUrns));
        break;
      }
      const auto [first, added] = places_.emplace(Urn{item.integer}, item.line);
      if (added)
        urns.push_back(Urn{item.integer});
      else
        report_.error(item, fmt::format("the school {} already has dates of its own on line {}. Name each school once.",
                                        item.integer, first->second));
    }
    return urns;
  }

  // A school's own terms take the place of all of that year's, so that one left out would be lost.
  void check_whole_years(const TomlValue& entry, const std::vector<Term>& own) {
    const auto names = [](const std::vector<Term>& terms, const Term& wanted) {
      return std::any_of(terms.begin(), terms.end(),
                         [&](const Term& term) { return term.year == wanted.year && term.name == wanted.name; });
    };
    for (const auto& term : local_.terms) {
      const bool own_year =
          std::any_of(own.begin(), own.end(), [&](const Term& mine) { return mine.year == term.year; });
      if (own_year && !names(own, term))
        report_.error(entry,
                      fmt::format("these schools have terms of their own in {}, but no {} term, which the Authority "
                                  "has. Write all terms of a year, also those that are as the Authority's.",
                                  term.year.label(), name(term.name)));
    }
  }

  // In a year with terms of their own everything is their own. In the others their closures come to the Authority's.
  calendar::SchoolCalendar together(LocalDates own, const std::vector<AcademicYear>& years) {
    const auto is_own = [&](calendar::Date day) {
      const int summer = static_cast<int>(day.year()) + (day.month() >= std::chrono::September ? 1 : 0);
      const auto year = AcademicYear::from_summer(summer);
      return year && std::binary_search(years.begin(), years.end(), *year);
    };
    std::vector<Term> terms = std::move(own.terms);
    for (const auto& term : local_.terms)
      if (!std::binary_search(years.begin(), years.end(), term.year)) terms.push_back(term);
    std::vector<Closure> closures = std::move(own.closures);
    for (const auto& closure : local_.closures)
      if (!is_own(closure.days.first)) closures.push_back(closure);
    return {std::move(terms), std::move(closures), sources_.shared.bank_holidays, sources_.shared.publications};
  }

  const LocalDates& local_;
  const DateSources& sources_;
  Report& report_;
  std::map<Urn, std::uint32_t> places_;  // line
};

}  // namespace

std::vector<SchoolDates> read_school_calendars(TableReader& reader, const LocalDates& local, const DateSources& sources,
                                               Report& report) {
  return SchoolCalendars(local, sources, report).read(reader.tables("school_calendar", kMaximumSchoolCalendars));
}

}  // namespace termwise::settings
