// What every configuration file that is not TOML must be before its own reader sees it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace termwise::settings {

// The place of one byte, its column counted in characters.
Location place_of(std::string_view content, std::size_t at, const std::string& file);

// Error (exit 78, located): larger than kMaximumFileBytes, no UTF-8 (in UTF-16 that is said), or a NUL.
Result<void> check_text_file(std::string_view content, const std::string& file);

}  // namespace termwise::settings
