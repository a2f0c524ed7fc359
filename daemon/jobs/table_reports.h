// Reports that are tables: what an LA's pupils and schools have reached, by the measures of school/, with what would tell of few
// pupils withheld from those outside the team.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/result.h"
#include "report/table.h"
#include "school/suppression.h"
#include "settings/settings.h"
#include "store/database.h"

namespace termwise::jobs {

struct TableReport {
  std::string_view name;   // "progression"
  std::string_view about;  // a line for those who choose
  bool of_pupils = false;  // from pupil-level files; else from records of schools
};
inline constexpr std::array<TableReport, 4> kTableReports{
    {{"progression", "Levels at key stage 1 against those at key stage 2, and two levels of progress (to 2014/15)",
      true},
     {"groups", "Groups of pupils at key stage 2 against the others, and wide gaps", true},
     {"absence", "Sessions missed and persistent absence, by school", false},
     {"early-years", "Foundation stage: children with a good level, and the gap of the lowest fifth, by school",
      false}}};

struct TableRequest {
  std::string report;  // one of kTableReports
  LaCode la;
  std::optional<AcademicYear> year;  // none: the latest with data
  std::optional<Urn> school;         // only this one's pupils or record
  school::Audience audience = school::Audience::outside;
  Decimal gap{10};               // of `groups`: how many percentage points behind the others is wide; 0 to 100
  std::optional<BatchId> known;  // as of this batch; none: all that there is
};

// Errors: 64, no such report; 65, there are no data for it, or the year has no such figures.
Result<report::Table> table_report(store::Reader& reader, const settings::Settings& settings,
                                   const TableRequest& request);

}  // namespace termwise::jobs
