// The Foundation Stage against what the LA aims at: the share of children with the headline, and how far the lowest fifth of
// them is behind the middle.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::kent {

Rule foundation_stage();

}  // namespace termwise::kent
