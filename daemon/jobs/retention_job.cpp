#include "jobs/retention_job.h"

#include <vector>

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::jobs {
namespace {

// "Removed: the bodies of 2 e-mails, 340 rows about pupils and 1 reminder."
std::string sentence_of(const store::Removed& removed) {
  std::vector<std::string> parts;
  if (removed.messages > 0)
    parts.push_back(removed.messages == 1 ? std::string("the body of 1 e-mail")
                                          : fmt::format("the bodies of {} e-mails", removed.messages));
  if (removed.pupil_rows > 0) parts.push_back(counted(removed.pupil_rows, "row about pupils", "rows about pupils"));
  if (removed.reminders > 0) parts.push_back(counted(removed.reminders, "reminder", "reminders"));
  if (parts.empty()) return "Nothing is past its time, and nothing was removed.";
  return fmt::format("Removed: {}.", listed(parts));
}

}  // namespace

store::RetentionLimits retention_limits(const settings::RetentionSettings& settings) {
  return {.message_days = static_cast<int>(settings.messages.count()),
          .pupil_years = static_cast<int>(settings.pupils.count()),
          .reminder_years = static_cast<int>(settings.reminders.count())};
}

Result<std::string> remove_past(store::Database& database, const settings::Settings& settings,
                                const store::Claim& claim) {
  return store::finish_retention(database, claim, retention_limits(settings.retention), sentence_of);
}

}  // namespace termwise::jobs
