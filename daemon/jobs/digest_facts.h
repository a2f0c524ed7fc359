// What an LA's digests are made from: its current findings by every rule, how each rule stands, and its files.
#pragma once

#include <chrono>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "report/digest.h"
#include "settings/settings.h"
#include "store/database.h"
#include "store/quality.h"

namespace termwise::jobs {

struct DigestFacts {
  std::vector<report::CurrentFinding> findings;  // most important first
  std::vector<report::RuleStanding> rules;
  std::vector<store::FileQuality> files;  // of the LA, newest first
  std::vector<std::string> problems;
  bool reminders = false;  // whether reminders are among what is wanted
  // Rule and lineage of the concerns on the list that are not signed off: for nobody outside the team.
  std::set<std::pair<std::string, std::int64_t>> unsigned_concerns;
};

// Of the latest year for which each rule has a standard; by the register of concerns as it is on `today`. `jobs`: only rules
// of these; empty: of all.
Result<DigestFacts> digest_facts(store::Reader& reader, const settings::LocalAuthority& la,
                                 const std::vector<std::string>& jobs, std::chrono::year_month_day today);

}  // namespace termwise::jobs
