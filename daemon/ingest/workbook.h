// An Excel workbook (.xlsx, .xlsm; ECMA-376, ISO/IEC 29500) as the delimited text that everything after it reads: commas,
// UTF-8, and row r of the sheet on line r, so that a line and a column are a place in the sheet. Of several sheets it is
// the visible one with the most rows that hold something, the first of equals. The same bytes give the same text.
//
// A cell is the text that it shows in the publisher's CSV: a formula's stored result, TRUE or FALSE, an error's name, a
// date in ISO 8601, a percentage with its sign, and other numbers with up to 15 digits, whatever their format hides. Line
// ends within a cell are spaces. Hidden rows and columns are read like others; of merged cells the first holds the text.
//
// Parts are unpacked and read as they pass. What is held at one time is the shared texts (kMaximumSharedStringBytes and 24
// bytes a text), the parser's memory (kMaximumXmlMemory) and a few cells: below 128 MiB, whatever the workbook says.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/unique_fd.h"
#include "ingest/workbook_limits.h"
#include "ingest/workbook_parts.h"

namespace termwise::ingest {

inline constexpr char kWorkbookDelimiter = ',';  // of the text

// Whether these are the first bytes of a zip archive, which a workbook is: four of them are looked at.
inline constexpr std::size_t kSignatureBytes = 4;
bool starts_like_workbook(std::string_view bytes);

// The refusal of a file that Excel wrote and that is no such workbook (an old .xls, or one under a password), from its
// first piece; nothing for other files.
std::optional<Error> refuse_old_workbook(int fd, std::string_view first_piece, const std::string& path);

// The text of the workbook in an open file, as an unlinked temporary file. `path` names the workbook in errors: 65 with
// one sentence, located at row and column where it is about a cell; 73 and 74.
Result<UniqueFd> workbook_text(int fd, const std::string& path, const WorkbookLimits& limits = {});

// The same of parts from anywhere.
Result<UniqueFd> workbook_text(WorkbookParts& parts, const std::string& path, const WorkbookLimits& limits);

}  // namespace termwise::ingest
