// A2 and A3: targets against FFT's estimates. FFT licenses them, so that the register has summary estimates alone.
#pragma once

#include <termwise/plugin.hpp>

#include "targets/protocol.h"

namespace termwise::targets {

// A2: below type D, or below the rank that is as hard.
Rule below_top_quarter(const Protocol& protocol);
// A3: below type B or type A, or below the average rank.
Rule below_average_estimate(const Protocol& protocol);

}  // namespace termwise::targets
