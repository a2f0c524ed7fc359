#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>

#include <fmt/format.h>

#include "base/file.h"
#include "base/unique_fd.h"
#include "report/table.h"

namespace termwise::report {
namespace {

constexpr const char* kSheetName = "Report";
constexpr double kNarrowest = 8;
constexpr double kWidest = 60;

Error cannot(std::string_view what, std::string_view why) {
  return {ExitCode::io, fmt::format("The workbook could not be {}: {}.", what, why)};
}

// A workbook that is closed once, whatever happens; closing writes it.
class Workbook {
 public:
  explicit Workbook(const std::string& path) : book_(workbook_new(path.c_str())) {}
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;
  ~Workbook() {
    if (book_) workbook_close(book_);
  }
  lxw_workbook* get() const { return book_; }
  lxw_error close() { return workbook_close(std::exchange(book_, nullptr)); }

 private:
  lxw_workbook* book_;
};

struct Formats {
  lxw_format* title;
  lxw_format* heading;
  lxw_format* heading_of_numbers;
  lxw_format* withheld;
  std::vector<lxw_format*> numbers;  // by decimals
};

// Bold, and in columns that have a width of their own.
Formats formats_of(lxw_workbook* book) {
  Formats formats{};
  formats.title = workbook_add_format(book);
  format_set_bold(formats.title);
  formats.heading = workbook_add_format(book);
  format_set_bold(formats.heading);
  format_set_text_wrap(formats.heading);
  formats.heading_of_numbers = workbook_add_format(book);
  format_set_bold(formats.heading_of_numbers);
  format_set_text_wrap(formats.heading_of_numbers);
  format_set_align(formats.heading_of_numbers, LXW_ALIGN_RIGHT);
  formats.withheld = workbook_add_format(book);
  format_set_align(formats.withheld, LXW_ALIGN_RIGHT);
  for (int decimals = 0; decimals <= Decimal::kMaximumScale; ++decimals) {
    formats.numbers.push_back(workbook_add_format(book));
    const std::string pattern = decimals == 0 ? "0" : "0." + std::string(static_cast<std::size_t>(decimals), '0');
    format_set_num_format(formats.numbers.back(), pattern.c_str());
  }
  return formats;
}

// As a spreadsheet keeps any number: it is shown with its decimals, and nothing is compared with it here.
double shown(const Decimal& number) { return std::stod(number.to_string()); }

class SheetWriter {
 public:
  SheetWriter(lxw_worksheet* sheet, const Formats& formats) : sheet_(sheet), formats_(formats) {}

  void line(const std::string& text, lxw_format* format = nullptr) { put(row_++, 0, text, format); }
  void blank() { ++row_; }

  void headings(const std::vector<TableColumn>& columns) {
    for (std::size_t i = 0; i < columns.size(); ++i)
      put(row_, column(i), heading_of(columns[i]), columns[i].number ? formats_.heading_of_numbers : formats_.heading);
    ++row_;
    worksheet_freeze_panes(sheet_, row_, 0);
  }

  void row(const std::vector<TableCell>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (std::holds_alternative<Withheld>(cells[i]))
        put(row_, column(i), std::string(kWithheldText), formats_.withheld);
      if (const auto* number = std::get_if<Decimal>(&cells[i]))
        keep(worksheet_write_number(sheet_, row_, column(i), shown(*number),
                                    formats_.numbers[static_cast<std::size_t>(number->scale())]));
      if (const auto* text = std::get_if<std::string>(&cells[i])) put(row_, column(i), *text, nullptr);
    }
    ++row_;
  }

  void widths(const Table& table) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      std::size_t widest = table.columns[i].number ? 0 : table.columns[i].heading.size();
      for (const auto& row : table.rows)
        if (const auto* text = std::get_if<std::string>(&row[i])) widest = std::max(widest, text->size());
      const double width = std::clamp(static_cast<double>(widest) + 2, kNarrowest, kWidest);
      keep(worksheet_set_column(sheet_, column(i), column(i), width, nullptr));
    }
  }

  lxw_error error() const { return error_; }

 private:
  static lxw_col_t column(std::size_t number) { return static_cast<lxw_col_t>(number); }
  void put(lxw_row_t row, lxw_col_t column, const std::string& text, lxw_format* format) {
    keep(worksheet_write_string(sheet_, row, column, text.c_str(), format));
  }
  void keep(lxw_error error) {
    if (error_ == LXW_NO_ERROR) error_ = error;
  }

  lxw_worksheet* sheet_;
  const Formats& formats_;
  lxw_row_t row_ = 0;
  lxw_error error_ = LXW_NO_ERROR;
};

Result<void> check_size(const Table& table) {
  if (table.rows.size() > kMostSheetRows || table.columns.size() > kMostSheetColumns)
    return Error{ExitCode::data,
                 fmt::format("The report has {} rows and {} columns, and a sheet of Excel holds {} and {}. "
                             "Ask for it as CSV.",
                             table.rows.size(), table.columns.size(), kMostSheetRows, kMostSheetColumns)};
  for (const auto& row : table.rows)
    for (const auto& cell : row) {
      const auto* text = std::get_if<std::string>(&cell);
      if (text && text->size() > kMostCellBytes)
        return Error{ExitCode::data,
                     fmt::format("A text of the report has {} bytes, and a cell of Excel holds {}. Ask for "
                                 "it as CSV.",
                                 text->size(), kMostCellBytes)};
    }
  return {};
}

Result<std::string> content_of(int fd) {
  const off_t size = ::lseek(fd, 0, SEEK_END);
  if (size <= 0) return cannot("read back", "it is empty");
  std::string content(static_cast<std::size_t>(size), '\0');
  std::size_t done = 0;
  while (done < content.size()) {
    const ssize_t got = ::pread(fd, content.data() + done, content.size() - done, static_cast<off_t>(done));
    if (got <= 0) return cannot("read back", system_message(errno));
    done += static_cast<std::size_t>(got);
  }
  return content;
}

}  // namespace

// The library writes to files by their names only; this one is in memory.
Result<std::string> table_workbook(const Table& table, std::chrono::system_clock::time_point made) {
  TERMWISE_CHECK(check_size(table));
  const UniqueFd file(::memfd_create("termwise-workbook", MFD_CLOEXEC));
  if (!file) return cannot("made", system_message(errno));
  Workbook workbook(fmt::format("/proc/self/fd/{}", file.get()));
  if (workbook.get() == nullptr) return cannot("made", "there is no memory for it");
  lxw_doc_properties properties{};
  std::string title = table.title;
  properties.title = title.data();
  properties.created = std::chrono::system_clock::to_time_t(made);
  workbook_set_properties(workbook.get(), &properties);
  lxw_worksheet* sheet = workbook_add_worksheet(workbook.get(), kSheetName);
  if (sheet == nullptr) return cannot("made", "its sheet could not be added");
  const Formats formats = formats_of(workbook.get());
  SheetWriter writer(sheet, formats);
  writer.widths(table);
  writer.line(table.title, formats.title);
  writer.line(table.source);
  writer.blank();
  writer.headings(table.columns);
  for (const auto& row : table.rows) writer.row(row);
  writer.blank();
  for (const auto& note : table.notes) writer.line(note);
  const lxw_error closed = workbook.close();
  const lxw_error error = writer.error() != LXW_NO_ERROR ? writer.error() : closed;
  if (error != LXW_NO_ERROR) return cannot("written", lxw_strerror(error));
  return content_of(file.get());
}

}  // namespace termwise::report
