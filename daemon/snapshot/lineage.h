// From which schools some schools have come, read from the store as far back as the files say.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "school/lineage.h"
#include "school/link.h"
#include "settings/settings.h"
#include "store/database.h"

namespace termwise::snapshot {

// As of batch `highest`: the links by which these schools have come from others, by which those have, and so on; with them
// come those by which others have come from any of these. Without links of days after `until`.
Result<school::LinkGraph> links_behind(store::Reader& reader, const settings::Settings& settings,
                                       const std::vector<Urn>& schools, BatchId highest,
                                       const std::optional<std::chrono::year_month_day>& until);

}  // namespace termwise::snapshot
