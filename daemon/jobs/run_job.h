// The jobs that plugins serve, for one LA and year: each plugin that serves one of the job's rules, once.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/stop_flag.h"
#include "jobs/configuration.h"
#include "jobs/run_plugin.h"
#include "store/database.h"
#include "store/queue.h"

namespace termwise::jobs {

struct RunRequest {
  std::string job;  // "floor-check"
  LaCode la;
  std::optional<AcademicYear> year;  // none: the latest with data for this LA
  std::chrono::year_month_day reference_date;
  std::optional<BatchId> known =
      {};  // of a preview: as of this batch; none: all that there is. A run always takes that
};

struct RunReport {
  std::optional<RunId> id;  // none in a dry run
  std::string plugin;
  AcademicYear year;
  PluginResult result;
  std::map<std::string, std::int64_t> outcomes;  // how many findings have each
  bool crashed = false;                          // counts towards the plugin's quarantine
};

// Under which claim a job is run, for how long, and what may cut it short.
struct Attempt {
  store::Claim claim;
  std::chrono::seconds timeout{600};
  StopFlag* stop = nullptr;
};

// What would keep the job from being run at all: 64 (no such job), 65 (no data for this LA or year), 69, 78 (no plugin of
// this LA serves the job).
Result<void> check_request(store::Reader& reader, const Configuration& configuration, const RunRequest& request);

// Evaluates each plugin and records its run as started; nothing is finished here, since that is one transaction for all
// of them. Errors as check_request, and 75 where the claim was lost. A plugin that fails is a report.
Result<std::vector<RunReport>> run_job(store::Database& database, const Configuration& configuration,
                                       const sandbox::PluginHost& host, const RunRequest& request,
                                       const Attempt& attempt);

// The same without anything to write to.
Result<std::vector<RunReport>> preview_job(store::Reader& reader, const Configuration& configuration,
                                           const sandbox::PluginHost& host, const RunRequest& request);

}  // namespace termwise::jobs
