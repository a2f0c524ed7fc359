// Solves an assignment problem to proven optimality, as far as the effort allows; what is not proven has a bound.
//
// Aim by aim: a start by simple rules, the linear relaxation with what its prices prove exactly (prices.h), branch and cut
// (integer_program.h), and where that ends before it is done, better plans for a few advisers at a time (improve.h). The answer
// follows from the problem alone.
#pragma once

#include "optimum/integer_program.h"
#include "optimum/problem.h"

namespace termwise::west_sussex {

// Throws a Failure for a problem beyond the limits of problem.h, and where the solver stops.
Solution solve(const Problem& problem, const Effort& effort);

}  // namespace termwise::west_sussex
