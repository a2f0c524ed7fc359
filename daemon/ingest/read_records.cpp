#include <fmt/format.h>

#include "ingest/csv_reader.h"
#include "ingest/encoding.h"
#include "ingest/file_pieces.h"
#include "ingest/ingest.h"
#include "ingest/layout.h"
#include "ingest/row_reader.h"

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

}  // namespace

Result<school::Sums> read_records(ScannedFile& file, const Recognition& recognised, const settings::Settings& settings,
                                  RecordSink& sink, const SchoolDirectory* schools) {
  const settings::SourceLayout& layout = *recognised.layout;
  const auto encoding = encoding_of(file, layout);
  if (!encoding)
    return Error{
        ExitCode::internal,
        fmt::format("this file was to be read with the layout '{}', which allows none of its encodings. Report "
                    "this as a defect of Termwise.",
                    layout.id),
        Location{file.path.string()}};
  const bool decode = *encoding == settings::Encoding::cp1252;
  TERMWISE_TRY(const auto rows, RowReader::create(file, recognised, settings, sink, schools));
  CsvReader csv(layout.delimiter, {kMaximumLineBytes * (decode ? kCp1252Growth : 1), kMaximumColumns});
  FilePieces pieces(file.fd.get(), file.path);
  Sha256Stream hash;
  std::uint64_t bytes = 0;
  std::string decoded;
  while (true) {
    TERMWISE_TRY(const std::string_view piece, pieces.next());
    if (piece.empty()) break;
    bytes += piece.size();
    if (bytes > file.bytes) return changed(file);
    hash.update(piece);
    TERMWISE_CHECK(sink.bytes(std::as_bytes(std::span(piece.data(), piece.size()))));
    if (decode) cp1252_to_utf8(piece, decoded);
    csv.feed(decode ? std::string_view(decoded) : piece);
    TERMWISE_CHECK(read_rows(csv, *rows, file));
  }
  csv.finish();
  TERMWISE_CHECK(read_rows(csv, *rows, file));
  if (hash.finish() != file.sha256) return changed(file);
  return rows->sums();
}

}  // namespace termwise::ingest
