#include <fmt/format.h>

#include "base/text.h"
#include "ingest/csv_reader.h"
#include "ingest/encoding.h"
#include "ingest/ingest.h"

namespace termwise::ingest {
namespace {

// Each cell stands in one encoding, and text that is UTF-8 by accident is too rare to matter.
std::string as_utf8(std::string_view cell) {
  if (is_utf8(cell)) return std::string(cell);
  std::string text;
  cp1252_to_utf8(cell, text);
  return text;
}

Error no_such_row(std::uint32_t line) {
  return Error{ExitCode::data, fmt::format("no row starts on line {} of this file.", line)};
}

}  // namespace

Result<std::optional<std::string>> raw_cell(const std::function<Result<std::string>()>& next, char delimiter,
                                            std::uint32_t line, std::uint32_t column) {
  CsvReader csv(delimiter, {kMaximumLineBytes, kMaximumColumns});
  CsvRow row;
  while (true) {
    switch (csv.next(row)) {
      case CsvReader::Step::row:
        if (row.line < line) break;
        if (row.line > line) return no_such_row(line);
        if (column < 1 || column > row.cells.size()) return std::optional<std::string>();
        return std::optional<std::string>(as_utf8(row.cells[column - 1]));
      case CsvReader::Step::more: {
        TERMWISE_TRY(const std::string piece, next());
        if (piece.empty())
          csv.finish();
        else
          csv.feed(piece);
        break;
      }
      case CsvReader::Step::end:
      case CsvReader::Step::row_too_long:
      case CsvReader::Step::too_many_cells:
        return no_such_row(line);
    }
  }
}

}  // namespace termwise::ingest
