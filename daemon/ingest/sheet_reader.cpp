#include "ingest/sheet_reader.h"

#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::ingest {
namespace {

// Digits alone; empty for anything else, and for what is larger than any count could be.
std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

// "AB" for 28.
std::string column_letters(std::uint32_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  return letters;
}

struct CellPlace {
  std::uint64_t row = 0;
  std::uint32_t column = 0;
};

// "AB12"; empty for what is no cell of any sheet.
std::optional<CellPlace> cell_place(std::string_view reference) {
  CellPlace place;
  std::size_t at = 0;
  for (; at < reference.size() && reference[at] >= 'A' && reference[at] <= 'Z'; ++at) {
    place.column = place.column * 26 + static_cast<std::uint32_t>(reference[at] - 'A' + 1);
    if (place.column > kMaximumWorkbookColumns) return std::nullopt;
  }
  const auto row = whole_number(reference.substr(at));
  if (at == 0 || !row) return std::nullopt;
  place.row = *row;
  return place;
}

// xsd:dateTime as other dates are written.
std::string iso_text(std::string_view text) {
  if (!text.empty() && text.back() == 'Z') text.remove_suffix(1);
  const std::size_t border = text.find('T');
  if (border == std::string_view::npos) return std::string(text);
  std::string_view time = text.substr(border + 1);
  time = time.substr(0, time.find('.'));
  std::string date(text.substr(0, border));
  if (date.empty()) return std::string(time);
  return time == "00:00:00" ? date : date + " " + std::string(time);
}

}  // namespace

std::string SheetReader::cell_name() const {
  return fmt::format("the cell {}{} of the sheet {}", column_letters(column_), row_, quote(context_.sheet));
}

Error SheetReader::refuse_cell(std::string message) const {
  return Error{ExitCode::data, std::move(message), Location{context_.path, row_, column_}};
}

Error SheetReader::refuse_row(std::string message) const {
  return Error{ExitCode::data, std::move(message), Location{context_.path, row_}};
}

Result<void> SheetReader::start(std::string_view name, std::size_t depth, const XmlAttributes& attributes) {
  if (depth == 1 && name != "worksheet")
    return Error{
        ExitCode::data,
        fmt::format("the sheet {} of this workbook is damaged: its part holds something else. Open the workbook in "
                    "Excel, and save it again.",
                    quote(context_.sheet)),
        Location{context_.path}};
  if (depth == 2) in_data_ = name == "sheetData";
  if (depth == 3 && in_data_ && name == "row") return start_row(attributes);
  if (depth == 4 && in_row_ && name == "c") return start_cell(attributes);
  if (!in_cell_) return {};
  if (depth == 5) {
    in_string_ = name == "is";
    in_ = name == "v" ? In::value : name == "f" ? In::formula : In::nothing;
    if (in_ == In::formula) has_formula_ = true;
    if (in_ == In::value || in_string_) has_value_ = true;
  }
  if (depth > 5 && in_string_) string_.start(name);
  return {};
}

Result<void> SheetReader::end(std::string_view name, std::size_t depth) {
  if (depth == 3) in_row_ = false;
  if (!in_cell_) return {};
  if (depth > 5 && in_string_) string_.end(name);
  if (depth == 5) {
    in_ = In::nothing;
    in_string_ = false;
  }
  return depth == 4 ? end_cell() : Result<void>();
}

Result<void> SheetReader::text(std::string_view text) {
  if (in_ == In::value) value_ += text;
  if (in_string_) string_.text(text);
  if (value_.size() <= kMaximumCellBytes && string_.value().size() <= kMaximumCellBytes) return {};
  return refuse_cell(
      fmt::format("{} holds more than the {} bytes that a cell may have. Shorten it.", cell_name(), kMaximumCellBytes));
}

Result<void> SheetReader::start_row(const XmlAttributes& attributes) {
  const auto number = attributes.find("r");
  const std::uint32_t before = row_;
  const auto row = number ? whole_number(*number) : std::uint64_t{before} + 1;
  if (!row || *row < 1 || *row > kMaximumWorkbookRows)
    return refuse_row(fmt::format(
        "the row after row {} of the sheet {} has the number {}, and a sheet has rows from 1 to {}. "
        "Open the workbook in Excel, and save it again.",
        before, quote(context_.sheet), number ? quote(*number) : std::to_string(*row), kMaximumWorkbookRows));
  if (*row <= before)
    return refuse_row(
        fmt::format("row {} of the sheet {} stands after row {}, so that it is out of order or there twice. "
                    "Open the workbook in Excel, and save it again.",
                    *row, quote(context_.sheet), before));
  row_ = static_cast<std::uint32_t>(*row);
  column_ = 0;
  in_row_ = true;
  return {};
}

Result<void> SheetReader::start_cell(const XmlAttributes& attributes) {
  TERMWISE_CHECK(place_cell(attributes.find("r").value_or("")));
  type_ = attributes.find("t").value_or("n");
  const std::string_view format = attributes.find("s").value_or("0");
  const auto number = whole_number(format);
  if (!number)
    return refuse_cell(
        fmt::format("{} names the format {}, which is no number. Open the workbook in Excel, and save it "
                    "again.",
                    cell_name(), quote(format)));
  format_ = *number;
  value_.clear();
  string_.clear();
  has_value_ = false;
  has_formula_ = false;
  in_cell_ = true;
  return {};
}

Result<void> SheetReader::place_cell(std::string_view reference) {
  const std::uint32_t before = column_;
  ++column_;
  if (reference.empty() && column_ <= kMaximumWorkbookColumns) return {};
  const auto place = cell_place(reference);
  if (!place || place->row != row_)
    return refuse_cell(
        fmt::format("a cell in row {} of the sheet {} says that it is {}, which is no cell of that row. Open "
                    "the workbook in Excel, and save it again.",
                    row_, quote(context_.sheet), quote(reference)));
  column_ = place->column;
  if (column_ <= before)
    return refuse_cell(
        fmt::format("{} stands after the cell {}{}, so that it is out of order or there twice. Open the "
                    "workbook in Excel, and save it again.",
                    cell_name(), column_letters(before), row_));
  return {};
}

Result<void> SheetReader::end_cell() {
  in_cell_ = false;
  if (!has_value_ && !has_formula_) return {};
  TERMWISE_TRY(const std::string text, cell_text());
  if (text.empty()) return {};
  return write_cell(text);
}

Result<std::string> SheetReader::cell_text() const {
  // An absent result is not an empty one: the sheet's author never let anything compute it.
  if (!has_value_)
    return refuse_cell(
        fmt::format("{} holds a formula and not its result. Open the workbook in Excel, which computes it, "
                    "and save it.",
                    cell_name()));
  if (type_ == "inlineStr") return one_line(string_.value());
  if (value_.empty()) return std::string();
  if (type_ == "s") return shared_text();
  if (type_ == "str" || type_ == "e") return one_line(value_);
  if (type_ == "b") return boolean_text();
  if (type_ == "d") return iso_text(value_);
  if (type_ == "n") return formatted_number();
  return refuse_cell(
      fmt::format("{} is of the type {}, which no cell has. Open the workbook in Excel, and save it again.",
                  cell_name(), quote(type_)));
}

Result<std::string> SheetReader::shared_text() const {
  const auto number = whole_number(trim(value_));
  const auto text = number ? context_.strings.at(*number) : std::nullopt;
  if (text) return std::string(*text);
  return refuse_cell(
      fmt::format("{} refers to the text number {}, and the workbook has {}, counted from 0. Open it in Excel, "
                  "and save it again.",
                  cell_name(), quote(value_), context_.strings.size()));
}

Result<std::string> SheetReader::boolean_text() const {
  const std::string_view value = trim(value_);
  if (value == "1" || value == "true") return std::string("TRUE");
  if (value == "0" || value == "false") return std::string("FALSE");
  return refuse_cell(
      fmt::format("{} holds {}, which is neither true (1) nor false (0). Open the workbook in Excel, and save "
                  "it again.",
                  cell_name(), quote(value_)));
}

Result<std::string> SheetReader::formatted_number() const {
  const auto format = context_.formats.at(format_);
  if (!format)
    return refuse_cell(
        fmt::format("{} names the format number {}, and the workbook has {}, counted from 0. Open it in Excel, "
                    "and save it again.",
                    cell_name(), format_, context_.formats.size()));
  if (auto text = number_text(value_, *format, context_.dates)) return *std::move(text);
  return refuse_cell(
      fmt::format("{} holds {}, which is no number although it is marked as one. Open the workbook in Excel, "
                  "and save it again.",
                  cell_name(), quote(value_)));
}

Result<void> SheetReader::write_cell(std::string_view text) {
  if (column_ > context_.limits.columns)
    return refuse_cell(
        fmt::format("{} stands in column {}, and a file may have {} columns. Check that this is the file you "
                    "meant.",
                    cell_name(), column_, context_.limits.columns));
  if (line_ < row_) {
    ++rows_;
    TERMWISE_CHECK(write(std::string(row_ - std::max(line_, 1u), '\n')));
    line_ = row_;
    written_column_ = 1;
  }
  TERMWISE_CHECK(write(std::string(column_ - written_column_, ',')));
  written_column_ = column_;
  if (text.find_first_of("\",\n\r") == std::string_view::npos) return write(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return write(quoted + '"');
}

Result<void> SheetReader::write(std::string_view text) {
  if (out_.size() + text.size() > context_.limits.text_bytes)
    return refuse_row(fmt::format("the sheet {} is longer than the {} bytes of text that it may have. Split it by LA.",
                                  quote(context_.sheet), context_.limits.text_bytes));
  return out_.write(text);
}

Result<void> SheetReader::finish() { return line_ == 0 ? Result<void>() : write("\n"); }

}  // namespace termwise::ingest
