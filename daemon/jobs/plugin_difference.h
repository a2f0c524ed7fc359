// Two versions of a plugin over the same past years, school by school.
#pragma once

#include <optional>
#include <string>

#include "jobs/candidate.h"
#include "jobs/evaluate_years.h"
#include "report/plugin_difference.h"

namespace termwise::jobs {

struct DifferenceRequest {
  YearSpan span;
  std::optional<LaCode> la;  // none: all that have data and that both versions may serve
  std::string rule;          // empty: all that both have
};

// Each version gets the LA's parameters as far as it declares them. Errors: 64, 65 (no data, no rule in common), 70, 78.
Result<report::PluginDifference> plugin_difference(store::Reader& reader, const Bench& bench, const Candidate& before,
                                                   const Candidate& after, const DifferenceRequest& request);

}  // namespace termwise::jobs
