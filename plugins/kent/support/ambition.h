// The checks of targets, as Kent's briefing of autumn 2008 has them (slides 9 to 11 and 16), with Kent's floors.
#pragma once

#include <vector>

#include <termwise/plugin.hpp>

namespace termwise::kent {

std::vector<Rule> target_checks();

}  // namespace termwise::kent
