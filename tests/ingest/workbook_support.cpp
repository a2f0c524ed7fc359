#include "workbook_support.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "ingest/file_pieces.h"
#include "support.h"

namespace termwise::ingest::testing {
namespace {

constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kPackage = "http://schemas.openxmlformats.org/package/2006/relationships";

std::string relationship(std::string_view id, std::string_view kind, std::string_view target) {
  return "<Relationship Id='" + std::string(id) + "' Type='" + std::string(kOffice) + "/" + std::string(kind) +
         "' Target='" + std::string(target) + "'/>";
}

Result<std::string> content_of(Result<UniqueFd> text) {
  if (!text) return std::move(text).error();
  FilePieces pieces(text->get(), "text");
  std::string content;
  while (true) {
    TERMWISE_TRY(const std::string_view piece, pieces.next());
    if (piece.empty()) return content;
    content += piece;
  }
}

}  // namespace

std::string workbook_file(const std::string& name) {
  const TemporaryDirectory directory;
  run_python("workbook_files.py", {directory.path().string(), name});
  std::ifstream file(directory.path() / (name + ".xlsx"), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Result<std::string> text_of(std::string_view workbook, const WorkbookLimits& limits) {
  const TemporaryDirectory directory;
  const UniqueFd fd(::open(directory.write("book.xlsx", workbook).c_str(), O_RDONLY | O_CLOEXEC));
  return content_of(workbook_text(fd.get(), "book.xlsx", limits));
}

std::string text_of_file(const std::string& name) {
  const auto text = text_of(workbook_file(name));
  if (text) return *text;
  ADD_FAILURE() << text.error().text();
  return {};
}

MemoryParts::MemoryParts(std::string_view rows) {
  const std::string main = " xmlns='" + std::string(kMain) + "'";
  const std::string links = "<Relationships xmlns='" + std::string(kPackage) + "'>";
  parts["_rels/.rels"] = links + relationship("a", "officeDocument", "book.xml") + "</Relationships>";
  parts["book.xml"] = "<workbook" + main + " xmlns:r='" + std::string(kOffice) +
                      "'><sheets><sheet name='Data' r:id='b'/></sheets></workbook>";
  parts["_rels/book.xml.rels"] = links + relationship("b", "worksheet", "sheet.xml") +
                                 relationship("c", "sharedStrings", "strings.xml") +
                                 relationship("d", "styles", "styles.xml") + "</Relationships>";
  parts["strings.xml"] = "<sst" + main + "><si><t>text</t></si></sst>";
  parts["styles.xml"] = "<styleSheet" + main + "><cellXfs><xf numFmtId='0'/></cellXfs></styleSheet>";
  parts["sheet.xml"] = "<worksheet" + main + "><sheetData>" + std::string(rows) + "</sheetData></worksheet>";
}

Result<std::string> text_of(MemoryParts& parts, const WorkbookLimits& limits) {
  return content_of(workbook_text(parts, "book.xlsx", limits));
}

}  // namespace termwise::ingest::testing
