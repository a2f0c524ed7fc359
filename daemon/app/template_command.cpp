#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/workspace.h"
#include "ingest/own_template.h"
#include "report/csv.h"
#include "report/text_table.h"

namespace termwise::app {
namespace {

using ingest::Need;
using ingest::TemplateColumn;
using settings::SourceLayout;

int list_templates(const settings::Settings& settings, bool json) {
  auto list = nlohmann::ordered_json::array();
  report::TextTable table({{"TEMPLATE", report::Side::left}, {"WHAT IT IS FOR", report::Side::left}});
  for (const SourceLayout* layout : ingest::templates(settings)) {
    list.push_back({{"template", layout->template_name}, {"layout", layout->id}, {"title", layout->title}});
    table.add({layout->template_name, layout->title});
  }
  if (json)
    fmt::print("{}\n", list.dump(2));
  else
    fmt::print("{}", table.text());
  return 0;
}

// The mark tells Excel that the file is UTF-8, so that it saves names with any letters in them.
void print_header(const std::vector<TemplateColumn>& columns) {
  std::vector<std::string> names;
  for (const auto& column : columns) names.push_back(report::csv_cell(column.name));
  fmt::print("{}{}", report::kByteOrderMark, report::csv_line(names));
}

std::string_view in_words(Need need) {
  switch (need) {
    case Need::every_row:
      return "needed in every row";
    case Need::column:
      return "the column is needed, its cells may be empty";
    case Need::none:
      return "may be left out";
  }
  return "";
}

std::string missing_codes(const SourceLayout& layout) {
  std::string text = "Where there is nothing to say, leave the cell empty";
  for (const auto& [code, reason] : layout.missing)
    if (reason != school::Missing::not_supplied)
      text += fmt::format(", or write {} ({})", code, school::in_words(reason));
  return text + ".";
}

void print_explanation(const SourceLayout& layout, const std::vector<TemplateColumn>& columns) {
  fmt::print("{} ({})\n\n", layout.title, layout.id);
  for (const auto& column : columns) {
    fmt::print("{}: {}\n", column.name, in_words(column.need));
    fmt::print("    {}\n", column.meaning);
    fmt::print("    {}{}{}\n", column.content, column.codes.empty() ? "" : ": ", fmt::join(column.codes, ", "));
    if (column.in_key)
      fmt::print("    tells rows apart: a later row with the same here and in the same year replaces this one\n");
  }
  fmt::print("\n{}\n", missing_codes(layout));
}

nlohmann::ordered_json to_json(const SourceLayout& layout, const std::vector<TemplateColumn>& columns) {
  nlohmann::ordered_json json{{"template", layout.template_name}, {"layout", layout.id}, {"title", layout.title}};
  json["columns"] = nlohmann::ordered_json::array();
  for (const auto& column : columns)
    json["columns"].push_back({{"name", column.name},
                               {"meaning", column.meaning},
                               {"content", column.content},
                               {"codes", column.codes},
                               {"unit", column.unit},
                               {"need", in_words(column.need)},
                               {"key", column.in_key}});
  return json;
}

}  // namespace

int template_command(const settings::Settings& settings, const TemplateOptions& options) {
  if (options.name.empty()) return list_templates(settings, options.json);
  const auto layout = ingest::find_template(settings, options.name);
  if (!layout) return fail(layout.error());
  const auto columns = ingest::template_columns(**layout, settings);
  if (options.json)
    fmt::print("{}\n", to_json(**layout, columns).dump(2));
  else if (options.explain)
    print_explanation(**layout, columns);
  else
    print_header(columns);
  return 0;
}

}  // namespace termwise::app
