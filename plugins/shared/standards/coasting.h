// Coasting schools as a rule that plugins share: schools under every bar of three years in a row, each year by its own rule
// (Coasting Schools (England) Regulations 2017, regulation 4 for primary schools and 5 for secondary ones).
#pragma once

#include <termwise/plugin.hpp>

#include "standards/floor.h"

namespace termwise::standards {

Rule ks2_coasting(const Applied& applied);
Rule ks4_coasting(const Applied& applied);

}  // namespace termwise::standards
