// One sheet's cells as delimited text: row r of the sheet stands on line r, so that a place in the text is a place in the
// sheet. A row without cells is an empty line, a cell that is not there is empty, and what follows the last cell that
// holds something is not written.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "ingest/cell_formats.h"
#include "ingest/shared_strings.h"
#include "ingest/string_item.h"
#include "ingest/unlinked_file.h"
#include "ingest/workbook_limits.h"
#include "ingest/xml_reader.h"

namespace termwise::ingest {

// What a sheet's cells refer to.
struct SheetContext {
  const std::string& path;
  const std::string& sheet;  // its name
  const SharedStrings& strings;
  const CellFormats& formats;
  DateSystem dates;
  const WorkbookLimits& limits;
};

class SheetReader final : public XmlHandler {
 public:
  SheetReader(const SheetContext& context, UnlinkedFile& out) : context_(context), out_(out) {}

  // Errors: 65 with the row and column, 74.
  Result<void> start(std::string_view name, std::size_t depth, const XmlAttributes& attributes) override;
  Result<void> end(std::string_view name, std::size_t depth) override;
  Result<void> text(std::string_view text) override;
  Result<void> finish();  // ends the last line

  std::uint32_t rows() const { return rows_; }  // that hold something

 private:
  enum class In { nothing, value, formula };

  Result<void> start_row(const XmlAttributes& attributes);
  Result<void> start_cell(const XmlAttributes& attributes);
  Result<void> place_cell(std::string_view reference);
  Result<void> end_cell();
  Result<std::string> cell_text() const;
  Result<std::string> shared_text() const;
  Result<std::string> boolean_text() const;
  Result<std::string> formatted_number() const;
  Result<void> write_cell(std::string_view text);
  Result<void> write(std::string_view text);
  std::string cell_name() const;                 // "the cell B5 of the sheet 'Data'"
  Error refuse_cell(std::string message) const;  // at the row and column
  Error refuse_row(std::string message) const;   // at the row

  const SheetContext context_;
  UnlinkedFile& out_;

  bool in_data_ = false;
  bool in_row_ = false;
  bool in_cell_ = false;
  bool in_string_ = false;  // <is>
  In in_ = In::nothing;
  std::uint32_t row_ = 0;
  std::uint32_t column_ = 0;  // of the cell, from 1; 0 before the row's first

  std::string type_;
  std::uint64_t format_ = 0;
  std::string value_;
  StringItem string_;
  bool has_value_ = false;
  bool has_formula_ = false;

  std::uint32_t rows_ = 0;
  std::uint32_t line_ = 0;            // that is being written; 0 before the first
  std::uint32_t written_column_ = 0;  // on it
};

}  // namespace termwise::ingest
