// What the table reports share. For this folder only.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "jobs/table_reports.h"
#include "school/ratio.h"

namespace termwise::jobs {

// The request with what the database makes of it.
struct TableScope {
  const TableRequest& request;
  const settings::Settings& settings;
  BatchId highest;
  std::string whom;  // "Kent (886)", or the school's name and URN
};

inline constexpr int kPercentDecimals = 1;

Result<report::Table> progression_report(store::Reader& reader, const TableScope& scope);
Result<report::Table> groups_report(store::Reader& reader, const TableScope& scope);
Result<report::Table> absence_report(store::Reader& reader, const TableScope& scope);
Result<report::Table> early_years_report(store::Reader& reader, const TableScope& scope);

// "Source: a.csv (batch 3) and b.csv (batch 4)."; of many files the first.
Result<std::string> source_in_words(store::Reader& reader, const std::set<std::int64_t>& batches);

// Whom the report is for and what is therefore withheld.
std::string audience_in_words(school::Audience audience);

// Error (exit 65): nothing is loaded from which this report could be made.
Error nothing_loaded(const TableScope& scope, std::string_view what);

report::TableCell cell_of(const std::optional<Decimal>& number);
report::TableCell count_cell(std::int64_t count);
// Withheld where it is hidden.
report::TableCell cell_unless(bool hidden, report::TableCell cell);

}  // namespace termwise::jobs
