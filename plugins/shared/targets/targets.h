// The checks A1 to A12 of the targets T1 to T11, as an LA's protocol takes them.
#pragma once

#include <vector>

#include <termwise/plugin.hpp>

#include "targets/protocol.h"

namespace termwise::targets {

// All twelve, of the job target-check.
std::vector<Rule> checks(const Protocol& protocol);

}  // namespace termwise::targets
