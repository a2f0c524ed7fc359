// The program written out as rows and columns of numbers, as a solver takes it.
//
// Rows: each group, each tally, each adviser's units, each floor. Columns: the tallies, then those of the program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "optimum/integer_program.h"
#include "optimum/units.h"

namespace termwise::west_sussex {

// Counted from 1, as GLPK does; element 0 of each array is not used.
struct Sheet {
  std::vector<Tally> tallies;
  std::vector<Units> units;
  std::vector<int> rows{0};
  std::vector<int> columns{0};
  std::vector<double> values{0};

  int row_of_tally(const Program& program, std::size_t tally) const {
    return static_cast<int>(program.groups.size() + tally) + 1;
  }
  int row_of_units(const Program& program, std::size_t unit) const {
    return row_of_tally(program, tallies.size() + unit);
  }
  int row_of_floor(const Program& program, std::size_t floor) const {
    return row_of_units(program, units.size() + floor);
  }
  int column(std::size_t of_program) const { return static_cast<int>(tallies.size() + of_program) + 1; }
};

Sheet sheet_of(const Program& program);

}  // namespace termwise::west_sussex
