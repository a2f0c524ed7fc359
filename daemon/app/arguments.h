// Values of the command line, checked. Errors (exit 64) quote what was given and say what is expected.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/ids.h"
#include "base/result.h"

namespace termwise::app {

// Empty text is "not given".
Result<std::optional<AcademicYear>> year_argument(const std::string& text);
Result<std::optional<LaCode>> la_argument(const std::string& text);
Result<std::optional<std::chrono::year_month_day>> date_argument(const std::string& option, const std::string& text);
std::optional<std::string> text_argument(const std::string& text);

}  // namespace termwise::app
