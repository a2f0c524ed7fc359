#include "ingest/shared_strings.h"

#include <algorithm>

#include <fmt/format.h>

#include "ingest/string_item.h"
#include "ingest/xml_reader.h"

namespace termwise::ingest {
namespace {

constexpr std::size_t kBlockBytes = 1u << 20;

class SharedStringHandler final : public XmlHandler {
 public:
  SharedStringHandler(SharedStrings& strings, const std::string& path, const WorkbookLimits& limits)
      : strings_(strings), path_(path), limits_(limits) {}

  Result<void> start(std::string_view name, std::size_t depth, const XmlAttributes&) override {
    if (depth == 2) {
      in_item_ = name == "si";
      item_.clear();
    }
    if (depth > 2 && in_item_) item_.start(name);
    return {};
  }

  Result<void> end(std::string_view name, std::size_t depth) override {
    if (depth > 2 && in_item_) item_.end(name);
    if (depth != 2 || !in_item_) return {};
    in_item_ = false;
    const std::string text = one_line(item_.value());
    bytes_ += text.size();
    if (strings_.size() == limits_.shared_strings)
      return refuse(
          fmt::format("this workbook has more than the {} different texts that it may have. Save the sheet that "
                      "you need as CSV (UTF-8).",
                      limits_.shared_strings));
    if (bytes_ > limits_.shared_string_bytes)
      return refuse(
          fmt::format("the texts of this workbook are together longer than the {} bytes that they may have. Save "
                      "the sheet that you need as CSV (UTF-8).",
                      limits_.shared_string_bytes));
    strings_.add(text);
    return {};
  }

  Result<void> text(std::string_view text) override {
    if (!in_item_) return {};
    item_.text(text);
    if (item_.value().size() <= kMaximumCellBytes) return {};
    return refuse(
        fmt::format("the text number {} of this workbook is longer than the {} bytes that a cell may have. Shorten "
                    "it, or save the sheet that you need as CSV (UTF-8).",
                    strings_.size() + 1, kMaximumCellBytes));
  }

 private:
  Error refuse(std::string message) const { return Error{ExitCode::data, std::move(message), Location{path_}}; }

  SharedStrings& strings_;
  const std::string& path_;
  const WorkbookLimits& limits_;
  bool in_item_ = false;
  StringItem item_;
  std::size_t bytes_ = 0;
};

}  // namespace

Result<SharedStrings> SharedStrings::read(WorkbookParts& parts, const std::string& part, const std::string& path,
                                          const WorkbookLimits& limits) {
  SharedStrings strings;
  SharedStringHandler handler(strings, path, limits);
  XmlReader xml(handler, part, path);
  TERMWISE_CHECK(parts.read(part, [&](std::string_view piece) { return xml.feed(piece); }));
  TERMWISE_CHECK(xml.finish());
  return strings;
}

std::optional<std::string_view> SharedStrings::at(std::uint64_t number) const {
  if (number >= texts_.size()) return std::nullopt;
  return texts_[static_cast<std::size_t>(number)];
}

void SharedStrings::add(std::string_view text) {
  if (text.size() > left_) {
    left_ = std::max(kBlockBytes, text.size());
    blocks_.push_back(std::make_unique<char[]>(left_));
    next_ = blocks_.back().get();
  }
  std::copy(text.begin(), text.end(), next_);
  texts_.emplace_back(next_, text.size());
  next_ += text.size();
  left_ -= text.size();
}

}  // namespace termwise::ingest
