#include <fmt/format.h>

#include "ingest/csv_reader.h"
#include "ingest/encoding.h"
#include "ingest/file_pieces.h"
#include "ingest/ingest.h"
#include "ingest/layout.h"
#include "ingest/pupil_reader.h"
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

Result<void> read_rows(CsvReader& csv, Rows& rows, const ScannedFile& file) {
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
  // Without a sink nothing is kept of them.
  Original(const ScannedFile& file, RecordSink* sink) : file_(file), sink_(sink), pieces_(file.fd.get(), file.path) {}

  // Empty at the end.
  Result<std::string_view> next() {
    TERMWISE_TRY(const std::string_view piece, pieces_.next());
    bytes_ += piece.size();
    if (bytes_ > file_.bytes) return changed(file_);
    hash_.update(piece);
    if (!piece.empty() && sink_ != nullptr)
      TERMWISE_CHECK(sink_->bytes(std::as_bytes(std::span(piece.data(), piece.size()))));
    return piece;
  }

  Result<void> finish() { return hash_.finish() == file_.sha256 ? Result<void>() : changed(file_); }

 private:
  const ScannedFile& file_;
  RecordSink* const sink_;
  FilePieces pieces_;
  Sha256Stream hash_;
  std::uint64_t bytes_ = 0;
};

// A workbook's records come from the text that scan() made of it.
Result<void> read_workbook(const ScannedFile& file, Original& original, Rows& rows) {
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
                       Rows& rows) {
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

Error no_key(const ScannedFile& file) {
  return Error{ExitCode::internal,
               "this file of pupils was to be read without a key. Report this as a defect of Termwise.",
               Location{file.path.string()}};
}

Result<std::unique_ptr<Rows>> rows_of(const ScannedFile& file, const Recognition& recognised,
                                      const settings::Settings& settings, RecordSink& sink, const Known& known) {
  if (recognised.layout->is_pupil_level()) {
    if (known.pupil_key == nullptr) return no_key(file);
    TERMWISE_TRY(auto pupils, PupilReader::create(file, recognised, settings, *known.pupil_key, sink, known.schools));
    return std::unique_ptr<Rows>(std::move(pupils));
  }
  TERMWISE_TRY(auto rows, RowReader::create(file, recognised, settings, sink, known));
  return std::unique_ptr<Rows>(std::move(rows));
}

}  // namespace

Result<void> RecordSink::pupil(const school::PupilRecord&) {
  return Error{ExitCode::internal,
               "A pupil's record was handed to where none belongs. Report this as a defect of "
               "Termwise."};
}

Result<school::Sums> read_records(ScannedFile& file, const Recognition& recognised, const settings::Settings& settings,
                                  RecordSink& sink, const Known& known) {
  const settings::SourceLayout& layout = *recognised.layout;
  const auto encoding = encoding_of(file, layout);
  if (!encoding)
    return Error{
        ExitCode::internal,
        fmt::format("this file was to be read with the layout '{}', which allows none of its encodings. Report "
                    "this as a defect of Termwise.",
                    layout.id),
        Location{file.path.string()}};
  TERMWISE_TRY(const auto rows, rows_of(file, recognised, settings, sink, known));
  Original original(file, layout.is_pupil_level() ? nullptr : &sink);
  if (file.text)
    TERMWISE_CHECK(read_workbook(file, original, *rows));
  else
    TERMWISE_CHECK(read_text(file, layout, *encoding == settings::Encoding::cp1252, original, *rows));
  TERMWISE_CHECK(original.finish());
  TERMWISE_CHECK(rows->finish());
  return rows->sums();
}

}  // namespace termwise::ingest
