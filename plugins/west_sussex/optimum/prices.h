// What prices prove, in whole numbers. Let every day of an adviser have a price, and let each need go where it counts most
// after paying for its days: whatever the prices are, no plan counts more than that sum with all days paid for. GLPK finds the
// prices with numbers that are rounded; the sum is then exact, so that no rounding of the solver's stands behind "proven".
#pragma once

#include <cstdint>
#include <vector>

#include "optimum/integer_program.h"

namespace termwise::west_sussex {

struct Proof {
  std::int64_t bound = 0;  // no plan has a larger sum of values
  // Of each column: a plan that uses it has at most this sum. (The group's best choice given up for it.)
  std::vector<std::int64_t> with;
};

Proof proof_by(const Prices& prices, const Program& program);

}  // namespace termwise::west_sussex
