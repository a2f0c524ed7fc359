// The figures that a person sees first: findings counted and put in order of importance.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "report/finding_json.h"

namespace termwise::report {

// The outcomes of a rule, most important first, as its plugin declares them.
using OutcomeOrder = std::function<std::vector<std::string>(const FindingRow&)>;

// Most important first: by the rank of the outcome, then the lowest figure in the first comparison that holds (of a
// school below the floor its attainment), then by school.
void sort_by_importance(std::vector<FindingRow>& rows, const OutcomeOrder& order);

// "12 BELOW, 3 NOT_EVALUABLE", in order of importance; "no findings".
std::string outcome_counts(const std::vector<std::pair<std::string, std::int64_t>>& counts);

// Rows in the order given, each a heading line and its sentence.
std::string findings_text(const std::vector<FindingRow>& rows);

}  // namespace termwise::report
