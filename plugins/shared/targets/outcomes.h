// A4, A9 and A11: targets against what the school has reached.
#pragma once

#include <termwise/plugin.hpp>

#include "targets/protocol.h"

namespace termwise::targets {

// A4: a target of attainment or progress below the latest results; the adviser then wants to know why.
Rule below_previous(const Protocol& protocol);
// A9: a target of absence above the latest absence.
Rule absence_above_previous(const Protocol& protocol);
// A11: results that fell far short of the target that was set for them. Its sentences blame nobody: schools that aimed high
// improved more even where they missed.
Rule fell_short(const Protocol& protocol);

}  // namespace termwise::targets
