// The register of concerns for runs and digests: which rules of a run it follows, and what is said of a school on it.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "school/concern.h"
#include "settings/settings.h"
#include "store/queue.h"
#include "wire/messages.h"

namespace termwise::jobs {

// Of a run of this plugin for the LA, about this day.
std::vector<store::ConcernRule> concern_rules(const settings::LocalAuthority& la, const wire::Manifest& manifest,
                                              std::chrono::year_month_day reference_date);

// What the register says of a school.
struct Standing {
  bool listed = false;
  std::string category;  // the one that counts; empty: the run's own outcome
  std::string words;     // why that is not what the latest run says; empty where it is
};
// `concern`: the school's latest, or null; `listed`: whether its latest run puts it on the list.
Standing standing_by_register(const school::Concern* concern, const settings::KeptRule& kept, std::chrono::year_month_day today,
                     bool listed);

}  // namespace termwise::jobs
