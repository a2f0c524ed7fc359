#include <fmt/format.h>

#include "base/visible_text.h"
#include "report/csv.h"
#include "report/table.h"
#include "report/text_table.h"

namespace termwise::report {
namespace {

struct AsText {
  std::string operator()(NoFigure) const { return "-"; }
  std::string operator()(Withheld) const { return std::string(kWithheldText); }
  std::string operator()(const Decimal& number) const { return number.to_string(); }
  std::string operator()(const std::string& text) const { return without_hidden_characters(on_one_line(text)); }
};

struct AsCsv {
  std::string operator()(NoFigure) const { return {}; }
  std::string operator()(Withheld) const { return std::string(kWithheldText); }
  std::string operator()(const Decimal& number) const { return number.to_string(); }
  std::string operator()(const std::string& text) const { return csv_cell(text); }
};

}  // namespace

std::string heading_of(const TableColumn& column) {
  return column.unit.empty() ? column.heading : fmt::format("{} ({})", column.heading, column.unit);
}

std::string table_text(const Table& table) {
  std::vector<TextColumn> columns;
  for (const auto& column : table.columns)
    columns.push_back({heading_of(column), column.number ? Side::right : Side::left});
  TextTable aligned(std::move(columns));
  for (const auto& row : table.rows) {
    std::vector<std::string> cells;
    for (const auto& cell : row) cells.push_back(std::visit(AsText(), cell));
    aligned.add(std::move(cells));
  }
  std::string text = fmt::format("{}\n{}\n\n{}", table.title, table.source, aligned.text());
  if (!table.notes.empty()) text += "\n";
  for (const auto& note : table.notes) text += note + "\n";
  return text;
}

std::string table_csv(const Table& table) {
  std::string csv(kByteOrderMark);
  std::vector<std::string> cells;
  for (const auto& column : table.columns) cells.push_back(csv_cell(heading_of(column)));
  csv += csv_line(cells);
  for (const auto& row : table.rows) {
    cells.clear();
    for (const auto& cell : row) cells.push_back(std::visit(AsCsv(), cell));
    csv += csv_line(cells);
  }
  return csv;
}

}  // namespace termwise::report
