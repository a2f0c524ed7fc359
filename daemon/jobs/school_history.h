// One school's history: what it is called and was, the schools that it came from, its figures joined over the links with
// their breaks, inspections and findings.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "report/school_history.h"
#include "settings/settings.h"
#include "store/database.h"

namespace termwise::jobs {

struct HistoryRequest {
  Urn urn;
  std::vector<std::string> measures;  // codes; empty: those that its findings compared
  bool linked = true;                 // figures, inspections and findings of the schools before it too
  std::optional<BatchId> known;       // as of this batch; none: all that there is
};

// Errors: 64, no such measure or too many; 65, no file speaks of the school.
Result<report::SchoolHistory> school_history(store::Reader& reader, const settings::Settings& settings,
                                             const HistoryRequest& request);

}  // namespace termwise::jobs
