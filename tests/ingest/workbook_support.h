// Workbooks for the tests: those of workbook_files.py by their names, and parts without an archive around them.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "ingest/workbook.h"
#include "ingest/workbook_parts.h"

namespace termwise::ingest::testing {

// The bytes of the workbook that workbook_files.py makes under this name.
std::string workbook_file(const std::string& name);

// The text of a workbook, or the sentence that refuses it; the file is called "book.xlsx" in it.
Result<std::string> text_of(std::string_view workbook, const WorkbookLimits& limits = {});
// The text, where there must be one.
std::string text_of_file(const std::string& name);

// Parts by name, as the archive would give them.
class MemoryParts final : public WorkbookParts {
 public:
  // A workbook with one sheet, "Data", of these rows in XML; every other part may be changed.
  explicit MemoryParts(std::string_view rows);
  bool has(const std::string& name) const override { return parts.count(name) != 0; }
  Result<void> read(const std::string& name, const Take& take) override { return take(parts.at(name)); }

  std::map<std::string, std::string> parts;
};

Result<std::string> text_of(MemoryParts& parts, const WorkbookLimits& limits = {});

}  // namespace termwise::ingest::testing
