#include "report/text_table.h"

#include <algorithm>

namespace termwise::report {
namespace {

std::size_t letters(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

std::string TextTable::text() const {
  std::vector<std::vector<std::string>> lines(1);
  for (const auto& column : columns_) lines.front().push_back(column.heading);
  lines.insert(lines.end(), rows_.begin(), rows_.end());
  std::vector<std::size_t> widths(columns_.size(), 0);
  for (const auto& line : lines)
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], letters(line[i]));
  std::string text;
  for (const auto& line : lines) {
    std::string shown;
    for (std::size_t i = 0; i < line.size(); ++i) {
      const std::string pad(widths[i] - letters(line[i]), ' ');
      shown += i == 0 ? "" : "  ";
      shown += columns_[i].side == Side::left ? line[i] + pad : pad + line[i];
    }
    while (!shown.empty() && shown.back() == ' ') shown.pop_back();
    text += shown + "\n";
  }
  return text;
}

}  // namespace termwise::report
