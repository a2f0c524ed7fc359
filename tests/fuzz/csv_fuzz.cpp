// The CSV reader on any bytes: it does not crash, keeps its limits, and gives the same rows however the bytes
// are cut into pieces. The first byte chooses the delimiter and the limits, the second the sizes of the
// pieces.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/csv_reader.h"

using termwise::ingest::CsvLimits;
using termwise::ingest::CsvReader;
using termwise::ingest::CsvRow;

namespace {

struct Row {
  std::uint32_t line = 0;
  std::uint32_t last_line = 0;
  bool ended_by_line_end = false;
  bool ended_inside_quotes = false;
  std::vector<std::string> cells;
  bool operator==(const Row&) const = default;
};

struct Reading {
  std::vector<Row> rows;
  CsvReader::Step end = CsvReader::Step::end;
  bool operator==(const Reading&) const = default;
};

void require(bool condition) {
  if (!condition) std::abort();
}

// Takes what is there; false where the reader has failed.
bool drain(CsvReader& reader, const CsvLimits& limits, Reading& reading) {
  CsvRow row;
  CsvReader::Step step;
  while ((step = reader.next(row)) == CsvReader::Step::row) {
    require(!row.cells.empty() && row.cells.size() <= limits.cells);
    require(row.line >= 1 && row.last_line >= row.line);
    std::size_t bytes = 0;
    for (const auto cell : row.cells) bytes += cell.size();
    require(bytes <= limits.row_bytes);
    Row copy{row.line, row.last_line, row.ended_by_line_end, row.ended_inside_quotes, {}};
    for (const auto cell : row.cells) copy.cells.emplace_back(cell);
    reading.rows.push_back(std::move(copy));
  }
  if (step == CsvReader::Step::more || step == CsvReader::Step::end) return true;
  reading.end = step;
  return false;
}

Reading read(std::string_view bytes, char delimiter, const CsvLimits& limits, unsigned pieces) {
  CsvReader reader(delimiter, limits);
  Reading reading;
  unsigned state = pieces;
  while (!bytes.empty()) {
    state = state * 1103515245u + 12345u;
    const std::size_t size = pieces == 0 ? bytes.size() : 1 + (state >> 16) % (1 + pieces % 16);
    reader.feed(bytes.substr(0, size));
    bytes.remove_prefix(size < bytes.size() ? size : bytes.size());
    if (!drain(reader, limits, reading)) return reading;
  }
  reader.finish();
  drain(reader, limits, reading);
  return reading;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  static constexpr std::string_view kDelimiters = ",;\t|";
  const char delimiter = kDelimiters[data[0] % kDelimiters.size()];
  const CsvLimits limits = data[0] < 128 ? CsvLimits{1u << 20, 2000} : CsvLimits{24, 4};
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
  const Reading whole = read(bytes, delimiter, limits, 0);
  require(whole == read(bytes, delimiter, limits, 1 + data[1]));
  require(whole == read(bytes, delimiter, limits, 16));
  return 0;
}
