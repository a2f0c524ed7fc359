#include "wire/job_names.h"

namespace termwise::wire {

const std::vector<std::string>& plugin_jobs() {
  static const std::vector<std::string> names{"floor-check", "concern-flag", "priority-list", "target-check",
                                              "visit-plan",  "data-pack",    "qa-reminders",  "deployment"};
  return names;
}

bool does_itself(std::string_view job) { return job == "ingest" || job == kDigestJob || job == "retention"; }

}  // namespace termwise::wire
