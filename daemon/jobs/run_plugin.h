// One plugin over one Local Authority's year: the facts it is given and the findings that come back, checked, resolved
// to cells and put into words. `run_job` and `replay` share it, so that a replay is the same path again.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "sandbox/plugin_host.h"
#include "settings/settings.h"
#include "snapshot/snapshot.h"
#include "store/database.h"
#include "store/reminders.h"
#include "store/runs.h"
#include "wire/messages.h"

namespace termwise::jobs {

struct PluginRun {
  const sandbox::PluginFile* file = nullptr;
  const wire::Manifest* manifest = nullptr;
  LaCode la;
  AcademicYear year;
  BatchId highest;
  std::chrono::year_month_day reference_date;
  std::vector<std::pair<std::string, std::string>> parameters;
  std::vector<std::string> rules;  // the ones to evaluate
};

// A finished evaluation. `findings` and `reminders` are in their order and only there when the outcome is `completed`.
struct PluginResult {
  sandbox::Outcome outcome;
  std::vector<store::NamedFinding> findings;
  std::vector<store::NamedReminder> reminders;
};

// Takes the facts that the plugin's rules need. Errors as snapshot::take.
Result<snapshot::Snapshot> take_facts(store::Reader& reader, const settings::Settings& settings, const PluginRun& run);

// What the plugin says, as it says it: no evidence is resolved and no sentence made. Errors only where the process cannot
// be started.
Result<sandbox::Evaluation> evaluate(const sandbox::PluginHost& host, const sandbox::Limits& limits,
                                     const PluginRun& run, const snapshot::Snapshot& facts);

// Errors only where Termwise itself or the database fails; a plugin's failure is the outcome.
Result<PluginResult> run_plugin(store::Reader& reader, const sandbox::PluginHost& host, const sandbox::Limits& limits,
                                const PluginRun& run, const snapshot::Snapshot& facts);

store::ResourceUse use_of(const sandbox::Outcome& outcome);

}  // namespace termwise::jobs
