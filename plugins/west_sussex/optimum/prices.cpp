#include "optimum/prices.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "optimum/units.h"

namespace termwise::west_sussex {
namespace {

// Prices are whole multiples of one part in a million or so.
constexpr std::int64_t kParts = 1 << 20;

std::int64_t whole_parts(double price) {
  return std::max<std::int64_t>(0, std::llround(price * static_cast<double>(kParts)));
}

std::int64_t floor_of(std::int64_t parts) { return parts >= 0 ? parts / kParts : -((-parts + kParts - 1) / kParts); }

}  // namespace

std::int64_t bound_by(const Prices& prices, const Program& program) {
  struct Priced {
    std::int64_t unit;
    std::int64_t price;
  };
  std::int64_t sum = 0;
  std::vector<std::vector<Priced>> of_adviser(program.capacity.size());
  const std::vector<Units> units = units_of(program, tallies_of(program));
  for (std::size_t u = 0; u < units.size(); ++u) {
    const std::int64_t price = whole_parts(prices.units[u]);
    of_adviser[units[u].adviser].push_back({units[u].unit, price});
    sum += price * units[u].capacity;
  }
  std::vector<std::int64_t> floors;
  for (std::size_t f = 0; f < program.floors.size(); ++f) {
    floors.push_back(whole_parts(-prices.floors[f]));  // of a row that says "at least", the sign is the other
    sum -= floors[f] * program.floors[f];
  }
  struct Net {
    std::int64_t value;  // after paying
    std::int64_t upper;
  };
  std::vector<std::vector<Net>> of_group(program.groups.size());
  for (const ProgramColumn& column : program.columns) {
    std::int64_t value = column.value * kParts;
    if (column.adviser != kUnserved)
      for (const auto& [unit, price] : of_adviser[column.adviser]) value -= price * (column.days / unit);
    for (std::size_t f = 0; f < floors.size(); ++f) value += floors[f] * column.floors[f];
    of_group[column.group].push_back({value, column.upper});
  }
  for (std::size_t g = 0; g < of_group.size(); ++g) {
    std::sort(of_group[g].begin(), of_group[g].end(), [](const Net& a, const Net& b) { return a.value > b.value; });
    std::int64_t left = program.groups[g];
    for (const auto& [value, upper] : of_group[g]) {
      const std::int64_t taken = std::min(left, upper);
      sum += taken * value;
      left -= taken;
    }
  }
  return floor_of(sum);
}

}  // namespace termwise::west_sussex
