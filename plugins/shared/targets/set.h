// A1: whether the statutory targets have been set by the end of the year.
#pragma once

#include <termwise/plugin.hpp>

#include "targets/protocol.h"

namespace termwise::targets {

Rule targets_set(const Protocol& protocol);

}  // namespace termwise::targets
