// What an LA's digests are made from: its current findings by every rule, how each rule stands, and its files.
#pragma once

#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "report/digest.h"
#include "settings/settings.h"
#include "store/batches.h"
#include "store/database.h"

namespace termwise::jobs {

struct DigestFacts {
  std::vector<report::CurrentFinding> findings;  // most important first
  std::vector<report::RuleStanding> rules;
  std::vector<store::BatchQuality> batches;  // all of the LA, oldest first
  std::vector<std::string> problems;
};

// Of the latest year for which each rule has a standard. `jobs`: only rules of these; empty: of all.
Result<DigestFacts> digest_facts(store::Reader& reader, const LaCode& la, const std::vector<std::string>& jobs);

report::Vocabulary vocabulary_of(const settings::Settings& settings);  // borrows

}  // namespace termwise::jobs
