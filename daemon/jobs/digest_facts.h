// What an LA's digests are made from: its current findings by every rule, how each rule stands, and its files.
#pragma once

#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "report/digest.h"
#include "store/database.h"
#include "store/quality.h"

namespace termwise::jobs {

struct DigestFacts {
  std::vector<report::CurrentFinding> findings;  // most important first
  std::vector<report::RuleStanding> rules;
  std::vector<store::FileQuality> files;  // of the LA, newest first
  std::vector<std::string> problems;
  bool reminders = false;  // whether reminders are among what is wanted
};

// Of the latest year for which each rule has a standard. `jobs`: only rules of these; empty: of all.
Result<DigestFacts> digest_facts(store::Reader& reader, const LaCode& la, const std::vector<std::string>& jobs);

}  // namespace termwise::jobs
