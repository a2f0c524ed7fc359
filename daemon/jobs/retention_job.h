// The job `retention`: removes what is past its time by [retention] of the main file, whatever LA it belongs to.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "settings/settings.h"
#include "store/retention.h"

namespace termwise::jobs {

inline constexpr std::string_view kRetention = "retention";

store::RetentionLimits retention_limits(const settings::RetentionSettings& settings);

// Ends the claim too; what was removed, in a sentence. Errors as store::finish_retention.
Result<std::string> remove_past(store::Database& database, const settings::Settings& settings,
                                const store::Claim& claim);

}  // namespace termwise::jobs
