#include <fmt/format.h>

#include "ingest/csv_reader.h"
#include "ingest/encoding.h"
#include "ingest/file_pieces.h"
#include "ingest/ingest.h"
#include "ingest/layout.h"
#include "ingest/row_reader.h"
#include "ingest/workbook.h"

namespace termwise::ingest {
namespace {

// scan() proved that the file can be read to its end, so whatever does not fit that is a change.
Error changed(const ScannedFile& file) {
  return Error{ExitCode::try_again,
               "this file changed while it was being read. Wait until it is completely written, and try again.",
               Location{file.path.string()}};
}

Result<void> read_rows(CsvReader& csv, RowReader& rows, const ScannedFile& file) {
  CsvRow row;
  while (true) {
    switch (csv.next(row)) {
      case CsvReader::Step::row:
        if (row.ended_inside_quotes) return changed(file);
        if (row.line > file.header_line) TERMWISE_CHECK(rows.read(row));
        break;
      case CsvReader::Step::more:
      case CsvReader::Step::end:
        return {};
      case CsvReader::Step::row_too_long:
      case CsvReader::Step::too_many_cells:
        return changed(file);
    }
  }
}

// The file's own bytes once more, to the archive; they must be those that scan() saw.
class Original {
 public:
  Original(const ScannedFile& file, RecordSink& sink) : file_(file), sink_(sink), pieces_(file.fd.get(), file.path) {}

  // Empty at the end.
  Result<std::string_view> next() {
    TERMWISE_TRY(const std::string_view piece, pieces_.next());
    bytes_ += piece.size();
    if (bytes_ > file_.bytes) return changed(file_);
    hash_.update(piece);
    if (!piece.empty()) TERMWISE_CHECK(sink_.bytes(std::as_bytes(std::span(piece.data(), piece.size()))));
    return piece;
  }

  Result<void> finish() { return hash_.finish() == file_.sha256 ? Result<void>() : changed(file_); }

 private:
  const ScannedFile& file_;
  RecordSink& sink_;
  FilePieces pieces_;
  Sha256Stream hash_;
  std::uint64_t bytes_ = 0;
};

// A workbook's records come from the text that scan() made of it.
Result<void> read_workbook(const ScannedFile& file, Original& original, RowReader& rows) {
  while (true) {
    TERMWISE_TRY(const std::string_view piece, original.next());
    if (piece.empty()) break;
  }
  CsvReader csv(kWorkbookDelimiter, {kMaximumLineBytes, kMaximumColumns});
  FilePieces text(file.text.get(), file.path);
  while (true) {
    TERMWISE_TRY(const std::string_view piece, text.next());
    if (piece.empty()) break;
    csv.feed(piece);
    TERMWISE_CHECK(read_rows(csv, rows, file));
  }
  csv.finish();
  return read_rows(csv, rows, file);
}

Result<void> read_text(const ScannedFile& file, const settings::SourceLayout& layout, bool decode, Original& original,
                       RowReader& rows) {
  CsvReader csv(layout.delimiter, {kMaximumLineBytes * (decode ? kCp1252Growth : 1), kMaximumColumns});
  std::string decoded;
  while (true) {
    TERMWISE_TRY(const std::string_view piece, original.next());
    if (piece.empty()) break;
    if (decode) cp1252_to_utf8(piece, decoded);
    csv.feed(decode ? std::string_view(decoded) : piece);
    TERMWISE_CHECK(read_rows(csv, rows, file));
  }
  csv.finish();
  return read_rows(csv, rows, file);
}

}  // namespace

Result<school::Sums> read_records(ScannedFile& file, const Recognition& recognised, const settings::Settings& settings,
                                  RecordSink& sink, const SchoolDirectory* schools,
                                  const ReferenceDirectory* references) {
  const settings::SourceLayout& layout = *recognised.layout;
  const auto encoding = encoding_of(file, layout);
  if (!encoding)
    return Error{
        ExitCode::internal,
        fmt::format("this file was to be read with the layout '{}', which allows none of its encodings. Report "
                    "this as a defect of Termwise.",
                    layout.id),
        Location{file.path.string()}};
  TERMWISE_TRY(const auto rows, RowReader::create(file, recognised, settings, sink, schools, references));
  Original original(file, sink);
  if (file.text)
    TERMWISE_CHECK(read_workbook(file, original, *rows));
  else
    TERMWISE_CHECK(read_text(file, layout, *encoding == settings::Encoding::cp1252, original, *rows));
  TERMWISE_CHECK(original.finish());
  return rows->sums();
}

}  // namespace termwise::ingest
