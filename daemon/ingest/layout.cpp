#include "ingest/layout.h"

#include "base/text.h"

namespace termwise::ingest {

std::string column_key(std::string_view name) { return to_upper_ascii(trim(name)); }

std::vector<std::string> columns_of(const settings::SourceLayout& layout) {
  std::vector<std::string> columns{layout.record_type_column, layout.urn_column, layout.la_column};
  for (const auto& column : layout.measures) columns.push_back(column.column);
  for (const auto& column : layout.attributes) columns.push_back(column.column);
  for (const auto& column : layout.ignored) columns.push_back(column.column);
  return columns;
}

std::optional<settings::Encoding> encoding_of(const ScannedFile& file, const settings::SourceLayout& layout) {
  for (const settings::Encoding encoding : layout.encodings)
    if (encoding == settings::Encoding::utf8 ? file.valid_utf8 : file.valid_cp1252) return encoding;
  return std::nullopt;
}

}  // namespace termwise::ingest
