// An LA's current findings as a list for people: counted, and read a page at a time in order of importance. Without the
// predicates and flips, which make a finding dear to read; runs.h has them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "school/finding.h"
#include "store/database.h"

namespace termwise::store {

// A rule as the latest succeeded run for its year served it.
struct ServedRule {
  RunId run;
  AcademicYear year;
  std::string rule;
  std::string version;
  bool judged = false;  // any of its findings is another than NO_STANDARD
};
// Latest year first, then by rule. With a run, those that it served, superseded or not.
Result<std::vector<ServedRule>> served_rules(Reader& reader, const LaCode& la, const std::optional<RunId>& run);

// Which findings: of these runs' rules, their outcomes most important first.
struct ListedRule {
  RunId run;
  std::string rule;
  std::vector<std::string> outcomes;
};
struct ListQuery {
  std::vector<ListedRule> rules;
  std::string search;   // in the subject's name, capitals or not, or at the start of its URN; empty: all
  std::string outcome;  // empty: any. Not for count_outcomes
};

struct ListedFinding {
  school::Finding finding;  // without predicates and flips
  std::string subject_name;
  RunId run;
};

// Most important first.
Result<std::vector<std::pair<std::string, std::int64_t>>> count_outcomes(Reader& reader, const ListQuery& query);
// Those after the first `skipped`, at most `most` of them or all; in the order of report/summary.h.
Result<std::vector<ListedFinding>> list_findings(Reader& reader, const ListQuery& query, std::size_t skipped = 0,
                                                 std::optional<std::size_t> most = std::nullopt);

}  // namespace termwise::store
