// How a claim's rows are written inside its transaction. For this folder only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/bulk.h"
#include "store/queue.h"

namespace termwise::store {

Error passed_on(const Claim& claim);

// The state of one run that succeeded, its findings and reminders with their hash, and what becomes of the registers.
Result<void> write_success(Bulk& bulk, const FinishedRun& run);
Result<void> write_failure(Bulk& bulk, RunId id, std::string_view ending, std::string_view sentence,
                           std::string_view standard_error, const ResourceUse& use);

// Ends a claimed occurrence that has no runs, an ingest, a digest or a retention, as succeeded within the transaction of its rows.
Result<void> end_without_runs(Bulk& bulk, const Claim& claim, const AttemptReport& report);

}  // namespace termwise::store
