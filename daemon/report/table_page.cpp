#include <nlohmann/json.hpp>

#include "report/mustache.h"
#include "report/table.h"
#include "report/texts.h"

namespace termwise::report {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

struct AsShown {
  std::string operator()(NoFigure) const { return "-"; }
  std::string operator()(Withheld) const { return std::string(kWithheldText); }
  std::string operator()(const Decimal& number) const { return number.to_string(); }
  std::string operator()(const std::string& text) const { return text; }
};

struct AsJson {
  ordered_json operator()(NoFigure) const { return nullptr; }
  ordered_json operator()(Withheld) const { return kWithheldText; }
  ordered_json operator()(const Decimal& number) const { return number.to_string(); }
  ordered_json operator()(const std::string& text) const { return text; }
};

}  // namespace

std::string table_json(const Table& table) {
  ordered_json document;
  document["title"] = table.title;
  document["source"] = table.source;
  document["columns"] = ordered_json::array();
  for (const auto& column : table.columns)
    document["columns"].push_back({{"heading", column.heading}, {"unit", column.unit}});
  document["rows"] = ordered_json::array();
  for (const auto& row : table.rows) {
    auto cells = ordered_json::array();
    for (const auto& cell : row) cells.push_back(std::visit(AsJson(), cell));
    document["rows"].push_back(std::move(cells));
  }
  document["notes"] = table.notes;
  return document.dump(2) + "\n";
}

Result<std::string> table_page(const Table& table) {
  json columns = json::array();
  for (const auto& column : table.columns)
    columns.push_back({{"heading", heading_of(column)}, {"number", column.number}});
  json rows = json::array();
  for (const auto& row : table.rows) {
    json cells = json::array();
    for (std::size_t i = 0; i < row.size(); ++i)
      cells.push_back(
          {{"text", std::visit(AsShown(), row[i])}, {"number", table.columns[i].number}, {"first", i == 0}});
    rows.push_back({{"cells", std::move(cells)}});
  }
  const json view{
      {"caption", table.title}, {"columns", std::move(columns)}, {"rows", std::move(rows)}, {"notes", table.notes}};
  TERMWISE_TRY(std::string content, render(texts::table_html_mustache, view, Escape::html));
  const std::vector<std::string> introduction{table.source};
  return render(texts::over_time_html_mustache,
                {{"title", table.title}, {"introduction", introduction}, {"content", std::move(content)}},
                Escape::html);
}

}  // namespace termwise::report
