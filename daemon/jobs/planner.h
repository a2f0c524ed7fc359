// Turns the schedules of a configuration into planned occurrences. Any number of daemons may plan the same LA: the same
// plan twice changes nothing.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "jobs/configuration.h"
#include "store/database.h"

namespace termwise::jobs {

// How far ahead the plan reaches.
inline constexpr std::chrono::days kHorizon{60};

// Something that keeps a schedule from being planned, or planned further.
struct PlanProblem {
  LaCode la;
  std::string schedule;  // empty: all of this LA's
  std::string sentence;
  bool operator==(const PlanProblem&) const = default;
};

struct PlanReport {
  std::size_t changed = 0;            // rows
  bool deferred = false;              // another daemon still works for one of our LAs
  std::vector<PlanProblem> problems;  // by LA and schedule
};

// Makes this configuration the one that its LAs work by, unless a daemon that was seen within `alive` works by a later
// one, and plans those that do work by it. `now` is the database's.
Result<PlanReport> plan_all(store::Database& database, const Configuration& configuration,
                            std::chrono::system_clock::time_point now, std::chrono::seconds alive);

}  // namespace termwise::jobs
