// Collects what is wrong with one configuration file, each error with its place.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "settings/toml_tree.h"

namespace termwise::settings {

class Report {
 public:
  // `file` is the path as the user would type it. `errors` outlives the report.
  Report(std::string file, std::vector<Error>& errors) : file_(std::move(file)), errors_(errors) {}

  Location at(const TomlValue& value) const { return {file_, value.line, value.column}; }
  Location at_key(const TomlValue& value) const { return {file_, value.key_line, value.key_column}; }

  // Of one character of a text, `position` bytes from its start; of the text where that cannot be told.
  Location at(const TomlValue& text, std::size_t position) const {
    Location where = at(text);
    if (text.text_column == 0) return where;
    where.column = text.text_column;
    for (std::size_t i = 0; i < position && i < text.text.size(); ++i)
      if ((static_cast<unsigned char>(text.text[i]) & 0xC0) != 0x80) ++where.column;
    return where;
  }

  void error(Location where, std::string message) {
    errors_.push_back({ExitCode::configuration, std::move(message), std::move(where)});
  }
  void error(const TomlValue& value, std::string message) { error(at(value), std::move(message)); }

 private:
  std::string file_;
  std::vector<Error>& errors_;
};

}  // namespace termwise::settings
