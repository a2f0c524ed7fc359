// The columns of one layout: each stands in one section of the file, once, and means something that measures.toml knows.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "settings/sections.h"
#include "settings/table_reader.h"

namespace termwise::settings {

// As publishers' files fold names and codes: trimmed, ASCII letters in upper case.
std::string folded(std::string_view text);

class LayoutColumns {
 public:
  // `vocabulary` may be null: nothing is then unknown. All must outlive this.
  LayoutColumns(SourceLayout& layout, const Vocabulary* vocabulary, Report& report);

  // The name of a column that stands under `key` of [subject]: empty where there is none. A shared one may stand in
  // another section too.
  std::string subject_column(TableReader& reader, const TomlValue& table, std::string_view key, Presence presence);
  std::string shared_column(TableReader& reader, const TomlValue& table, std::string_view key);
  std::vector<std::string> shared_columns(TableReader& reader, std::string_view key);

  void read_missing(const TomlValue& table);
  void read_measures(const TomlValue& table);
  void read_attributes(const TomlValue& table);
  void read_ignored(const TomlValue& table);
  void read_refused(const TomlValue& table);
  // After all the sections above.
  void read_aliases(const TomlValue& table);
  std::vector<std::string> named_columns(TableReader& reader, std::string_view key);

 private:
  bool read_missing_codes(const TomlValue& table, MissingCodeMap& codes);
  void read_measure_table(const TomlValue& entry, MeasureColumn& column);
  void read_figure_codes(const TomlValue& codes, MeasureColumn& column);
  void read_range(const TomlValue& list, MeasureColumn& column);
  void check_measure(const TomlValue& value);
  bool read_attribute_table(const TomlValue& entry, AttributeColumn& column);
  void check_reference(const TomlValue& value, const AttributeColumn& column);
  void read_codes(const TomlValue& codes, AttributeColumn& column);
  void check_attribute(const TomlValue& value);
  void claim(const std::string& column, const Location& where, std::string_view section);
  bool knows(const std::string& column) const;
  void refuse_unknown(const TomlValue& value);

  SourceLayout& layout_;
  const Vocabulary* vocabulary_;
  Report& report_;
  bool dataset_known_ = false;
  std::map<std::string, std::pair<std::string_view, std::uint32_t>> columns_;  // folded -> section, line
  std::map<std::string, Location> shared_;                                     // folded
  std::map<std::string, std::uint32_t> measure_lines_;
  std::map<std::string, std::uint32_t> attribute_lines_;
};

}  // namespace termwise::settings
