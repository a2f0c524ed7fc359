// The data-quality report, as text and JSON.
#pragma once

#include <string>
#include <vector>

#include "school/record.h"

namespace termwise::report {

struct QualityRow {
  std::int64_t id = 0;
  std::string file_name;
  school::QualityIssue issue;
  std::string explanation;  // the notepad explanation, empty where there is none
};

// One located line an issue, "FILE:LINE:COLUMN: error: ...", and the count at the end.
std::string quality_text(const std::vector<QualityRow>& rows);
std::string quality_json(const std::vector<QualityRow>& rows);

}  // namespace termwise::report
