// The level of support that a school is given, from its category of concern and its last inspection. Kent's briefing speaks
// of criteria (slides 9 and 12) and gives none, so that each is a parameter.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::kent {

Rule support_level();

}  // namespace termwise::kent
