// How a run's reminders are written inside its finishing transaction. For this folder only.
#pragma once

#include <vector>

#include "store/bulk.h"
#include "store/reminders.h"

namespace termwise::store {

// As the run gave them, and what thereby becomes of the register.
Result<void> write_reminders(Bulk& bulk, RunId run, const std::vector<NamedReminder>& reminders);

}  // namespace termwise::store
