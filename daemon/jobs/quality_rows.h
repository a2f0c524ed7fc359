// The data-quality issues that are stored, as the rows of a report.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "report/quality.h"
#include "store/database.h"
#include "store/quality.h"

namespace termwise::jobs {

// By file, then line and column; without the first `skipped`.
Result<std::vector<report::QualityRow>> quality_rows(store::Reader& reader, const store::IssueFilter& filter,
                                                     store::FileOrder order, std::size_t skipped = 0,
                                                     std::optional<std::size_t> most = {});

// One issue with all that was ever written about it. Error (exit 65): there is none of this number.
struct ExplainedIssue {
  report::QualityRow row;
  std::vector<report::QualityNote> history;  // the last is in force
};
Result<ExplainedIssue> explained_issue(store::Reader& reader, std::int64_t id);

}  // namespace termwise::jobs
