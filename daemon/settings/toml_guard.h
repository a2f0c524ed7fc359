// What is refused before toml++ sees a byte, because it aborts on it ('[', CR, '.') or overflows the stack
// (deep nesting, keys of very many parts).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace termwise::settings {

// Error (exit 78, located): too large, a bare carriage return, nested too deeply, or a key of too many parts.
Result<void> guard_toml(std::string_view content, const std::string& file);

}  // namespace termwise::settings
