// Calendars are configuration. Somebody who hands one over as a file of results is told where it belongs.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace termwise::jobs {

// Error: 65, of a file that begins like GOV.UK's bank holidays or like an iCalendar file, whatever its name. A file that
// cannot be opened or read is none of these; ingest says what is wrong with it.
Result<void> refuse_calendar(const std::filesystem::path& path, const std::filesystem::path& config_directory);

}  // namespace termwise::jobs
