// DfE's school improvement offer of 2019 to 2025 to schools that require improvement.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::modern_local {

Rule support_offer();

}  // namespace termwise::modern_local
