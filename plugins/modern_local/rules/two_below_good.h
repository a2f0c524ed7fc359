// Two inspections below Good, one after the other: eligible for intervention.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::modern_local {

Rule two_below_good();

}  // namespace termwise::modern_local
