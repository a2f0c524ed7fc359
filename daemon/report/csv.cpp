#include "report/csv.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace termwise::report {
namespace {

constexpr std::string_view kFormulaStarts = "=+-@\t\r";  // of what a spreadsheet would calculate

}  // namespace

std::string csv_cell(std::string_view text) {
  std::string safe;
  if (!text.empty() && kFormulaStarts.find(text.front()) != std::string_view::npos) safe = "'";
  safe += text;
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string csv_line(const std::vector<std::string>& cells) { return fmt::format("{}\r\n", fmt::join(cells, ",")); }

}  // namespace termwise::report
