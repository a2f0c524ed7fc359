// What can be seen in a plugin's file without running anything of it.
#pragma once

#include <string_view>
#include <vector>

#include "check/finding.h"

namespace termwise::check {

// The checks `exports`, `imports` and `build`; only `exports` with its error where the bytes cannot be read.
std::vector<Check> check_statically(std::string_view bytes);

}  // namespace termwise::check
