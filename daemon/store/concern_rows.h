// How the register of concerns follows a run, inside the finishing transaction. For this folder only.
#pragma once

#include <vector>

#include "store/bulk.h"
#include "store/queue.h"

namespace termwise::store {

// After the run's findings.
Result<void> merge_concerns(Bulk& bulk, RunId run, const std::vector<ConcernRule>& rules);

}  // namespace termwise::store
