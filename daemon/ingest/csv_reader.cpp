#include "ingest/csv_reader.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace termwise::ingest {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::uint64_t kOnes = 0x0101010101010101;
constexpr std::uint64_t kHighBits = 0x8080808080808080;

// A bit at each zero byte of `word`; the lowest one is exact, higher ones may be false.
std::uint64_t zero_bytes(std::uint64_t word) { return (word - kOnes) & ~word & kHighBits; }

std::uint64_t repeated(char c) { return kOnes * static_cast<std::uint8_t>(c); }

// The first of `special`, CR or LF from `from`, or `size`. Eight bytes at a time: most of a file is looked at
// here.
std::size_t find_special(const char* bytes, std::size_t from, std::size_t size, char special) {
  static_assert(std::endian::native == std::endian::little, "the lowest bit must be the first byte");
  const std::uint64_t specials = repeated(special);
  while (size - from >= sizeof(std::uint64_t)) {
    std::uint64_t word;
    std::memcpy(&word, bytes + from, sizeof word);
    const std::uint64_t hits =
        zero_bytes(word ^ specials) | zero_bytes(word ^ repeated('\n')) | zero_bytes(word ^ repeated('\r'));
    if (hits != 0) return from + static_cast<std::size_t>(std::countr_zero(hits)) / 8;
    from += sizeof word;
  }
  while (from < size && bytes[from] != special && bytes[from] != '\n' && bytes[from] != '\r') ++from;
  return from;
}

}  // namespace

CsvReader::CsvReader(char delimiter, CsvLimits limits) : delimiter_(delimiter), limits_(limits) {}

void CsvReader::feed(std::string_view piece) {
  if (state_ == State::failed) return;
  const std::size_t done = state_ == State::row_start ? pos_ : row_begin_;
  buffer_.erase(0, done);
  pos_ -= done;
  row_begin_ = 0;
  cell_begin_ -= std::min(cell_begin_, done);
  cell_end_ -= std::min(cell_end_, done);
  buffer_ += piece;
}

// False until enough bytes are there to tell.
bool CsvReader::pass_byte_order_mark() {
  const auto start = std::string_view(buffer_).substr(0, kByteOrderMark.size());
  if (start.size() < kByteOrderMark.size() && !finished_ && kByteOrderMark.substr(0, start.size()) == start)
    return false;
  if (start == kByteOrderMark) pos_ = kByteOrderMark.size();
  begun_ = true;
  return true;
}

void CsvReader::end_line(char terminator) {
  ++pos_;
  ++line_;
  after_cr_ = terminator == '\r';
}

void CsvReader::pass_row_start() {
  const char c = buffer_[pos_];
  if (c == '\n' && after_cr_) {
    ++pos_;
    after_cr_ = false;
    return;
  }
  if (c == '\n' || c == '\r') return end_line(c);
  after_cr_ = false;
  row_begin_ = pos_;
  row_line_ = line_;
  cells_.clear();
  state_ = State::cell_start;
}

void CsvReader::keep(std::size_t end) {
  if (cell_end_ != pos_) std::memmove(buffer_.data() + cell_end_, buffer_.data() + pos_, end - pos_);
  cell_end_ += end - pos_;
  pos_ = end;
}

CsvReader::Step CsvReader::fail(Step step) {
  failed_inside_quotes_ = state_ == State::quoted;
  state_ = State::failed;
  failure_ = step;
  return step;
}

inline bool CsvReader::save_cell(std::size_t begin, std::size_t end) {
  // The row's length is looked at here too, so that the same bytes fail alike however they are cut into
  // pieces.
  if (pos_ - row_begin_ > limits_.row_bytes) {
    fail(Step::row_too_long);
    return false;
  }
  if (cells_.size() == limits_.cells) {
    fail(Step::too_many_cells);
    return false;
  }
  cells_.push_back({begin - row_begin_, end - begin});
  return true;
}

void CsvReader::read_plain() {
  const char* const bytes = buffer_.data();
  const std::size_t size = buffer_.size();
  // What a quotation or an earlier piece began is moved together; the cells after it are taken where they
  // stand.
  keep(find_special(bytes, pos_, size, delimiter_));
  std::size_t begin = cell_begin_;
  std::size_t end = cell_end_;
  while (pos_ < size) {
    if (!save_cell(begin, end)) return;
    if (bytes[pos_] != delimiter_) {
      row_last_line_ = line_;
      row_complete_ = true;
      return end_line(bytes[pos_]);
    }
    begin = ++pos_;
    if (begin == size || bytes[begin] == '"') {
      state_ = State::cell_start;
      return;
    }
    end = pos_ = find_special(bytes, begin, size, delimiter_);
  }
  cell_begin_ = begin;
  cell_end_ = end;
}

void CsvReader::read_quoted() {
  const std::size_t stop = find_special(buffer_.data(), pos_, buffer_.size(), '"');
  keep(stop);
  if (stop == buffer_.size()) return;
  const char c = buffer_[pos_];
  if (c == '"') {
    ++pos_;
    state_ = State::quote_in_quoted;
    return;
  }
  if (c == '\r' || buffer_[pos_ - 1] != '\r') ++line_;
  keep(pos_ + 1);
}

void CsvReader::read_after_quote() {
  const char c = buffer_[pos_];
  if (c == '"') {
    keep(pos_ + 1);
    state_ = State::quoted;
  } else {
    state_ = State::plain;  // a delimiter or a line end closes the cell there; anything else belongs to it
  }
}

CsvReader::Step CsvReader::give(CsvRow& row, bool ended_by_line_end) {
  row_complete_ = false;
  row.line = row_line_;
  row.last_line = row_last_line_;
  row.ended_by_line_end = ended_by_line_end;
  row.ended_inside_quotes = state_ == State::quoted;
  state_ = State::row_start;
  const char* const start = buffer_.data() + row_begin_;
  views_.clear();
  for (const auto& cell : cells_) views_.emplace_back(start + cell.begin, cell.length);
  row.cells = views_;
  return Step::row;
}

CsvReader::Step CsvReader::next(CsvRow& row) {
  if (!begun_ && !pass_byte_order_mark()) return Step::more;
  while (true) {
    if (state_ == State::failed) return failure_;
    if (row_complete_) return give(row, true);
    if (pos_ == buffer_.size()) break;
    switch (state_) {
      case State::row_start:
        pass_row_start();
        break;
      case State::cell_start:
        if (buffer_[pos_] == '"') {
          ++pos_;
          quote_line_ = line_;
          state_ = State::quoted;
        } else {
          state_ = State::plain;
        }
        cell_begin_ = cell_end_ = pos_;
        break;
      case State::plain:
        read_plain();
        break;
      case State::quoted:
        read_quoted();
        break;
      case State::quote_in_quoted:
        read_after_quote();
        break;
      case State::failed:
        break;
    }
  }
  // Told before the rest of the row arrives, so that a line without end is not kept.
  if (state_ != State::row_start && pos_ - row_begin_ > limits_.row_bytes) return fail(Step::row_too_long);
  if (!finished_) return Step::more;
  if (state_ == State::row_start) return Step::end;
  if (state_ == State::cell_start) cell_begin_ = cell_end_ = pos_;
  if (!save_cell(cell_begin_, cell_end_)) return failure_;
  row_last_line_ = line_;
  return give(row, false);
}

}  // namespace termwise::ingest
