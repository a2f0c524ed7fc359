// A table as aligned text for a terminal.
#pragma once

#include <string>
#include <vector>

namespace termwise::report {

enum class Side { left, right };

struct TextColumn {
  std::string heading;
  Side side = Side::right;  // numbers
};

class TextTable {
 public:
  explicit TextTable(std::vector<TextColumn> columns) : columns_(std::move(columns)) {}
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }  // as many cells as there are columns
  // The headings and a line for each row, without blanks at the end. Widths are counted in code points.
  std::string text() const;

 private:
  std::vector<TextColumn> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace termwise::report
