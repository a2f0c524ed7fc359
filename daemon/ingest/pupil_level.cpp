#include "ingest/pupil_level.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "ingest/layout.h"
#include "school/upn.h"
#include "settings/refused_columns.h"

namespace termwise::ingest {
namespace {

constexpr std::size_t kListedColumns = 12;

bool is_upn(const std::string& cell) { return school::parse_upn(cell).has_value(); }

bool names_upns(const ScannedFile::HeadRow& row, const settings::SourceLayout& layout) {
  const std::string wanted = column_key(layout.upn_column);
  return std::any_of(row.cells.begin(), row.cells.end(),
                     [&](const std::string& cell) { return column_key(cell, layout) == wanted; });
}

bool is_column_of(std::string_view column, const settings::SourceLayout& layout) {
  const std::string key = column_key(column, layout);
  const auto columns = columns_of(layout);
  return std::any_of(columns.begin(), columns.end(),
                     [&](const std::string& known) { return column_key(known) == key; });
}

// What a column may not hold; null where nothing speaks against it. A layout's own columns are what it says they are.
const settings::RefusedColumns* refusal(std::string_view column, const settings::Settings& settings) {
  const settings::RefusedColumns* found = nullptr;
  for (const auto& layout : settings.layouts) {
    if (!layout.is_pupil_level()) continue;
    if (is_column_of(column, layout)) return nullptr;
    if (found == nullptr) found = settings::refusal_of(layout, column);
  }
  return found;
}

}  // namespace

Result<std::optional<std::size_t>> pupils_header(const ScannedFile& file, const settings::Settings& settings) {
  const auto refuse = [&](std::uint32_t line) {
    return Error{ExitCode::data,
                 "a UPN stands here, and no row above it names the columns as a layout of pupils does, so this file of "
                 "pupils cannot be read. Give it the header of a template in config/sources/. Nothing of the row is "
                 "repeated here.",
                 Location{file.path.string(), line}};
  };
  for (std::size_t i = 0; i < file.head.size(); ++i) {
    const auto& row = file.head[i];
    const bool header = std::any_of(settings.layouts.begin(), settings.layouts.end(), [&](const auto& layout) {
      return layout.is_pupil_level() && names_upns(row, layout);
    });
    if (std::any_of(row.cells.begin(), row.cells.end(), is_upn)) return refuse(row.line);
    if (header) return std::optional(i);
  }
  return std::optional<std::size_t>();
}

Result<void> refuse_telling_columns(const ScannedFile& file, const settings::Settings& settings) {
  std::map<std::string, std::vector<std::string>> telling;  // what they hold -> the columns
  std::size_t count = 0;
  for (std::size_t i = 0; i < file.header.size(); ++i)
    if (const auto* refused = refusal(file.header[i], settings); refused != nullptr)
      if (++count <= kListedColumns)
        telling[refused->what].push_back(fmt::format("{} (column {})", quote(file.header[i]), i + 1));
  if (count == 0) return {};
  std::vector<std::string> said;
  for (const auto& [what, columns] : telling) said.push_back(fmt::format("{} in {}", what, listed(columns)));
  if (count > kListedColumns) said.push_back(fmt::format("the like in {} more", count - kListedColumns));
  return Error{ExitCode::data,
               fmt::format("this file of pupils tells who they are: it has {}. Nothing of it was loaded. Remove {} and "
                           "export the file again.",
                           listed(said), count == 1 ? "this column" : "these columns"),
               Location{file.path.string(), file.header_line}};
}

bool is_telling(std::string_view column, const settings::Settings& settings) {
  return refusal(column, settings) != nullptr;
}

}  // namespace termwise::ingest
