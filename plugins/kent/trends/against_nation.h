// Level 4 in English and maths against what pupils in England reached in the same year.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::kent {

Rule against_nation();

}  // namespace termwise::kent
