// What has been done: plugin runs, and what ended without one (ingests, digests, jobs that could not begin). Read only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "store/database.h"
#include "store/planning.h"

namespace termwise::store {

struct HistoryEntry {
  std::optional<RunId> run;                // none: ended without a run
  std::optional<OccurrenceId> occurrence;  // none: a run from before there were occurrences
  Instant moment;                          // when the run started; without one when it ended
  std::string job;
  std::string la;                    // empty: none
  std::optional<AcademicYear> year;  // of a run
  std::string plugin;                // likewise
  std::string state;                 // "running", "succeeded", "failed"
  std::string ending;                // as in Run
  std::string sentence;
  std::int64_t findings = 0;
  std::string file;  // of an ingest
};
// Newest first, without the first `skipped`.
Result<std::vector<HistoryEntry>> list_history(Reader& reader, std::size_t skipped, std::size_t most);

struct OutcomeCount {
  std::string rule;
  std::string outcome;
  std::int64_t count = 0;
};
// Of one run's findings, by rule and outcome.
Result<std::vector<OutcomeCount>> outcomes_of_run(Reader& reader, RunId run);

}  // namespace termwise::store
