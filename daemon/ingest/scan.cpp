#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "ingest/csv_reader.h"
#include "ingest/encoding.h"
#include "ingest/file_pieces.h"
#include "ingest/ingest.h"

namespace termwise::ingest {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::array kDelimiters{',', ';', '\t', '|'};

// The likeliest delimiter of a file, from its first line: needed before any layout is known.
char delimiter_of(std::string_view start) {
  if (start.substr(0, kByteOrderMark.size()) == kByteOrderMark) start.remove_prefix(kByteOrderMark.size());
  start.remove_prefix(std::min(start.find_first_not_of("\r\n"), start.size()));
  std::array<int, kDelimiters.size()> counts{};
  bool quoted = false;
  for (const char c : start) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\r' || c == '\n') break;
    for (std::size_t i = 0; i < kDelimiters.size(); ++i)
      if (c == kDelimiters[i]) ++counts[i];
  }
  return kDelimiters[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

// One pass over the bytes of one file.
class Scanner {
 public:
  Scanner(ScannedFile& file, char delimiter) : file_(file), reader_(delimiter, {kMaximumLineBytes, kMaximumColumns}) {
    file_.delimiter = delimiter;
  }

  Result<void> piece(std::string_view bytes) {
    if (file_.bytes == 0) file_.byte_order_mark = bytes.substr(0, kByteOrderMark.size()) == kByteOrderMark;
    file_.bytes += bytes.size();
    if (file_.bytes > kMaximumFileBytes) return too_large(file_.path);
    hash_.update(bytes);
    const std::string_view text = bytes.substr(0, bytes.find('\0'));
    TERMWISE_CHECK(read_noting_encoding(text));
    if (text.size() < bytes.size())
      return refuse(
          "this is not a text file: it holds a NUL byte. A spreadsheet must be saved as CSV (UTF-8) first; "
          "a file that was copied badly must be fetched again.",
          reader_.line(), reader_.cell_number());
    return {};
  }

  Result<void> finish() {
    reader_.finish();
    TERMWISE_CHECK(drain());
    if (file_.bytes == 0) return refuse("the file is empty. Fetch it again from its publisher.", 0, 0);
    if (inside_quotes_)
      return refuse(fmt::format("the file is cut: it ends inside a quoted field that begins on line {}. Fetch it "
                                "again, or close the quotation mark.",
                                reader_.quote_line()),
                    reader_.quote_line(), 0);
    if (encoding_.inside_character())
      return refuse("the file is cut: it ends inside a UTF-8 character. Fetch it again from its publisher.",
                    reader_.line(), last_cells_);
    TERMWISE_CHECK(judge_encoding());
    if (rows_ == 0) return refuse("the file holds blank lines and nothing else. Fetch it again.", 0, 0);
    if (rows_ == 1)
      return refuse("the file has a header and no rows. Fetch it again from its publisher.", file_.head.front().line, 0);
    if (!file_.valid_utf8) head_to_utf8();
    file_.header = file_.head.front().cells;
    file_.header_line = file_.head.front().line;
    file_.sha256 = hash_.finish();
    return {};
  }

  static Error too_large(const std::filesystem::path& path) {
    return Error{
        ExitCode::data,
        fmt::format("this file is larger than the {} bytes that one file may have. Split it by LA.", kMaximumFileBytes),
        Location{path.string()}};
  }

 private:
  Error refuse(std::string message, std::uint32_t line, std::uint32_t column) const {
    return Error{ExitCode::data, std::move(message), Location{file_.path.string(), line, column}};
  }

  // Reads `text` up to the first byte that an encoding does not have, to learn its line and column, and goes
  // on.
  Result<void> read_noting_encoding(std::string_view text) {
    const EncodingCheck::Found found = encoding_.update(text);
    std::size_t done = 0;
    const auto advance = [&](std::size_t end) {
      const std::string_view part = text.substr(done, end - done);
      done = end;
      if (!part.empty()) reader_.feed(part);
      return drain();
    };
    const auto here = [&] { return Location{file_.path.string(), reader_.line(), reader_.cell_number()}; };
    const auto note = [&](const std::optional<std::size_t>& place, Location& where) -> Result<void> {
      if (!place) return {};
      TERMWISE_CHECK(advance(*place));
      where = here();
      return {};
    };
    if (found.not_utf8.value_or(0) <= found.not_cp1252.value_or(text.size())) {
      TERMWISE_CHECK(note(found.not_utf8, file_.not_utf8));
      TERMWISE_CHECK(note(found.not_cp1252, file_.not_cp1252));
    } else {
      TERMWISE_CHECK(note(found.not_cp1252, file_.not_cp1252));
      TERMWISE_CHECK(note(found.not_utf8, file_.not_utf8));
    }
    return advance(text.size());
  }

  Result<void> drain() {
    CsvRow row;
    while (true) {
      switch (reader_.next(row)) {
        case CsvReader::Step::row:
          take(row);
          break;
        case CsvReader::Step::more:
        case CsvReader::Step::end:
          return {};
        case CsvReader::Step::row_too_long:
          return row_too_long();
        case CsvReader::Step::too_many_cells:
          return refuse(fmt::format("this row has more than the {} columns that a file may have. Check that this is "
                                    "the file you meant.",
                                    kMaximumColumns),
                        reader_.row_line(), 0);
      }
    }
  }

  Error row_too_long() const {
    if (reader_.failed_inside_quotes())
      return refuse(fmt::format("the quoted field that begins on line {} is not closed within the {} bytes that a row "
                                "may have. Close its quotation mark, or fetch the file again.",
                                reader_.quote_line(), kMaximumLineBytes),
                    reader_.quote_line(), reader_.cell_number());
    return refuse(fmt::format("this line is longer than the {} bytes that a row may have, so this is not a table of "
                              "results. Check that this is the file you meant.",
                              kMaximumLineBytes),
                  reader_.row_line(), 0);
  }

  void take(const CsvRow& row) {
    last_cells_ = static_cast<std::uint32_t>(row.cells.size());
    inside_quotes_ = row.ended_inside_quotes;
    ++rows_;
    if (file_.head.size() > kMaximumTitleLines) return;
    ScannedFile::HeadRow head{row.line, {}};
    for (const std::string_view name : row.cells) head.cells.emplace_back(trim(name));
    file_.head.push_back(std::move(head));
  }

  Result<void> judge_encoding() {
    file_.valid_utf8 = encoding_.valid_utf8();
    file_.valid_cp1252 = encoding_.valid_cp1252() && !file_.byte_order_mark;
    if (file_.valid_utf8 || file_.valid_cp1252) return {};
    if (file_.byte_order_mark)
      return Error{ExitCode::data,
                   "the file begins with the byte order mark of UTF-8, but what stands here is not UTF-8. Fetch it "
                   "again, or save it as CSV (UTF-8).",
                   file_.not_utf8};
    return Error{ExitCode::data,
                 fmt::format("the file is text in no encoding that Termwise knows: what stands here is not in cp1252, "
                             "and line {} is not UTF-8. Save the file as CSV (UTF-8).",
                             file_.not_utf8.line),
                 file_.not_cp1252};
  }

  void head_to_utf8() {
    std::string text;
    for (auto& row : file_.head)
      for (std::string& name : row.cells) {
        cp1252_to_utf8(name, text);
        name = text;
      }
  }

  ScannedFile& file_;
  CsvReader reader_;
  EncodingCheck encoding_;
  Sha256Stream hash_;
  std::uint64_t rows_ = 0;
  std::uint32_t last_cells_ = 0;
  bool inside_quotes_ = false;
};

}  // namespace

Result<ScannedFile> scan(const std::filesystem::path& path) {
  ScannedFile file;
  file.path = path;
  TERMWISE_TRY(file.fd, open_regular_file(path));
  struct stat status {};
  if (::fstat(file.fd.get(), &status) != 0)
    return Error{ExitCode::io, fmt::format("this file cannot be examined: {}.", system_message(errno)),
                 Location{path.string()}};
  if (static_cast<std::uint64_t>(status.st_size) > kMaximumFileBytes) return Scanner::too_large(path);
  FilePieces pieces(file.fd.get(), path);
  TERMWISE_TRY(std::string_view bytes, pieces.next());
  Scanner scanner(file, delimiter_of(bytes));
  while (!bytes.empty()) {
    TERMWISE_CHECK(scanner.piece(bytes));
    TERMWISE_TRY(bytes, pieces.next());
  }
  TERMWISE_CHECK(scanner.finish());
  return file;
}

}  // namespace termwise::ingest
