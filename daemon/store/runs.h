// Runs and their findings. A run is recorded before it starts, under a claim; queue.h finishes it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/sha256.h"
#include "school/finding.h"
#include "store/database.h"

namespace termwise::store {

struct RunRule {
  std::string rule;
  std::string version;
};

struct NewRun {
  std::string job;  // "floor-check"
  LaCode la;
  AcademicYear year;
  std::chrono::year_month_day reference_date;
  std::string plugin;  // "kent"
  // The plugin's hash, the batch and the snapshot's hash are known once the facts are taken; a run that failed before
  // may lack them.
  std::optional<Sha256> plugin_sha256;
  RevisionId revision;
  std::optional<BatchId> highest_batch;
  std::optional<Sha256> snapshot_sha256;
  std::vector<std::pair<std::string, std::string>> parameters;  // as given to the plugin
  std::vector<RunRule> rules;                                   // that this run serves
};

enum class RunState { running, succeeded, failed };
std::string_view name(RunState state);

struct ResourceUse {
  std::chrono::milliseconds wall{0};
  std::chrono::milliseconds cpu{0};
  std::uint64_t peak_memory_bytes = 0;
};

struct Run {
  RunId id;
  NewRun run;
  RunState state = RunState::running;
  std::string ending;    // how the plugin host ended: "completed", "timed_out"
  std::string sentence;  // for people
  std::string standard_error;
  ResourceUse use;
  std::optional<Sha256> findings_sha256;
  std::int64_t finding_count = 0;
  std::chrono::system_clock::time_point started_at;
  std::optional<std::chrono::system_clock::time_point> finished_at;
  // Of which version what is hashed is: wire::kImageVersion and school::kFindingsFormat as they were then.
  std::optional<int> image_format;
  std::optional<int> findings_format;
  std::optional<OccurrenceId> occurrence;  // none: from before there were occurrences
};

struct NamedFinding {
  school::Finding finding;
  std::string subject_name;  // the school's name in the run's snapshot
};

// The right to write for an occurrence, for as long as its token is the row's.
struct Claim {
  OccurrenceId id;
  std::int64_t token = 0;
  bool operator==(const Claim&) const = default;
};

// The run of this plugin for the claimed occurrence: new, or the one that an earlier attempt left. Error (exit 75): the
// claim has passed to another.
Result<RunId> start_run(Database& database, const Claim& claim, const NewRun& run);

// Error (exit 65): no such run.
Result<Run> read_run(Reader& reader, RunId id);
Result<std::vector<school::Finding>> findings_of(Reader& reader, RunId id);  // in their order

struct FindingFilter {
  std::optional<LaCode> la;
  std::optional<AcademicYear> year;
  std::optional<std::string> job;
  std::optional<std::string> rule;
  std::optional<std::string> outcome;
  std::optional<RunId> run;  // this run's, latest or not
  std::optional<Urn> urn;
  std::optional<BatchId> known;  // only runs that saw no later batch
};

struct StoredFinding {
  school::Finding finding;
  std::string subject_name;
  std::string rule_version;
  LaCode la;
  RunId run;
};

// Of the latest succeeded run for each (LA, year, rule) that the filter admits; sorted by (LA, year, rule, subject).
Result<std::vector<StoredFinding>> find_findings(Reader& reader, const FindingFilter& filter);

}  // namespace termwise::store
