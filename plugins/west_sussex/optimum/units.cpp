#include "optimum/units.h"

#include <algorithm>

#include "optimum/integer_program.h"

namespace termwise::west_sussex {

std::vector<Tally> tallies_of(const Program& program) {
  std::vector<Tally> tallies;
  for (const ProgramColumn& column : program.columns)
    if (column.adviser != kUnserved) tallies.push_back({column.adviser, column.days});
  std::sort(tallies.begin(), tallies.end());
  tallies.erase(std::unique(tallies.begin(), tallies.end()), tallies.end());
  return tallies;
}

std::vector<Units> units_of(const Program& program, const std::vector<Tally>& tallies) {
  std::vector<Units> units;
  for (std::size_t t = 0; t < tallies.size(); ++t) {
    const auto& [adviser, days] = tallies[t];
    const std::int64_t capacity = program.capacity[adviser];
    if (t == 0 || tallies[t - 1].adviser != adviser) units.push_back({adviser, 1, capacity});
    if (days > 1) units.push_back({adviser, days, capacity / days});
  }
  return units;
}

}  // namespace termwise::west_sussex
