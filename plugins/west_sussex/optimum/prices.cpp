#include "optimum/prices.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace termwise::west_sussex {
namespace {

// Prices are whole multiples of one part in a million or so.
constexpr std::int64_t kParts = 1 << 20;

std::int64_t whole_parts(double price) {
  return std::max<std::int64_t>(0, std::llround(price * static_cast<double>(kParts)));
}

std::int64_t floor_of(std::int64_t parts) { return parts >= 0 ? parts / kParts : -((-parts + kParts - 1) / kParts); }

}  // namespace

Proof proof_by(const Prices& prices, const Program& program) {
  std::int64_t sum = 0;
  std::vector<std::int64_t> days;
  std::vector<std::int64_t> floors;
  for (std::size_t a = 0; a < program.capacity.size(); ++a) {
    days.push_back(whole_parts(prices.advisers[a]));
    sum += days[a] * program.capacity[a];
  }
  for (std::size_t f = 0; f < program.floors.size(); ++f) {
    floors.push_back(whole_parts(-prices.floors[f]));  // of a row that says "at least", the sign is the other
    sum -= floors[f] * program.floors[f];
  }
  std::vector<std::int64_t> net;  // of each column, after paying
  std::vector<std::vector<std::size_t>> of_group(program.groups.size());
  for (std::size_t c = 0; c < program.columns.size(); ++c) {
    const ProgramColumn& column = program.columns[c];
    std::int64_t value = column.value * kParts;
    if (column.adviser != kUnserved) value -= days[column.adviser] * column.days;
    for (std::size_t f = 0; f < floors.size(); ++f) value += floors[f] * column.floors[f];
    net.push_back(value);
    of_group[column.group].push_back(c);
  }
  // Each group takes its best columns, as many as they hold; the last of them is what one more of another would replace.
  std::vector<std::int64_t> replaced(program.groups.size(), 0);
  for (std::size_t g = 0; g < of_group.size(); ++g) {
    auto& columns = of_group[g];
    std::sort(columns.begin(), columns.end(), [&](std::size_t a, std::size_t b) { return net[a] > net[b]; });
    std::int64_t left = program.groups[g];
    for (const std::size_t c : columns) {
      if (left == 0) break;
      const std::int64_t taken = std::min(left, program.columns[c].upper);
      if (taken > 0) replaced[g] = net[c];
      sum += taken * net[c];
      left -= taken;
    }
  }
  Proof proof;
  proof.bound = floor_of(sum);
  for (std::size_t c = 0; c < program.columns.size(); ++c)
    proof.with.push_back(floor_of(sum - std::max<std::int64_t>(0, replaced[program.columns[c].group] - net[c])));
  return proof;
}

}  // namespace termwise::west_sussex
