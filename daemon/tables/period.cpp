#include "tables/period.h"

#include <fmt/format.h>

#include "report/wording.h"

namespace termwise::tables {
namespace {

using std::chrono::August;
using std::chrono::day;
using std::chrono::September;
using std::chrono::year;
using std::chrono::year_month_day;

int summer_of(year_month_day date) {
  const auto found = AcademicYear::of(date);
  return found ? found->summer() : kAllSummers.last;
}

}  // namespace

Summers Period::summers() const { return {summer_of(from), summer_of(to)}; }

bool Period::is_whole_years() const {
  return from.month() == September && from.day() == day{1} && to.month() == August && to.day() == day{31};
}

std::string Period::in_words() const {
  const Summers years = summers();
  if (!is_whole_years()) return fmt::format("{} to {}", report::long_date(from), report::long_date(to));
  if (years.first == years.last) return report::year_label(years.first);
  return fmt::format("{} to {}", report::year_label(years.first), report::year_label(years.last));
}

Period period_of_year(const AcademicYear& academic) {
  return {year{academic.summer() - 1} / September / 1, year{academic.summer()} / August / 31};
}

Result<Period> period_of(Desk& desk, const Sheet& sheet) {
  const auto& request = desk.request();
  if (!request.from) {
    TERMWISE_TRY(const AcademicYear latest, desk.year({&sheet}));
    return period_of_year(latest);
  }
  if (!AcademicYear::of(*request.from) || !AcademicYear::of(*request.to))
    return Error{ExitCode::usage, "--from and --to are days from 1 September 1988 to 31 August 2099."};
  return Period{*request.from, *request.to};
}

Error nothing_in(const Desk& desk, const Sheet& sheet, const Period& period) {
  return {ExitCode::data,
          fmt::format("No {} of {} from {} to {} are loaded. Load a file that has them: 'termwise ingest "
                      "FILE'.",
                      sheet.what, desk.whom(), report::long_date(period.from), report::long_date(period.to))};
}

}  // namespace termwise::tables
