// The register of concerns for runs and digests: which rules of a run it follows, and what is said of a school on it.
#pragma once

#include <chrono>
#include <vector>

#include "report/finding_json.h"
#include "school/concern.h"
#include "settings/settings.h"
#include "store/queue.h"
#include "wire/messages.h"

namespace termwise::jobs {

// Of a run of this plugin for the LA, about this day.
std::vector<store::ConcernRule> concern_rules(const settings::LocalAuthority& la, const wire::Manifest& manifest,
                                              std::chrono::year_month_day reference_date);

// Whether the school is on the list by the register, where its latest run says `listed`. The finding's outcome is then the
// category that counts today, and its sentence says why it is not the run's own. `concern`: the school's latest, or null.
bool tell_by_register(const school::Concern* concern, const settings::KeptRule& kept, std::chrono::year_month_day today,
                      bool listed, school::Finding& finding);

}  // namespace termwise::jobs
