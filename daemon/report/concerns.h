// The register of concerns in words: who is on it, and all that became of one.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "school/concern.h"

namespace termwise::report {

// Three lines for each: its number, stage and school; the sentence; where it stands on that day.
std::string concerns_text(const std::vector<school::Concern>& concerns, std::chrono::year_month_day today);
// A top-level array. Field names are a contract.
std::string concerns_json(const std::vector<school::Concern>& concerns, std::chrono::year_month_day today);

struct ConcernEventRow {
  std::chrono::system_clock::time_point at;
  std::string kind;
  std::string category;
  std::int64_t run = 0;  // 0: a person did it
  std::string author;
  std::string reason;
  std::optional<std::chrono::year_month_day> until;
};

struct ConcernStory {
  school::Concern concern;
  std::vector<ConcernEventRow> events;
};
std::string concern_text(const ConcernStory& story, std::chrono::year_month_day today);
std::string concern_json(const ConcernStory& story, std::chrono::year_month_day today);

}  // namespace termwise::report
