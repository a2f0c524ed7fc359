// From a publisher's file to records, in two passes over the same open file: scan() proves that the bytes can
// be read to the end and identifies them; read_records() turns rows into records. Both stream; memory does
// not grow with the file. A file is delimited text, or an Excel workbook, which is known by its bytes and not by its
// name: it is read as the text that workbook.h makes of it, so that a line is a row of the sheet. Its size and digest,
// and what is archived, are those of the workbook.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/sha256.h"
#include "base/unique_fd.h"
#include "school/pupil_record.h"
#include "school/record.h"
#include "settings/settings.h"

namespace termwise::ingest {

class PupilKey;

inline constexpr std::uint64_t kMaximumFileBytes = 4ull << 30;
inline constexpr std::size_t kMaximumLineBytes = 1u << 20;  // a physical line, and a row
inline constexpr std::size_t kMaximumColumns = 2'000;
inline constexpr std::size_t kMaximumSubjects = 1'000'000;   // that are told apart within one file
inline constexpr std::int64_t kMaximumIssues = 1'000'000;    // of one file
inline constexpr std::int64_t kMaximumIssuesOfRule = 1'000;  // of one file and rule that are listed one by one
inline constexpr std::size_t kMaximumTotals = 100'000;       // of an LA, year and measure, that one file is added up to
inline constexpr std::size_t kMaximumAttributeBytes = 1'000;  // of one attribute's text
inline constexpr std::size_t kMaximumRawValueBytes = 1'000;   // of the raw value that an issue quotes
inline constexpr std::size_t kMaximumItemBytes = 200;         // of what tells rows about one subject apart
inline constexpr std::size_t kMaximumTitleLines = 5;          // rows that may stand above the header

struct ScannedFile {
  std::filesystem::path path;
  UniqueFd fd;
  UniqueFd text;  // of a workbook: its text, in UTF-8, which any layout may have whatever its encodings
  Sha256 sha256;
  std::uint64_t bytes = 0;
  bool valid_utf8 = true;    // else cp1252 may be tried
  bool valid_cp1252 = true;  // no byte that cp1252 leaves undefined, and no byte order mark
  Location not_utf8;         // where valid_utf8 is false: the line and column of the first offending byte
  Location not_cp1252;       // likewise
  bool byte_order_mark = false;
  char delimiter = ',';             // the one of , ; tab | that the header has most of
  std::vector<std::string> header;  // column names, trimmed
  std::uint32_t header_line = 0;    // on which it starts
  // The rows among which the header is: the first, unless titles stand above it.
  struct HeadRow {
    std::uint32_t line = 0;
    std::vector<std::string> cells;  // trimmed
  };
  std::vector<HeadRow> head;
};

// Opens the file and reads it once. Errors: 66 (missing, directory, unreadable, not regular), 65 (empty, NUL
// bytes, a line over the limit, ends inside a quoted field or inside a UTF-8 character, not text in any
// encoding; a workbook that is damaged, over a limit of workbook_limits.h, or of another kind), 73 and 74.
Result<ScannedFile> scan(const std::filesystem::path& path);

// What a file is taken for.
struct Recognition {
  const settings::SourceLayout* layout = nullptr;
  std::optional<AcademicYear> year;  // none: each row says its own
  std::string why;                   // how sure that is, and from what: a clause that follows "recognised"
};

// Which layout a file fits: the same columns, in any order, after trimming and ASCII case folding, but for those that
// the layout makes optional; where several layouts have these columns, the one whose files are called so. Sets the
// file's header to the row that fits, which may stand below some lines of title. `source` and `year` narrow the choice.
// Errors: 65, which columns are missing and which are new against the nearest layout, or what else speaks against it; 64
// where `source` names no layout or nothing says the year.
Result<Recognition> recognise(ScannedFile& file, const settings::Settings& settings,
                              const std::optional<std::string>& source, const std::optional<AcademicYear>& year);

// The schools that the lists of schools loaded so far know.
class SchoolDirectory {
 public:
  virtual ~SchoolDirectory() = default;
  virtual bool empty() const = 0;
  virtual bool knows(Urn urn) const = 0;
  virtual std::optional<LaCode> la_of(Urn urn) const = 0;
};

// What other files that are loaded say of a school.
class LoadedFigures {
 public:
  virtual ~LoadedFigures() = default;
  struct Figure {
    Decimal value;
    std::string_view file_name;  // lives as long as the figures
    std::uint32_t line = 0;
  };
  // What the latest record of the measure's dataset for this school, item and year says; empty where there is none, or no
  // value. Errors: the store's.
  virtual Result<std::optional<Figure>> find(const school::Measure& measure, int summer, Urn urn,
                                             std::string_view item) = 0;
  // A sentence where not all that was asked for was looked up, because it is too much; else empty.
  virtual std::string left_out() const = 0;
};

// The rows that are stored of the datasets to which a layout's columns refer.
class ReferenceDirectory {
 public:
  virtual ~ReferenceDirectory() = default;
  // Whether the dataset has a row of this LA at all; where it has none, its file may be yet to come.
  virtual bool covers(std::string_view dataset, const LaCode& la) const = 0;
  // Whether a row of the dataset has this key: a school's is told apart within the school and year of `from`, an
  // adviser's by its key alone.
  virtual bool knows(std::string_view dataset, const school::Record& from, std::string_view key) const = 0;
};

// Receives what a file says, in the order of its lines.
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  // The record is the reader's own and changes with the next row.
  virtual Result<void> record(const school::Record& record) = 0;
  virtual Result<void> issue(const school::QualityIssue& issue) = 0;
  // Likewise, of a pupil-level file. Error (70), unless it is overridden: the sink takes no pupils.
  virtual Result<void> pupil(const school::PupilRecord& record);
  // The file's bytes as they pass, for the archive; those of a pupil-level file never come here.
  virtual Result<void> bytes(std::span<const std::byte> bytes) = 0;
};

// What else is known while a file is read. Whatever is left out, nothing is held against it.
struct Known {
  const SchoolDirectory* schools = nullptr;
  LoadedFigures* figures = nullptr;
  const ReferenceDirectory* references = nullptr;
  PupilKey* pupil_key = nullptr;  // without it a pupil-level file cannot be read
};

// The second pass. Text is handed on as UTF-8. A school whose row names no LA is in the one that the directory says; without
// them nothing is said about URNs. Of a pupil-level file the UPNs become pseudonyms; its rows go to RecordSink::pupil, and
// nothing that stands in its cells is in an issue or error. Errors: whatever the sink returns, 65 (over kMaximumSubjects or
// kMaximumIssues), 74, and 75 when the file changed since scan().
Result<school::Sums> read_records(ScannedFile& file, const Recognition& recognised, const settings::Settings& settings,
                                  RecordSink& sink, const Known& known = {});

// The raw text of one cell, as UTF-8 and without the quotation marks around it: the row that starts on
// `line`, the header's `column` (both from 1), out of a file's whole bytes, which come in pieces from `next`
// until it returns an empty one; of a workbook, the cell of its sheet as it is read, and the delimiter plays no part.
// Empty optional: the row ends before the column. Errors: whatever `next` returns, 65 when no row starts there; of a
// workbook also those of reading it.
Result<std::optional<std::string>> raw_cell(const std::function<Result<std::string>()>& next, char delimiter,
                                            std::uint32_t line, std::uint32_t column);

// The same of whole rows, by the line on which each starts.
using RawRows = std::map<std::uint32_t, std::vector<std::string>>;
Result<RawRows> raw_rows(const std::function<Result<std::string>()>& next, char delimiter,
                         const std::set<std::uint32_t>& lines);

}  // namespace termwise::ingest
