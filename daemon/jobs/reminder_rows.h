// Reminders of the register as reports have them.
#pragma once

#include "report/digest.h"
#include "report/reminders.h"
#include "store/reminders.h"

namespace termwise::jobs {

report::ReminderRow reminder_row(store::RegisteredReminder registered);

// One of the news of a digest.
report::ReminderEntry reminder_entry(store::ReminderNews::One news);

}  // namespace termwise::jobs
