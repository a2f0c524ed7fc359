// Plugins that crashed twice in a job of an LA, without a success between, and are not run there until somebody releases
// them. Crashes are counted where runs end (queue.h), in the same transaction.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/sha256.h"
#include "store/database.h"
#include "store/planning.h"

namespace termwise::store {

struct Quarantine {
  std::string plugin;  // "kent"
  Sha256 sha256;       // exactly which binary
  LaCode la;
  std::string job;
  RunId first;  // the runs that crashed; the same run where it was tried again
  RunId second;
  Instant since;
};

// None if the binary may run.
Result<std::optional<Quarantine>> find_quarantine(Reader& reader, const Sha256& plugin, const LaCode& la,
                                                  const std::string& job);
Result<std::vector<Quarantine>> list_quarantine(Reader& reader);  // by plugin, LA, job

// Lets every binary of this name run again, in this job or in all, and returns what was held.
Result<std::vector<Quarantine>> release_quarantine(Database& database, const std::string& plugin,
                                                   const std::optional<std::string>& job, const std::string& who);

}  // namespace termwise::store
