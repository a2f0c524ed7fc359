// Needs that are the same to every adviser, but for the adviser whom they have already, are counted together: the solver then
// decides how many of a group go to whom, and does not try out all the ways to exchange what is the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "optimum/problem.h"

namespace termwise::west_sussex {

// How many needs of a group go to an adviser, and what each of them counts for.
struct Column {
  std::size_t group = 0;
  std::size_t adviser = kUnserved;  // or to nobody
  std::int64_t days = 0;
  std::int64_t upper = 0;  // at most so many
  std::int64_t served = 0;
  std::int64_t kept = 0;
  std::int64_t points = 0;
};

struct Groups {
  std::vector<std::vector<std::size_t>> members;  // needs, in their order
  std::vector<Column> columns;                    // by group; those that keep a pairing before the others
};

Groups group(const Problem& problem);

// How many of each column a plan has.
std::vector<std::int64_t> count(const Groups& groups, const Problem& problem, const std::vector<std::size_t>& advisers);

// Which need goes to whom, where `counts` says how many of each column: those that keep their adviser first, then all others
// in their own order to the advisers in theirs.
std::vector<std::size_t> deal(const Problem& problem, const Groups& groups, const std::vector<std::int64_t>& counts);

}  // namespace termwise::west_sussex
