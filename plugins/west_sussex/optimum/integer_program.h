// An integer program of the one shape that is needed here, and GLPK, which solves it. This is the only file that knows GLPK.
//
// Choose how many of each column: of each group exactly so many, of each adviser's days at most so many, of each floor at
// least so much; the largest sum of values. All data are whole numbers, small enough for a double to hold every sum exactly.
//
// Branch and bound on the columns alone proves nothing in hours where needs take different days. What makes it quick: how many
// needs of each size an adviser has (a tally, units.h) is a number of its own, decided first, because the rest is then nearly
// a transport problem, whose best plan is whole by itself; and Gomory's cuts find what those numbers cannot be together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "optimum/problem.h"

namespace termwise::west_sussex {

// A column of the program.
struct ProgramColumn {
  std::size_t group = 0;
  std::size_t adviser = kUnserved;
  std::int64_t days = 0;
  std::int64_t upper = 0;
  std::int64_t value = 0;
  std::vector<std::int64_t> floors;  // what it adds to each floor
};

struct Program {
  std::vector<std::int64_t> groups;    // how many of each
  std::vector<std::int64_t> capacity;  // of each adviser
  std::vector<std::int64_t> floors;    // at least
  std::vector<ProgramColumn> columns;
};

// What each row is worth in the linear relaxation, where parts of a need may go to each of several advisers.
struct Prices {
  std::vector<double> units;   // one more of each, in the order of units_of()
  std::vector<double> floors;  // one more of each
};

// How far the solver may go. Its work is counted, not timed, so that it ends at the same place on every machine: a pivot is as
// many steps as there are rows and columns, and a round of cuts as many as both multiplied.
struct Effort {
  std::int64_t work = 0;  // steps
  int megabytes = 0;      // of memory
};

struct Relaxed {
  bool feasible = false;
  Prices prices;
  std::int64_t work = 0;
};

struct Searched {
  bool found = false;
  bool exhausted = false;            // nothing better is left
  std::vector<std::int64_t> counts;  // of each column, where found
  double bound = 0;                  // where not exhausted: nothing is better than this
  std::int64_t work = 0;
};

// Throws a Failure where GLPK stops, for want of memory or otherwise.
Relaxed relax(const Program& program, const Effort& effort);
// Begins with what is known, where `known` is not empty.
Searched search(const Program& program, const std::vector<std::int64_t>& known, const Effort& effort);

}  // namespace termwise::west_sussex
