// The data-quality issues that are stored, as the rows of a report.
#pragma once

#include <optional>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/sha256.h"
#include "report/quality_text.h"
#include "store/database.h"

namespace termwise::jobs {

// Of one file, or of all that are loaded, up to the batch `known` where it is given.
Result<std::vector<report::QualityRow>> quality_rows(store::Reader& reader, const std::optional<Sha256>& file,
                                                     const std::optional<BatchId>& known = std::nullopt);

}  // namespace termwise::jobs
