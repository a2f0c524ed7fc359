// Delimited text (RFC 4180 and what publishers make of it): pieces of bytes in, rows of cells out, with the
// physical line on which each row starts. Fields are those of Python's csv module with its default dialect: a
// quotation mark opens a quoted cell only as the cell's first byte, a doubled one inside stands for itself,
// what follows a closed quotation belongs to the cell, and LF, CR and CRLF all end a line. A byte order mark
// at the start is dropped, and blank lines are passed over. It knows nothing of encodings beyond ASCII, of
// headers, or of schools.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace termwise::ingest {

struct CsvLimits {
  std::size_t row_bytes = 0;  // of one row, without the line end that closes it
  std::size_t cells = 0;      // of one row
};

struct CsvRow {
  std::uint32_t line = 0;            // physical line on which the row starts, from 1
  std::uint32_t last_line = 0;       // physical line on which it ends; greater where a quoted cell holds line ends
  bool ended_by_line_end = true;     // false: the end of the file closed the row
  bool ended_inside_quotes = false;  // the end of the file stands inside a quoted cell
  std::span<const std::string_view> cells;  // valid until the reader is used again
};

class CsvReader {
 public:
  enum class Step {
    row,            // `row` holds the next row
    more,           // all rows of the pieces so far are out: feed() or finish()
    end,            // after finish(): there are no more rows
    row_too_long,   // over the limit; the reader stays there
    too_many_cells  // likewise
  };

  CsvReader(char delimiter, CsvLimits limits);

  // The reader copies the piece. Only after next() has said `more`, or before the first next().
  void feed(std::string_view piece);
  void finish() { finished_ = true; }
  Step next(CsvRow& row);

  // Where the reader stands after `more`, `row_too_long` or `too_many_cells`.
  std::uint32_t line() const { return line_; }          // physical line of the next byte
  std::uint32_t row_line() const { return row_line_; }  // on which the row that is being read starts
  std::uint32_t cell_number() const { return static_cast<std::uint32_t>(cells_.size() + 1); }
  bool failed_inside_quotes() const { return failed_inside_quotes_; }
  std::uint32_t quote_line() const { return quote_line_; }  // on which the last quoted cell begins

 private:
  enum class State { row_start, cell_start, plain, quoted, quote_in_quoted, failed };
  struct Range {  // relative to the start of the row, so that the buffer may move
    std::size_t begin;
    std::size_t length;
  };

  bool pass_byte_order_mark();
  void pass_row_start();
  void read_plain();
  void read_quoted();
  void read_after_quote();
  void keep(std::size_t end);                          // bytes from pos_ to `end` belong to the cell
  bool save_cell(std::size_t begin, std::size_t end);  // false where a limit is passed: the reader has failed
  void end_line(char terminator);
  Step fail(Step step);
  Step give(CsvRow& row, bool ended_by_line_end);

  const char delimiter_;
  const CsvLimits limits_;
  std::string buffer_;
  std::size_t pos_ = 0;  // next byte to look at
  std::size_t row_begin_ = 0;
  std::size_t cell_begin_ = 0;  // the cell's text is moved together in place: [cell_begin_, cell_end_), never past pos_
  std::size_t cell_end_ = 0;
  State state_ = State::row_start;
  Step failure_ = Step::row;
  bool failed_inside_quotes_ = false;
  bool row_complete_ = false;
  bool begun_ = false;
  bool finished_ = false;
  bool after_cr_ = false;  // the last line end was a CR, so an LF at once after it belongs to it
  std::uint32_t line_ = 1;
  std::uint32_t row_line_ = 1;
  std::uint32_t row_last_line_ = 1;
  std::uint32_t quote_line_ = 0;
  std::vector<Range> cells_;
  std::vector<std::string_view> views_;
};

}  // namespace termwise::ingest
