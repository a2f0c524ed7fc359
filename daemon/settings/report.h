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

  void error(Location where, std::string message) {
    errors_.push_back({ExitCode::configuration, std::move(message), std::move(where)});
  }
  void error(const TomlValue& value, std::string message) { error(at(value), std::move(message)); }

 private:
  std::string file_;
  std::vector<Error>& errors_;
};

}  // namespace termwise::settings
