// Runs and their findings. A run is recorded before it starts and finished in one transaction.
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
};

struct NamedFinding {
  school::Finding finding;
  std::string subject_name;  // the school's name in the run's snapshot
};

// A run that failed before its plugin could be evaluated is started with what is known of it and failed at once.
Result<RunId> start_run(Database& database, const NewRun& run);
// One transaction: the findings, their hash and the state. Only a running run that has a plugin, a batch and a snapshot
// can be finished.
Result<void> finish_run(Database& database, RunId id, const std::vector<NamedFinding>& findings,
                        std::string_view sentence, const ResourceUse& use);
Result<void> fail_run(Database& database, RunId id, std::string_view ending, std::string_view sentence,
                      std::string_view standard_error, const ResourceUse& use);

// Error (exit 65): no such run.
Result<Run> read_run(Reader& reader, RunId id);
Result<std::vector<Run>> list_runs(Reader& reader, std::size_t most);        // newest first
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
