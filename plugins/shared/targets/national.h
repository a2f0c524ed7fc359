// A5 and A6: targets against what is expected of every school.
#pragma once

#include <termwise/plugin.hpp>

#include "targets/protocol.h"

namespace termwise::targets {

// A5: below the floor that was in force when the target was set.
Rule below_floor(const Protocol& protocol);
// A6: a target of progress below the national median of schools.
Rule below_median(const Protocol& protocol);

}  // namespace termwise::targets
