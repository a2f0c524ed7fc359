// What may not be kept for ever: how much of it is past its time, its removal, and how much has gone. What is removed
// leaves a tombstone. Runs, findings, batches and archived files are not among it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/database.h"
#include "store/planning.h"
#include "store/queue.h"

namespace termwise::store {

// For how long each kind is kept; at least 1.
struct RetentionLimits {
  int message_days = 90;   // after it was sent or dropped
  int pupil_years = 2;     // after 31 August of the academic year
  int reminder_years = 3;  // after it ended
};

struct KindCount {
  std::string kind;         // "message", "pupils", "reminder"
  std::int64_t things = 0;  // messages and reminders; of pupils a file's years
  std::int64_t rows = 0;    // of pupils; otherwise as many as things
  std::optional<Instant> since;
};

// What is past its time now, all kinds, with the oldest of each.
Result<std::vector<KindCount>> past_retention(Reader& reader, const RetentionLimits& limits);

// What has gone so far, with the first time; only kinds of which something has.
Result<std::vector<KindCount>> removed_so_far(Reader& reader);

struct Removed {
  std::int64_t messages = 0;
  std::int64_t pupil_rows = 0;
  std::int64_t reminders = 0;
};

// Removes what is past its time and ends the claimed occurrence as succeeded, together; says what was removed, as
// `sentence_of` puts it. Error (exit 75): the claim has passed to another; nothing is removed.
Result<std::string> finish_retention(Database& database, const Claim& claim, const RetentionLimits& limits,
                                     const std::function<std::string(const Removed&)>& sentence_of);

}  // namespace termwise::store
