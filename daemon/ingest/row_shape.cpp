#include "ingest/row_shape.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::ingest {
namespace {

bool is_blank_cell(std::string_view cell) { return trim(cell).empty(); }

}  // namespace

using school::Severity;

bool is_blank(const CsvRow& row) { return std::all_of(row.cells.begin(), row.cells.end(), is_blank_cell); }

Result<bool> drop_extra_cells(const CsvRow& row, std::size_t columns, char delimiter, Issues& issues) {
  if (row.cells.size() <= columns) return false;
  const auto extra = row.cells.subspan(columns);
  if (std::all_of(extra.begin(), extra.end(), is_blank_cell)) return false;
  std::string text;
  for (const std::string_view cell : extra) {
    if (cell.data() != extra.front().data()) text += delimiter;
    text += cell;
    if (text.size() > kMaximumRawValueBytes) break;
  }
  TERMWISE_CHECK(issues.raise(Severity::repair, "extra-cells", Issues::kWholeRow, text,
                              fmt::format("the row has {} cells, the header names {}; the cells beyond it "
                                          "were left out. Check that no cell of "
                                          "the row holds a '{}' without quotation marks around it.",
                                          row.cells.size(), columns, delimiter)));
  return true;
}

Result<void> check_required(const CsvRow& row, const std::vector<std::size_t>& required,
                            const std::vector<std::string>& header, Issues& issues) {
  for (const std::size_t column : required) {
    const std::string_view cell = column < row.cells.size() ? row.cells[column] : std::string_view();
    if (is_blank_cell(cell))
      TERMWISE_CHECK(
          issues.raise(Severity::error, "required", column, cell,
                       fmt::format("{} must say something in every row. Fill in the cell.", quote(header[column]))));
  }
  return {};
}

Result<void> question_line_ends(const CsvRow& row, Issues& issues) {
  if (row.last_line == row.line) return {};
  const auto holder = std::find_if(row.cells.begin(), row.cells.end(), [](std::string_view cell) {
    return cell.find_first_of("\r\n") != std::string_view::npos;
  });
  return issues.raise(
      Severity::query, "line-end-in-cell", static_cast<std::size_t>(holder - row.cells.begin()), *holder,
      fmt::format("this cell holds a line end, so that the row runs from line {} to line {}. Check that no quotation "
                  "mark is missing: the rows between would be lost.",
                  row.line, row.last_line));
}

Result<void> question_cut(const CsvRow& row, std::size_t columns, Issues& issues) {
  if (row.ended_by_line_end || row.cells.size() >= columns) return {};
  return issues.raise(Severity::query, "file-may-be-cut", row.cells.size() - 1, row.cells.back(),
                      fmt::format("the file may be cut here: its last row has {} of {} cells and no line end. Compare "
                                  "it with the publisher's file, or fetch it again.",
                                  row.cells.size(), columns));
}

}  // namespace termwise::ingest
