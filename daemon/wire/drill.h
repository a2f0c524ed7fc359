// What `termwise plugin check` and the plugin host say to each other about drills (host/drill.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "wire/messages.h"

namespace termwise::wire {

// An evaluation in which the host behaves as it rarely does, and no finding is kept.
enum class DrillKind : std::uint32_t {
  stop = 1,       // the callback answers TW_STOP from the finding `at` on, counted from 1
  refuse = 2,     // it answers TW_FAILED to that one, and to all that follow
  cancelled = 3,  // cancelled() answers 1 and the callback TW_STOP, from the start
  extensions = 4  // only asks the plugin for extensions that do not exist
};

struct Drill {
  DrillKind kind = DrillKind::stop;
  std::uint32_t at = 1;
  bool operator==(const Drill&) const = default;
};

struct DrillReport {
  std::int32_t answer = 0;           // of evaluate()
  std::uint64_t findings = 0;        // up to the one that was not taken, which counts
  std::uint64_t findings_after = 0;  // that the plugin went on to emit
  std::string invented;              // the id of an extension that does not exist and was there
  bool operator==(const DrillReport&) const = default;
};

struct DrillRequest {
  Drill drill;
  Input input;
};
// Errors (exit 70) as the codec's.
std::string encode(const DrillRequest& request);
Result<DrillRequest> decode_drill_request(std::string_view payload);
std::string encode(const DrillReport& report);
Result<DrillReport> decode_drill_report(std::string_view payload);

}  // namespace termwise::wire
