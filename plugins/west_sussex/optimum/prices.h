// What prices prove, in whole numbers. Let every unit of an adviser's days have a price, and let each need go where it counts
// most after paying for its units: whatever the prices are, no plan counts more than that sum with all units paid for. GLPK
// finds the prices with numbers that are rounded; the sum is then exact, so that no rounding of the solver's can hide a mistake.
#pragma once

#include <cstdint>

#include "optimum/integer_program.h"

namespace termwise::west_sussex {

// No plan has a larger sum of values than this.
std::int64_t bound_by(const Prices& prices, const Program& program);

}  // namespace termwise::west_sussex
