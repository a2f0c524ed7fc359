// A12: what the adviser has put down about targets.
#pragma once

#include <termwise/plugin.hpp>

#include "targets/protocol.h"

namespace termwise::targets {

// A12: the adviser does not find a target challenging, or school and adviser differ.
Rule questioned_by_adviser(const Protocol& protocol);

}  // namespace termwise::targets
