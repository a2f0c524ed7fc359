#include "ingest/cell_formats.h"

#include <charconv>
#include <unordered_map>

#include <fmt/format.h>

#include "ingest/xml_reader.h"

namespace termwise::ingest {
namespace {

class StylesHandler final : public XmlHandler {
 public:
  StylesHandler(const std::string& path, const WorkbookLimits& limits) : path_(path), limits_(limits) {}

  Result<void> start(std::string_view name, std::size_t depth, const XmlAttributes& attributes) override {
    if (depth == 2) list_ = name == "numFmts" ? List::codes : name == "cellXfs" ? List::formats : List::other;
    if (depth != 3) return {};
    if (list_ == List::codes && name == "numFmt") return take_code(attributes);
    if (list_ == List::formats && name == "xf") return take_format(attributes);
    return {};
  }

  Result<void> end(std::string_view, std::size_t) override { return {}; }
  Result<void> text(std::string_view) override { return {}; }

  // The list of codes stands before the cells' formats, but need not.
  std::vector<NumberFormat> formats() const {
    std::vector<NumberFormat> formats;
    for (const unsigned number : numbers_) {
      const auto own = codes_.find(number);
      formats.push_back(own != codes_.end() ? own->second : built_in_number_format(number));
    }
    return formats;
  }

 private:
  enum class List { other, codes, formats };

  Result<void> take_code(const XmlAttributes& attributes) {
    TERMWISE_TRY(const unsigned number, number_of(attributes));
    if (codes_.size() == limits_.cell_formats) return too_many();
    codes_.emplace(number, read_number_format(attributes.find("formatCode").value_or("")));
    return {};
  }

  Result<void> take_format(const XmlAttributes& attributes) {
    TERMWISE_TRY(const unsigned number, number_of(attributes));
    if (numbers_.size() == limits_.cell_formats) return too_many();
    numbers_.push_back(number);
    return {};
  }

  Result<unsigned> number_of(const XmlAttributes& attributes) const {
    const std::string_view text = attributes.find("numFmtId").value_or("0");
    unsigned number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec == std::errc() && read.ptr == text.data() + text.size()) return number;
    return Error{
        ExitCode::data,
        "this workbook is damaged: one of its number formats has no number. Open it in Excel, and save it again.",
        Location{path_}};
  }

  Error too_many() const {
    return Error{
        ExitCode::data,
        fmt::format("this workbook has more than the {} number formats that it may have. Save the sheet that you "
                    "need as CSV (UTF-8).",
                    limits_.cell_formats),
        Location{path_}};
  }

  const std::string& path_;
  const WorkbookLimits& limits_;
  List list_ = List::other;
  std::unordered_map<unsigned, NumberFormat> codes_;
  std::vector<unsigned> numbers_;
};

}  // namespace

Result<CellFormats> CellFormats::read(WorkbookParts& parts, const std::string& part, const std::string& path,
                                      const WorkbookLimits& limits) {
  StylesHandler handler(path, limits);
  XmlReader xml(handler, part, path);
  TERMWISE_CHECK(parts.read(part, [&](std::string_view piece) { return xml.feed(piece); }));
  TERMWISE_CHECK(xml.finish());
  CellFormats formats;
  formats.formats_ = handler.formats();
  return formats;
}

std::optional<NumberFormat> CellFormats::at(std::uint64_t number) const {
  if (number >= formats_.size()) return std::nullopt;
  return formats_[static_cast<std::size_t>(number)];
}

}  // namespace termwise::ingest
