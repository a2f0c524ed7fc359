// The number formats of a workbook's cells: each cell names one of a list, and that names a format's code.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "ingest/number_format.h"
#include "ingest/workbook_limits.h"
#include "ingest/workbook_parts.h"

namespace termwise::ingest {

class CellFormats {
 public:
  CellFormats() = default;  // as without a styles part: the first format alone, which is plain

  // Error: 65, and what reading the part gives.
  static Result<CellFormats> read(WorkbookParts& parts, const std::string& part, const std::string& path,
                                  const WorkbookLimits& limits);

  std::size_t size() const { return formats_.size(); }
  std::optional<NumberFormat> at(std::uint64_t number) const;  // from 0; empty beyond the last

 private:
  std::vector<NumberFormat> formats_{NumberFormat{}};
};

}  // namespace termwise::ingest
