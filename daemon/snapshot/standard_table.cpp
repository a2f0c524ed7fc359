#include <algorithm>
#include <string>
#include <string_view>

#include "snapshot/table_writer.h"
#include "snapshot/tables.h"

namespace termwise::snapshot {
namespace {

std::string_view state_name(settings::StandardState state) {
  switch (state) {
    case settings::StandardState::set:
      return "set";
    case settings::StandardState::removed:
      return "removed";
    case settings::StandardState::no_data:
      return "no-data";
  }
  return "";
}

}  // namespace

void add_standards(wire::ImageBuilder& image, EvidenceLedger& ledger, const std::vector<settings::StandardRow>& rows) {
  TableWriter table(image, ledger, wire::kStandardTable, rows.size());
  const auto texts = [&](std::string_view name, auto text_of) {
    std::vector<std::string> column;
    for (const auto& row : rows) column.emplace_back(text_of(row));
    table.texts(name, column);
  };
  texts("standard", [](const auto& row) { return row.standard; });
  texts("stage", [](const auto& row) { return row.stage; });
  std::vector<std::int64_t> years;
  for (const auto& row : rows) years.push_back(row.year.summer());
  table.keys("year", years);
  texts("state", [](const auto& row) { return std::string(state_name(row.state)); });
  texts("measure", [](const auto& row) { return row.measure; });
  texts("operator", [](const auto& row) { return row.operation; });
  int scale = 0;
  for (const auto& row : rows)
    if (row.value) scale = std::max(scale, row.value->scale());
  std::vector<school::Value> values;
  for (const auto& row : rows)
    values.push_back(row.value ? school::Value(*row.value) : school::Value(school::Missing::not_applicable));
  table.values("value", scale, values, std::vector<TableWriter::Row>(rows.size()));
  texts("limb", [](const auto& row) { return row.limb; });
  texts("within", [](const auto& row) { return row.within; });
  texts("source", [](const auto& row) { return row.source; });
  texts("in_force", [](const auto& row) { return row.in_force; });
  texts("confidence", [](const auto& row) { return row.confidence; });
}

}  // namespace termwise::snapshot
