// Tables as CSV that a spreadsheet opens rightly: UTF-8 with its mark, RFC 4180, formulas defused.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace termwise::report {

inline constexpr std::string_view kByteOrderMark =
    "\xEF\xBB\xBF";  // without it Excel takes UTF-8 for its own code page

// A text from outside as one cell. What a spreadsheet would take for a formula is preceded by an apostrophe.
std::string csv_cell(std::string_view text);

// The cells, each made by csv_cell or a number that this program wrote, as one line.
std::string csv_line(const std::vector<std::string>& cells);

}  // namespace termwise::report
