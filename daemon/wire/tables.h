// The tables of facts that a plugin may ask for: their names, and which dataset stands behind those of items.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wire/messages.h"

namespace termwise::wire {

inline constexpr std::string_view kSchoolTable = "school/1";
inline constexpr std::string_view kMeasureTable = "measure/1";
inline constexpr std::string_view kStandardTable = "standard/1";
inline constexpr std::string_view kLineageTable = "lineage/1";
inline constexpr std::string_view kCalendarTable = "calendar/1";

// Of a dataset with several rows about one school, or about one adviser.
struct ItemTable {
  std::string_view table;    // "inspection/1"
  std::string_view dataset;  // "ofsted"
  int years_ahead = 0;       // that are given after the run's own: of what is planned or promised
  bool of_advisers = false;  // no school is its subject
};

std::span<const ItemTable> item_tables();
// Null where it is none of them.
const ItemTable* item_table(std::string_view table);

// All, those of items last.
std::vector<std::string> table_names();
// Whether a need of the table names columns: measures, or in a table of items measures and attributes.
bool takes_names(std::string_view table);

// Null where the table is not asked for.
const Need* need_of(const std::vector<Need>& needs, std::string_view table);

}  // namespace termwise::wire
