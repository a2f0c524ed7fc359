// Plans by simple rules, for the solver to begin with.
#pragma once

#include <cstddef>
#include <vector>

#include "optimum/problem.h"

namespace termwise::west_sussex {

// Whom each need gets. By what it likes best, or, where that leaves more of them without an adviser, by what fits.
std::vector<std::size_t> simple_plan(const Problem& problem);

}  // namespace termwise::west_sussex
