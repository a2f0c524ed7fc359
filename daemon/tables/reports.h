// Reports that are tables: what `termwise report NAME` shows. Each report is one file of this folder that turns records into a
// table; reports.cpp lists them, and what a report reads and shares stands in desk.h and cells.h.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "report/table.h"
#include "school/suppression.h"
#include "settings/settings.h"
#include "store/database.h"

namespace termwise::tables {

class Desk;

// What only some reports may be asked for. All take the Local Authority, the academic year (or the last of those that are shown), the
// audience and the day as known on.
enum class Option {
  school,  // --urn: one school
  gap,     // --gap: how many percentage points behind the others is wide
  period,  // --from and --to: days, instead of a year
};

struct TableReport {
  std::string_view name;   // "progression"
  std::string_view about;  // what it answers, a line for those who choose
  std::vector<Option> options;
  Result<report::Table> (*make)(Desk& desk);

  bool takes(Option option) const;
};
// In the order in which they are listed.
const std::vector<TableReport>& table_reports();

struct TableRequest {
  std::string report;  // one of table_reports()
  LaCode la;
  std::optional<AcademicYear> year;
  std::optional<Urn> school;
  school::Audience audience = school::Audience::outside;
  std::optional<Decimal> gap;  // 0 to 100
  std::optional<std::chrono::year_month_day> from;
  std::optional<std::chrono::year_month_day> to;
  std::optional<BatchId> known;  // as of this batch; none: all that there is
};

// Errors: 64, no such report, or it does not take what it was asked for; 65, there are no data for it, or the year has no such
// figures.
Result<report::Table> table_report(store::Reader& reader, const settings::Settings& settings,
                                   const TableRequest& request);

}  // namespace termwise::tables
