#include "app/decision.h"

#include "app/person.h"
#include "app/workspace.h"
#include "base/text.h"
#include "calendar/london.h"

namespace termwise::app {

std::chrono::year_month_day today() {
  return calendar::london_date(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

Result<void> record_decision(const settings::Settings& settings, const std::string& reason, const std::string& by,
                             const std::function<Result<void>(store::Database&, const std::string& author)>& write) {
  if (trim(reason).empty()) return Error{ExitCode::usage, "--reason is empty. Say why, for those who ask later."};
  TERMWISE_TRY(const auto access, DatabaseAccess::open(settings));
  TERMWISE_TRY(store::Database database, store::Database::open(access.url()));
  return write(database, by.empty() ? person_at_the_keyboard() : by);
}

}  // namespace termwise::app
