#include "optimum/sheet.h"

#include <algorithm>

namespace termwise::west_sussex {
namespace {

void add(Sheet& sheet, int row, int column, std::int64_t value) {
  if (value == 0) return;
  sheet.rows.push_back(row);
  sheet.columns.push_back(column);
  sheet.values.push_back(static_cast<double>(value));
}

// What every column of a tally adds to a floor can be said of the tally, in one number instead of hundreds.
std::vector<std::int64_t> shared_of(const Program& program, std::size_t floor, const std::vector<std::size_t>& tally_of,
                                    std::size_t tallies) {
  std::vector<std::int64_t> shared(tallies, -1);
  for (std::size_t c = 0; c < program.columns.size(); ++c) {
    if (program.columns[c].adviser == kUnserved) continue;
    std::int64_t& least = shared[tally_of[c]];
    const std::int64_t adds = program.columns[c].floors[floor];
    least = least < 0 ? adds : std::min(least, adds);
  }
  return shared;
}

}  // namespace

Sheet sheet_of(const Program& program) {
  Sheet sheet;
  sheet.tallies = tallies_of(program);
  sheet.units = units_of(program, sheet.tallies);
  const auto tally_column = [](std::size_t tally) { return static_cast<int>(tally) + 1; };
  std::vector<std::size_t> tally_of(program.columns.size(), 0);
  for (std::size_t c = 0; c < program.columns.size(); ++c) {
    const ProgramColumn& column = program.columns[c];
    add(sheet, static_cast<int>(column.group) + 1, sheet.column(c), 1);
    if (column.adviser == kUnserved) continue;
    const auto found = std::lower_bound(sheet.tallies.begin(), sheet.tallies.end(), Tally{column.adviser, column.days});
    tally_of[c] = static_cast<std::size_t>(found - sheet.tallies.begin());
    add(sheet, sheet.row_of_tally(program, tally_of[c]), sheet.column(c), 1);
  }
  for (std::size_t t = 0, u = 0; t < sheet.tallies.size(); ++t) {
    add(sheet, sheet.row_of_tally(program, t), tally_column(t), -1);
    while (sheet.units[u].adviser < sheet.tallies[t].adviser) ++u;
    for (std::size_t each = u; each < sheet.units.size() && sheet.units[each].adviser == sheet.tallies[t].adviser;
         ++each)
      add(sheet, sheet.row_of_units(program, each), tally_column(t), sheet.tallies[t].days / sheet.units[each].unit);
  }
  for (std::size_t f = 0; f < program.floors.size(); ++f) {
    const std::vector<std::int64_t> shared = shared_of(program, f, tally_of, sheet.tallies.size());
    const int row = sheet.row_of_floor(program, f);
    for (std::size_t t = 0; t < sheet.tallies.size(); ++t) add(sheet, row, tally_column(t), shared[t]);
    for (std::size_t c = 0; c < program.columns.size(); ++c) {
      const bool is_tallied = program.columns[c].adviser != kUnserved;
      add(sheet, row, sheet.column(c), program.columns[c].floors[f] - (is_tallied ? shared[tally_of[c]] : 0));
    }
  }
  return sheet;
}

}  // namespace termwise::west_sussex
