// A job run now, for one LA and year: each plugin that serves one of the job's rules, once.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "jobs/catalogue.h"
#include "jobs/run_plugin.h"
#include "settings/settings.h"
#include "store/database.h"

namespace termwise::jobs {

struct RunRequest {
  std::string job;  // "floor-check"
  LaCode la;
  std::optional<AcademicYear> year;  // none: the latest with data for this LA
  std::chrono::year_month_day reference_date;
};

struct RunReport {
  std::optional<RunId> id;  // none in a dry run
  std::string plugin;
  AcademicYear year;
  PluginResult result;
  std::map<std::string, std::int64_t> outcomes;  // how many findings have each
};

// Errors: 64 (no such job), 65 (no data for this LA or year), 69, 78 (no plugin of this LA serves the job). A plugin
// that fails is a report, stored as a failed run.
Result<std::vector<RunReport>> run_job(store::Database& database, const settings::Settings& settings,
                                       RevisionId revision, const Catalogue& catalogue, const sandbox::PluginHost& host,
                                       const RunRequest& request);

// The same without anything to write to.
Result<std::vector<RunReport>> preview_job(store::Reader& reader, const settings::Settings& settings,
                                           const Catalogue& catalogue, const sandbox::PluginHost& host,
                                           const RunRequest& request);

}  // namespace termwise::jobs
