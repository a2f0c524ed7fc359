// Workbooks of any bytes: reading them does not crash, keeps its limits, gives the same every time, and what comes out is
// text of one row a line. A first byte of 'P' is a whole archive; else the bytes are parts without one, so that the fuzzer
// need not learn to compress: each is a name, a line end, and what it holds up to a line "--".
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

#include "base/text.h"
#include "ingest/csv_reader.h"
#include "ingest/file_pieces.h"
#include "ingest/workbook.h"

using termwise::Result;
using termwise::UniqueFd;
using termwise::ingest::CsvReader;
using termwise::ingest::CsvRow;
using termwise::ingest::WorkbookLimits;
using termwise::ingest::WorkbookParts;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

WorkbookLimits small_limits() {
  WorkbookLimits limits;
  limits.part_bytes = 1u << 20;
  limits.unpacked_bytes = 2u << 20;
  limits.shared_strings = 100;
  limits.shared_string_bytes = 10'000;
  limits.columns = 50;
  limits.text_bytes = 2u << 20;  // room for every line that a sheet may have
  return limits;
}

class GivenParts final : public WorkbookParts {
 public:
  explicit GivenParts(std::string_view bytes) {
    while (!bytes.empty()) {
      const std::string_view part = bytes.substr(0, bytes.find("\n--\n"));
      bytes.remove_prefix(std::min(part.size() + 4, bytes.size()));
      const std::size_t border = std::min(part.find('\n'), part.size());
      parts_.emplace(part.substr(0, border), part.substr(std::min(border + 1, part.size())));
    }
  }
  bool has(const std::string& name) const override { return parts_.count(name) != 0; }
  Result<void> read(const std::string& name, const Take& take) override {
    // In two pieces, so that what stands across a border is met.
    const std::string_view content = parts_.at(name);
    TERMWISE_CHECK(take(content.substr(0, content.size() / 2)));
    return take(content.substr(content.size() / 2));
  }

 private:
  std::map<std::string, std::string, std::less<>> parts_;
};

Result<UniqueFd> read(std::string_view bytes) {
  if (bytes.substr(0, 1) != "P") {
    GivenParts parts(bytes);
    return termwise::ingest::workbook_text(parts, "book.xlsx", small_limits());
  }
  const UniqueFd fd(::memfd_create("workbook", MFD_CLOEXEC));
  require(fd && ::write(fd.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  return termwise::ingest::workbook_text(fd.get(), "book.xlsx", small_limits());
}

std::string content_of(const UniqueFd& fd) {
  termwise::ingest::FilePieces pieces(fd.get(), "text");
  std::string content;
  while (true) {
    const auto piece = pieces.next();
    require(piece.ok());
    if (piece.value().empty()) return content;
    content += piece.value();
  }
}

void check_text(const std::string& text) {
  const WorkbookLimits limits = small_limits();
  require(!text.empty() && text.back() == '\n' && text.size() <= limits.text_bytes && termwise::is_utf8(text));
  CsvReader reader(',', {text.size(), limits.columns});
  reader.feed(text);
  reader.finish();
  CsvRow row;
  CsvReader::Step step;
  while ((step = reader.next(row)) == CsvReader::Step::row)
    require(row.line == row.last_line && !row.ended_inside_quotes &&
            row.line <= termwise::ingest::kMaximumWorkbookRows);
  require(step == CsvReader::Step::end);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto first = read(bytes);
  const auto second = read(bytes);
  require(first.ok() == second.ok());
  if (!first) {
    require(first.error() == second.error() && !first.error().message.empty());
    return 0;
  }
  const std::string text = content_of(first.value());
  require(text == content_of(second.value()));
  check_text(text);
  return 0;
}
