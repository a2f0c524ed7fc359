// The plan as rows: which occurrences there are to be. Dates may move until an occurrence is claimed; its name never does.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "store/database.h"

namespace termwise::store {

using Instant = std::chrono::system_clock::time_point;

struct PlannedSchedule {
  LaCode la;
  std::string schedule;
  std::string job;
  std::string rule;
  RevisionId revision;
  bool follows_ingest = false;
  bool follows_runs = false;
  std::vector<std::string> after;
  std::string catch_up;  // "latest", "all", "none"
  std::string overlap;   // "wait", "skip"
  std::chrono::days window{14};
  int attempts = 3;
  std::chrono::seconds timeout{600};
};

struct PlannedTime {
  std::string period;
  std::chrono::sys_seconds due;
};

// Stores the schedule as it is now. Returns since when it counts: what was due before is not made up for. None where its
// revision is not (or no longer) the active one of its LA; nothing is then changed, nor by the following.
Result<std::optional<Instant>> put_schedule(Database& database, const PlannedSchedule& schedule);

// Brings the schedule's occurrences in line with its plan for [from, to): new ones are added, dates that have moved are
// moved unless the occurrence was claimed already, and what the plan no longer has is withdrawn, with `why_withdrawn`.
// Returns how many rows changed.
Result<std::size_t> plan(Database& database, const PlannedSchedule& schedule, const std::vector<PlannedTime>& times,
                         std::chrono::sys_seconds from, std::chrono::sys_seconds to, std::string_view why_withdrawn);

struct ScheduleName {
  LaCode la;
  std::string schedule;
};
// Withdraws what is planned of other schedules of these LAs. Returns how many rows changed.
Result<std::size_t> keep_only(Database& database, RevisionId revision, const std::vector<LaCode>& las,
                              const std::vector<ScheduleName>& schedules);

}  // namespace termwise::store
