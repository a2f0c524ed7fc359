// A table that people take away: what it is about, where its figures are from, columns with their units, rows, and notes on how
// to read it. What is hidden to protect pupils is not in it, so that no rendering can show it.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <termwise/decimal.hpp>

#include "base/result.h"

namespace termwise::report {

// A figure that is withheld since it would tell of few pupils; "SUPP" in every rendering, as in DfE's files.
struct Withheld {
  bool operator==(const Withheld&) const = default;
};
// There is no figure: not recorded, or of nobody.
struct NoFigure {
  bool operator==(const NoFigure&) const = default;
};
using TableCell = std::variant<NoFigure, Withheld, Decimal, std::string>;  // a text may come from outside

struct TableColumn {
  std::string heading;
  std::string unit = {};  // "pupils", "%"; empty where there is none
  bool number = true;     // on the right, and in a workbook a number
};

struct Table {
  std::string title;
  std::string source;  // a sentence: of which files, loaded when
  std::vector<TableColumn> columns;
  std::vector<std::vector<TableCell>> rows;  // as many cells as there are columns
  std::vector<std::string> notes;            // sentences: definitions, breaks in series, what is withheld
};

inline constexpr std::string_view kWithheldText = "SUPP";

// "Pupils (%)": a heading with its unit.
std::string heading_of(const TableColumn& column);

// Title, source, aligned columns and notes. Hidden characters and line breaks of texts are shown as what they are.
std::string table_text(const Table& table);

// The headings and the rows, and nothing else, for a spreadsheet or a program. Texts that a spreadsheet would calculate are
// defused; what is withheld says SUPP, and where there is no figure the cell is empty.
std::string table_csv(const Table& table);

// The same with title, source and notes; figures are texts, so that they stay exact. Its field names are a contract.
std::string table_json(const Table& table);

// A page that stands by itself. Errors (exit 70) as render().
Result<std::string> table_page(const Table& table);

// An Excel workbook (.xlsx) of one sheet: title, source, headings that stay in view, rows, notes. Texts are texts, whatever they
// begin with. `made` is its date of creation; the same table of the same moment gives the same bytes. Errors (exit 65): more
// rows or columns than a sheet has, or a text longer than a cell; (exit 74): the library could not write it.
inline constexpr std::size_t kMostSheetRows = 1'000'000;
inline constexpr std::size_t kMostSheetColumns = 16'000;
inline constexpr std::size_t kMostCellBytes = 32'000;
Result<std::string> table_workbook(const Table& table, std::chrono::system_clock::time_point made);

}  // namespace termwise::report
