#include "ingest/layout.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace termwise::ingest {

std::string column_key(std::string_view name) { return to_upper_ascii(trim(name)); }

std::string column_key(std::string_view name, const settings::SourceLayout& layout) {
  std::string key = column_key(name);
  if (layout.aliases.empty()) return key;
  const auto alias = layout.aliases.find(key);
  return alias == layout.aliases.end() ? key : column_key(alias->second);
}

std::vector<std::string> columns_of(const settings::SourceLayout& layout) {
  std::vector<std::string> columns;
  std::set<std::string> seen;
  const auto add = [&](const std::string& column) {
    if (!column.empty() && seen.insert(column_key(column)).second) columns.push_back(column);
  };
  for (const auto& column :
       {layout.record_type_column, layout.urn_column, layout.la_column, layout.laestab_column, layout.upn_column})
    add(column);
  for (const auto& column : layout.measures) add(column.column);
  for (const auto& column : layout.attributes) add(column.column);
  for (const auto& column : layout.ignored) add(column.column);
  for (const auto& column : layout.key_columns) add(column);
  add(layout.year_column);
  return columns;
}

bool is_optional(const settings::SourceLayout& layout, std::string_view column) {
  const std::string key = column_key(column);
  return std::any_of(layout.optional.begin(), layout.optional.end(),
                     [&](const std::string& optional) { return column_key(optional) == key; });
}

std::optional<settings::Encoding> encoding_of(const ScannedFile& file, const settings::SourceLayout& layout) {
  for (const settings::Encoding encoding : layout.encodings)
    if (encoding == settings::Encoding::utf8 ? file.valid_utf8 : file.valid_cp1252) return encoding;
  return std::nullopt;
}

}  // namespace termwise::ingest
