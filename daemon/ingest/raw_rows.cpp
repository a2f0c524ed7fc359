#include <utility>

#include <fmt/format.h>

#include "ingest/csv_reader.h"
#include "ingest/encoding.h"
#include "ingest/file_pieces.h"
#include "ingest/ingest.h"
#include "ingest/unlinked_file.h"
#include "ingest/workbook.h"

namespace termwise::ingest {
namespace {

Error no_such_row(std::uint32_t line) {
  return Error{ExitCode::data, fmt::format("no row starts on line {} of this file.", line)};
}

using NextPiece = std::function<Result<std::string>()>;

// The cells' bytes as they stand in the file.
Result<RawRows> bytes_of_rows(const NextPiece& next, char delimiter, const std::set<std::uint32_t>& lines) {
  CsvReader csv(delimiter, {kMaximumLineBytes, kMaximumColumns});
  CsvRow row;
  RawRows rows;
  auto wanted = lines.begin();
  while (wanted != lines.end()) {
    switch (csv.next(row)) {
      case CsvReader::Step::row:
        if (row.line < *wanted) break;
        if (row.line > *wanted) return no_such_row(*wanted);
        rows.emplace(*wanted++, std::vector<std::string>(row.cells.begin(), row.cells.end()));
        break;
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
        return no_such_row(*wanted);
    }
  }
  return rows;
}

// A file is UTF-8 or cp1252 as a whole, which only its last byte tells: in cp1252 a cell may be UTF-8 by accident.
Result<RawRows> rows_of_text(const NextPiece& next, char delimiter, const std::set<std::uint32_t>& lines) {
  EncodingCheck encoding;
  bool ended = false;
  const NextPiece checked = [&]() -> Result<std::string> {
    TERMWISE_TRY(std::string piece, next());
    encoding.update(piece);
    ended = piece.empty();
    return piece;
  };
  TERMWISE_TRY(RawRows rows, bytes_of_rows(checked, delimiter, lines));
  while (!ended) TERMWISE_CHECK(checked());
  if (encoding.valid_utf8() && !encoding.inside_character()) return rows;
  for (auto& [line, cells] : rows)
    for (auto& cell : cells) {
      std::string text;
      cp1252_to_utf8(cell, text);
      cell = std::move(text);
    }
  return rows;
}

Result<UniqueFd> text_of_workbook(const NextPiece& next) {
  TERMWISE_TRY(UnlinkedFile copy, UnlinkedFile::create());
  while (true) {
    TERMWISE_TRY(const std::string piece, next());
    if (piece.empty()) break;
    TERMWISE_CHECK(copy.write(piece));
  }
  TERMWISE_TRY(const UniqueFd workbook, std::move(copy).finish());
  auto text = workbook_text(workbook.get(), "");
  if (text) return std::move(text).value();
  // The archive's bytes have no name, and so no place.
  return Error{text.error().exit, text.error().message};
}

}  // namespace

Result<RawRows> raw_rows(const NextPiece& next, char delimiter, const std::set<std::uint32_t>& lines) {
  std::string start;
  while (start.size() < kSignatureBytes) {
    TERMWISE_TRY(const std::string piece, next());
    if (piece.empty()) break;
    start += piece;
  }
  // The first pieces again, and then the rest.
  const NextPiece whole = [&]() -> Result<std::string> {
    if (!start.empty()) return std::exchange(start, std::string());
    return next();
  };
  if (!starts_like_workbook(start)) return rows_of_text(whole, delimiter, lines);
  TERMWISE_TRY(const UniqueFd fd, text_of_workbook(whole));
  FilePieces text(fd.get(), "");
  const NextPiece next_of_text = [&]() -> Result<std::string> {
    TERMWISE_TRY(const std::string_view piece, text.next());
    return std::string(piece);
  };
  return rows_of_text(next_of_text, kWorkbookDelimiter, lines);
}

Result<std::optional<std::string>> raw_cell(const NextPiece& next, char delimiter, std::uint32_t line,
                                            std::uint32_t column) {
  TERMWISE_TRY(RawRows rows, raw_rows(next, delimiter, {line}));
  auto& cells = rows.at(line);
  if (column < 1 || column > cells.size()) return std::optional<std::string>();
  return std::optional<std::string>(std::move(cells[column - 1]));
}

}  // namespace termwise::ingest
