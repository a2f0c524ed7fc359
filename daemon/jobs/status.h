// What runs, what is due and why it has not started, what has failed, what comes: for people, read only.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "store/database.h"
#include "store/overview.h"

namespace termwise::jobs {

inline constexpr std::size_t kMostOfAKind = 1000;  // occurrences
inline constexpr std::size_t kMostEnded = 10;

struct Status {
  std::size_t busy = 0;  // workers, for whatever LA
  std::vector<store::Program> daemons;
  std::vector<store::ListedOccurrence> running;
  std::vector<store::ListedOccurrence> due;
  std::vector<store::ListedOccurrence> next;
  std::vector<store::ListedOccurrence> unsettled;
  std::vector<store::ListedOccurrence> ended;  // latest first
};

// `la`: of one LA, and of files that belong to no one LA.
Result<Status> read_status(store::Reader& reader, const std::optional<LaCode>& la);

// "floor-check of LA 926, morning (2026-11-23)".
std::string subject_of(const store::ListedOccurrence& item);

// Why what is due has not started, in sentences.
std::string why_waiting(const Status& status, const store::ListedOccurrence& item);

// Whether a daemon has missed several of its signs of life.
bool is_silent(const store::Program& daemon);

}  // namespace termwise::jobs
