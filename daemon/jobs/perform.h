// One claimed occurrence from start to end: the work, and how the attempt ends, in one transaction. What a failure leads
// to (another attempt, or the end) is decided here and nowhere else.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/stop_flag.h"
#include "jobs/configuration.h"
#include "jobs/run_job.h"
#include "sandbox/plugin_host.h"
#include "store/database.h"
#include "store/queue.h"

namespace termwise::jobs {

struct Workplace {
  store::Database& database;
  const Configuration& configuration;
  const sandbox::PluginHost& host;
  StopFlag& stop;          // raised: give the claim back as soon as possible
  std::string inbox = {};  // the directory that arrived files lie in; empty: none is watched
};

enum class AttemptEnd { succeeded, failed, retried, released };
std::string_view name(AttemptEnd end);

struct Performed {
  AttemptEnd end = AttemptEnd::succeeded;
  std::string sentence;
  std::vector<RunReport> reports;  // of a plugin's job
  std::optional<Error> refusal;    // of what the work itself could not be started for
};

// Error: the end could not be stored, because the claim has passed to another (75) or the database is away (69). Whoever
// holds the occurrence next begins it anew.
Result<Performed> perform(const Workplace& workplace, const store::Claimed& claimed);

// A claimed digest to these people.
Result<Performed> perform_digest(const Workplace& workplace, const store::Claimed& claimed,
                                 const std::vector<settings::Person>& people);

// Before the next attempt after `failures` of them: twice as long each time, an hour at most.
std::chrono::seconds pause_after(int failures, std::chrono::seconds first);

}  // namespace termwise::jobs
