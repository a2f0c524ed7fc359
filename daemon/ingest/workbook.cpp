#include "ingest/workbook.h"

#include <unistd.h>

#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "ingest/cell_formats.h"
#include "ingest/package.h"
#include "ingest/shared_strings.h"
#include "ingest/sheet_reader.h"
#include "ingest/xml_reader.h"
#include "ingest/zip_parts.h"

namespace termwise::ingest {
namespace {

constexpr std::size_t kMimetypeBytes = 128;  // an OpenDocument's first part is shorter

Error refuse(const std::string& path, std::string message) {
  return Error{ExitCode::data, std::move(message), Location{path}};
}

struct Sheet {
  std::string name;
  std::string relationship;
};

// The workbook's own part: which sheets it has, and how it counts days.
class WorkbookHandler final : public XmlHandler {
 public:
  WorkbookHandler(const std::string& path, const WorkbookLimits& limits) : path_(path), limits_(limits) {}

  Result<void> start(std::string_view name, std::size_t depth, const XmlAttributes& attributes) override {
    if (depth == 1 && name != "workbook")
      return refuse(path_,
                    "this is a document and not an Excel workbook. Give Termwise the publisher's table as .xlsx or CSV "
                    "(UTF-8).");
    if (depth == 2) in_sheets_ = name == "sheets";
    if (depth == 2 && name == "workbookPr") {
      const auto from_1904 = attributes.find("date1904");
      if (from_1904 == "1" || from_1904 == "true" || from_1904 == "on") dates = DateSystem::from_1904;
    }
    if (depth == 3 && in_sheets_ && name == "sheet") return take_sheet(attributes);
    return {};
  }
  Result<void> end(std::string_view, std::size_t) override { return {}; }
  Result<void> text(std::string_view) override { return {}; }

  std::vector<Sheet> visible;
  DateSystem dates = DateSystem::from_1900;

 private:
  Result<void> take_sheet(const XmlAttributes& attributes) {
    if (++sheets_ > limits_.sheets)
      return refuse(path_,
                    fmt::format("this workbook has more than the {} sheets that it may have. Save the sheet that you "
                                "need as CSV (UTF-8).",
                                limits_.sheets));
    if (attributes.find("state").value_or("visible") != "visible") return {};
    visible.push_back({std::string(attributes.find("name").value_or("").substr(0, kMaximumLinkBytes)),
                       std::string(attributes.find_qualified("id").value_or("").substr(0, kMaximumLinkBytes))});
    return {};
  }

  const std::string& path_;
  const WorkbookLimits& limits_;
  bool in_sheets_ = false;
  std::size_t sheets_ = 0;
};

class Workbook {
 public:
  Workbook(WorkbookParts& parts, const std::string& path, const WorkbookLimits& limits)
      : parts_(parts), path_(path), limits_(limits), handler_(path, limits) {}

  Result<UniqueFd> text() {
    TERMWISE_CHECK(refuse_open_document());
    TERMWISE_TRY(const std::string part, workbook_part());
    TERMWISE_CHECK(read_xml(part, handler_));
    TERMWISE_TRY(const auto links, relationships_of(parts_, part, path_, limits_));
    if (const auto* strings = find_by_kind(links, "sharedStrings")) {
      TERMWISE_CHECK(expect(strings->target));
      TERMWISE_TRY(strings_, SharedStrings::read(parts_, strings->target, path_, limits_));
    }
    if (const auto* styles = find_by_kind(links, "styles")) {
      TERMWISE_CHECK(expect(styles->target));
      TERMWISE_TRY(formats_, CellFormats::read(parts_, styles->target, path_, limits_));
    }
    return fullest_sheet(links);
  }

 private:
  Result<void> refuse_open_document() {
    if (!parts_.has("mimetype")) return {};
    std::string type;
    TERMWISE_CHECK(parts_.read("mimetype", [&](std::string_view piece) -> Result<void> {
      type += piece.substr(0, kMimetypeBytes - std::min(type.size(), kMimetypeBytes));
      return {};
    }));
    if (type.find("opendocument") == std::string::npos) return {};
    return refuse(path_,
                  "this is an OpenDocument file (.ods), which Termwise does not read. Save it as an Excel workbook "
                  "(.xlsx) or as CSV (UTF-8).");
  }

  Result<std::string> workbook_part() {
    TERMWISE_TRY(const auto links, relationships_of(parts_, "", path_, limits_));
    const auto* workbook = find_by_kind(links, "officeDocument");
    if (workbook == nullptr)
      return refuse(path_,
                    "this is a zip archive and not an Excel workbook. Unpack it, and give Termwise the files in it.");
    if (workbook->target.ends_with(".bin"))
      return refuse(path_,
                    "this is a binary workbook (.xlsb), which Termwise does not read. Save it as an Excel workbook "
                    "(.xlsx) or as CSV (UTF-8).");
    TERMWISE_CHECK(expect(workbook->target));
    return workbook->target;
  }

  Result<void> expect(const std::string& part) const {
    if (parts_.has(part)) return {};
    return refuse(path_,
                  fmt::format("this workbook is damaged: it names a part {} and does not hold it. Fetch it again from "
                              "its publisher, or open it in Excel and save it again.",
                              quote(part)));
  }

  Result<void> read_xml(const std::string& part, XmlHandler& handler) {
    XmlReader xml(handler, part, path_);
    TERMWISE_CHECK(parts_.read(part, [&](std::string_view piece) { return xml.feed(piece); }));
    return xml.finish();
  }

  Result<UniqueFd> fullest_sheet(const std::vector<Relationship>& links) {
    UniqueFd fullest;
    std::uint32_t most_rows = 0;
    for (const Sheet& sheet : handler_.visible) {
      const auto* link = find_by_id(links, sheet.relationship);
      if (link == nullptr)
        return refuse(path_,
                      fmt::format("this workbook is damaged: its sheet {} has no part. Open it in Excel, and save it "
                                  "again.",
                                  quote(sheet.name)));
      if (link->kind != "worksheet") continue;  // a sheet that is one chart, or an old macro or dialogue
      TERMWISE_CHECK(expect(link->target));
      TERMWISE_TRY(UnlinkedFile out, UnlinkedFile::create());
      SheetReader reader({path_, sheet.name, strings_, formats_, handler_.dates, limits_}, out);
      TERMWISE_CHECK(read_xml(link->target, reader));
      TERMWISE_CHECK(reader.finish());
      if (reader.rows() <= most_rows) continue;
      most_rows = reader.rows();
      TERMWISE_TRY(fullest, std::move(out).finish());
    }
    if (fullest) return fullest;
    return refuse(path_,
                  "no visible sheet of this workbook holds anything. Fetch it again from its publisher, or show the "
                  "sheet that holds the table.");
  }

  WorkbookParts& parts_;
  const std::string& path_;
  const WorkbookLimits& limits_;
  WorkbookHandler handler_;
  SharedStrings strings_;
  CellFormats formats_;
};

// The directory of a compound file ([MS-CFB] 2.2), where the names of what it holds stand in UTF-16.
std::string compound_directory(int fd, std::string_view header) {
  constexpr std::size_t kHeaderBytes = 64;
  constexpr std::size_t kDirectoryBytes = 4096;
  if (header.size() < kHeaderBytes) return {};
  const auto byte = [&](std::size_t at) { return static_cast<std::uint64_t>(static_cast<std::uint8_t>(header[at])); };
  const std::uint64_t shift = byte(30);
  const std::uint64_t sector = byte(48) | byte(49) << 8 | byte(50) << 16 | byte(51) << 24;
  if (shift != 9 && shift != 12) return {};
  std::string directory(kDirectoryBytes, '\0');
  const ssize_t count = ::pread(fd, directory.data(), directory.size(), static_cast<off_t>((sector + 1) << shift));
  directory.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
  return directory;
}

}  // namespace

bool starts_like_workbook(std::string_view bytes) {
  return bytes.substr(0, kSignatureBytes) == std::string_view("PK\3\4", 4);
}

std::optional<Error> refuse_old_workbook(int fd, std::string_view first_piece, const std::string& path) {
  if (first_piece.substr(0, 8) != "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") return std::nullopt;
  std::string wanted;
  for (const char c : std::string_view("EncryptedPackage")) (wanted += c) += '\0';
  if (compound_directory(fd, first_piece).find(wanted) != std::string::npos)
    return refuse(path,
                  "this workbook is protected with a password. Open it in Excel, take the password off, and save it "
                  "again.");
  return refuse(path,
                "this is a workbook of Excel 97 to 2003 (.xls), which Termwise does not read. Save it as an Excel "
                "workbook (.xlsx) or as CSV (UTF-8).");
}

Result<UniqueFd> workbook_text(int fd, const std::string& path, const WorkbookLimits& limits) {
  TERMWISE_TRY(ZipParts parts, ZipParts::open(fd, path, limits));
  return workbook_text(parts, path, limits);
}

Result<UniqueFd> workbook_text(WorkbookParts& parts, const std::string& path, const WorkbookLimits& limits) {
  return Workbook(parts, path, limits).text();
}

}  // namespace termwise::ingest
