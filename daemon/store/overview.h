// What runs, what is due, what has ended: for people, read only.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "store/database.h"
#include "store/planning.h"
#include "store/runs.h"

namespace termwise::store {

enum class Which { running, due, next, unsettled, ended };

struct ListedOccurrence {
  OccurrenceId id;
  std::string la;  // empty: none
  std::string schedule;
  std::string period;
  std::string job;
  Instant due;
  std::string state;
  std::string sentence;
  int failures = 0;
  int attempts = 1;
  std::string file;
  std::optional<Instant> ended;
  std::optional<Instant> retry;
  std::string held_back;  // why a due one may not start; empty: it may
  bool settled = false;
  std::string holder;  // "HOST, process 12"
  std::optional<Instant> started;
  bool late = false;  // due for more than five minutes, by the clock that programs share, and not begun
};

// `due` to `next` by due time; `ended` latest first.
Result<std::vector<ListedOccurrence>> list_occurrences(Reader& reader, const std::optional<LaCode>& la, Which which,
                                                       std::size_t most);

struct Attempt {
  OccurrenceId occurrence;
  std::int64_t token = 0;
  std::string host;
  int process_id = 0;
  Instant started;
  std::optional<Instant> finished;
  std::string outcome;  // "running", "succeeded", "failed", "lost", "released"
  std::string sentence;
  std::string standard_error;
  ResourceUse use;
};
Result<std::vector<Attempt>> list_attempts(Reader& reader, const std::vector<OccurrenceId>& occurrences);

struct Program {
  ProgramId id;
  std::string host;
  int process_id = 0;
  std::string version;
  int workers = 1;
  RevisionId revision;
  Instant started;
  Instant seen;
  Instant now;  // by the database's clock
};
// The daemons that were seen within the last ten minutes and have not stopped.
Result<std::vector<Program>> list_daemons(Reader& reader);

}  // namespace termwise::store
