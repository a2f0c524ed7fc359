#include "optimum/improve.h"

#include <algorithm>
#include <cstddef>
#include <random>

namespace termwise::west_sussex {
namespace {

constexpr std::size_t kTogether = 8;  // advisers that share out anew
constexpr std::int64_t kParts = 60;   // of the work, at most so much for one of these tries
constexpr std::size_t kInVain = 4;    // as many tries as advisers, so many times over, and it ends

// The part of the program that some advisers have in their hands, and their part of a plan.
struct Part {
  Program program;
  std::vector<std::size_t> columns;  // where they stand in the whole
  std::vector<std::int64_t> counts;
};

Part part_of(const Program& whole, const std::vector<std::int64_t>& counts, const std::vector<bool>& together) {
  Part part{{std::vector<std::int64_t>(whole.groups.size(), 0), whole.capacity, whole.floors, {}}, {}, {}};
  const auto is_free = [&](const ProgramColumn& column) {
    return column.adviser == kUnserved || together[column.adviser];
  };
  for (std::size_t c = 0; c < whole.columns.size(); ++c) {
    const ProgramColumn& column = whole.columns[c];
    if (is_free(column))
      part.program.groups[column.group] += counts[c];
    else
      for (std::size_t f = 0; f < whole.floors.size(); ++f) part.program.floors[f] -= column.floors[f] * counts[c];
  }
  for (std::size_t c = 0; c < whole.columns.size(); ++c) {
    const ProgramColumn& column = whole.columns[c];
    if (!is_free(column) || part.program.groups[column.group] == 0) continue;
    part.program.columns.push_back(column);
    part.columns.push_back(c);
    part.counts.push_back(counts[c]);
  }
  return part;
}

// The same advisers on every machine and in every library: the engine's numbers are in the C++ standard, those of its
// distributions are not.
std::vector<bool> some_of(std::size_t advisers, std::mt19937& numbers) {
  std::vector<bool> together(advisers, false);
  for (std::size_t i = 0; i < kTogether; ++i) together[numbers() % advisers] = true;
  return together;
}

}  // namespace

std::int64_t value_of(const Program& program, const std::vector<std::int64_t>& counts) {
  std::int64_t sum = 0;
  for (std::size_t c = 0; c < counts.size(); ++c) sum += program.columns[c].value * counts[c];
  return sum;
}

void improve(const Program& program, std::int64_t enough, std::vector<std::int64_t>& counts, Effort& effort) {
  const std::size_t advisers = program.capacity.size();
  const std::int64_t most = effort.work / kParts;
  std::int64_t value = value_of(program, counts);
  std::mt19937 numbers;
  for (std::size_t in_vain = 0; in_vain < kInVain * advisers && value < enough && effort.work > 0; ++in_vain) {
    const Part part = part_of(program, counts, some_of(advisers, numbers));
    if (part.columns.empty()) continue;
    const Searched searched = search(part.program, part.counts, {most, effort.megabytes});
    effort.work -= searched.work;
    if (!searched.found || value_of(part.program, searched.counts) <= value_of(part.program, part.counts)) continue;
    for (std::size_t c = 0; c < part.columns.size(); ++c) counts[part.columns[c]] = searched.counts[c];
    value = value_of(program, counts);
    in_vain = 0;
  }
}

}  // namespace termwise::west_sussex
