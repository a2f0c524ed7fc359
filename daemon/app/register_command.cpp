#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/decision.h"
#include "app/workspace.h"
#include "base/text.h"
#include "ingest/own_template.h"
#include "jobs/catalogue.h"
#include "jobs/configuration.h"
#include "jobs/register.h"
#include "report/csv.h"
#include "report/wording.h"

namespace termwise::app {
namespace {

void print_csv(const jobs::Register& found) {
  std::vector<std::string> names;
  for (const auto& column : found.columns) names.push_back(report::csv_cell(column));
  fmt::print("{}{}", report::kByteOrderMark, report::csv_line(names));
  for (const auto& line : found.lines) {
    std::vector<std::string> cells;
    for (const auto& cell : line.cells) cells.push_back(report::csv_cell(cell));
    fmt::print("{}", report::csv_line(cells));
  }
}

void print_json(const jobs::Register& found) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& line : found.lines) {
    nlohmann::ordered_json row{
        {"cells", nlohmann::ordered_json::object()},
        {"file", line.file_name},
        {"line", line.line},
        {"loaded", report::long_minute(line.loaded_at)},
        {"entered", line.entered.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(line.entered)}};
    for (std::size_t i = 0; i < found.columns.size(); ++i) row["cells"][found.columns[i]] = line.cells[i];
    list.push_back(std::move(row));
  }
  fmt::print("{}\n", list.dump(2));
}

// What a row says, in one line, and below it where it is from.
void print_text(const jobs::Register& found) {
  for (const auto& line : found.lines) {
    std::vector<std::string> said;
    for (std::size_t i = 0; i < found.columns.size(); ++i)
      if (!line.cells[i].empty()) said.push_back(fmt::format("{} {}", found.columns[i], line.cells[i]));
    fmt::print("{}\n    {}:{}, loaded on {}{}\n", fmt::join(said, ", "), line.file_name, line.line,
               report::long_minute(line.loaded_at), line.entered.empty() ? "" : ". " + line.entered);
  }
}

Result<std::map<std::string, std::string>> cells_of(const std::vector<std::string>& arguments) {
  std::map<std::string, std::string> cells;
  for (const auto& one : arguments) {
    const std::size_t equals = one.find('=');
    if (equals == std::string::npos || equals == 0)
      return Error{ExitCode::usage,
                   fmt::format("{} is no cell. Write the column, '=' and what it is to say, like VISIT_STATUS=held.",
                               quote(one))};
    if (!cells.emplace(to_upper_ascii(trim(one.substr(0, equals))), one.substr(equals + 1)).second)
      return Error{ExitCode::usage,
                   fmt::format("The column {} is given twice. Leave one out.", quote(one.substr(0, equals)))};
  }
  return cells;
}

}  // namespace

int register_show_command(const settings::Settings& settings, const RegisterOptions& options) {
  const auto layout = ingest::find_template(settings, options.name);
  if (!layout) return fail(layout.error());
  store::RegisterFilter filter{.dataset = {}, .la = {}, .year = {}, .urn = {}, .replaced = options.replaced};
  const auto la = la_argument(options.la);
  if (!la) return fail(la.error());
  filter.la = *la;
  const auto year = year_argument(options.year);
  if (!year) return fail(year.error());
  filter.year = *year;
  if (options.urn != 0) filter.urn = Urn{options.urn};
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto reader = store::Reader::open(access->url());
  if (!reader) return fail(reader.error());
  const auto found = jobs::read_register(*reader, settings, **layout, filter);
  if (!found) return fail(found.error());
  if (options.json)
    print_json(*found);
  else if (options.csv)
    print_csv(*found);
  else if (found->lines.empty())
    fmt::print(
        "The register has no such row. Load a file of it with: termwise ingest FILE. Its columns: termwise ingest "
        "--template {}\n",
        options.name);
  else
    print_text(*found);
  return 0;
}

int register_set_command(const settings::Settings& settings, const RegisterOptions& options) {
  const auto layout = ingest::find_template(settings, options.name);
  if (!layout) return fail(layout.error());
  const auto cells = cells_of(options.cells);
  if (!cells) return fail(cells.error());
  const auto written = record_decision(
      settings, options.reason, options.by, [&](store::Database& database, const std::string& author) -> Result<void> {
        const auto accept = [&] {
          return jobs::accept_settings(database, settings, jobs::load_catalogue(settings, plugin_host()).catalogue);
        };
        return jobs::enter(database, settings, accept, **layout, {*cells, author, options.reason},
                           std::chrono::system_clock::now());
      });
  if (!written) return fail(written.error());
  fmt::print("Entered. What depends on it is seen by the next run: termwise register show {}\n", options.name);
  return 0;
}

}  // namespace termwise::app
