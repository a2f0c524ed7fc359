// How many needs of each size an adviser can have. With 27 days there are five whole units of five days, so that five needs of
// five days are possible, or one of ten and three of five: said of every size, that leaves next to no room for parts of needs,
// which is what a linear relaxation otherwise makes the most of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "optimum/problem.h"

namespace termwise::west_sussex {

struct Program;

// How many needs of so many days an adviser has.
struct Tally {
  std::size_t adviser = 0;
  std::int64_t days = 0;

  auto operator<=>(const Tally&) const = default;
};

// Every tally that the program's columns add to, by adviser and days.
std::vector<Tally> tallies_of(const Program& program);

// No plan has more than `capacity` whole units of `unit` days with an adviser.
struct Units {
  std::size_t adviser = 0;
  std::int64_t unit = 0;
  std::int64_t capacity = 0;
};

// For every adviser, units of one day and of each size.
std::vector<Units> units_of(const Program& program, const std::vector<Tally>& tallies);

}  // namespace termwise::west_sussex
