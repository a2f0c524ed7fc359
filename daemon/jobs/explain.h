// Everything behind one finding, down to the raw text of the cells; or why there is none.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "report/explanation.h"
#include "settings/settings.h"
#include "store/database.h"

namespace termwise::jobs {

// The latest finding of `rule` for the school and year, of any LA or of one, of all runs or of those that saw no batch after
// `highest`. Error (exit 65): there is none, and why: no run yet, no data of that school in that year, or no such rule.
Result<report::Explanation> explain(store::Reader& reader, const settings::Settings& settings, Urn urn,
                                    const std::string& rule, AcademicYear year, const std::optional<LaCode>& la,
                                    const std::optional<BatchId>& highest = std::nullopt);

// For each comparison the cell that its figure was read from, as the archive has it; none where it has no evidence.
Result<std::vector<std::optional<report::RawCell>>> cells_behind(store::Reader& reader,
                                                                 const std::vector<school::Predicate>& predicates);

}  // namespace termwise::jobs
