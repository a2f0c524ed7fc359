#include "optimum/solve.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include <termwise/text.hpp>

#include "optimum/groups.h"
#include "optimum/improve.h"
#include "optimum/prices.h"
#include "optimum/start.h"

namespace termwise::west_sussex {
namespace {

using Counts = std::vector<std::int64_t>;
using Aim = std::int64_t Column::*;

void check(const Problem& problem) {
  std::size_t options = 0;
  for (const Need& need : problem.needs) {
    options += need.options.size();
    for (const Option& option : need.options)
      if (option.points < 0 || option.points > kMostPoints)
        throw Failure("A pairing has " + std::to_string(option.points) + " points, and only 0 to " +
                      std::to_string(kMostPoints) + " can be: lower the weights.");
  }
  const auto refuse = [](std::size_t count, std::size_t most, const std::string& of) {
    if (count > most)
      throw Failure("There are " + std::to_string(count) + " " + of + ", and a plan can be made for at most " +
                    std::to_string(most) + ": plan fewer schools at a time.");
  };
  refuse(problem.capacity.size(), kMostAdvisers, "advisers");
  refuse(problem.needs.size(), kMostNeeds, "schools");
  refuse(options, kMostOptions, "pairings of a school with an adviser");
}

// The largest sum of values, beginning with a plan that is known.
Reached maximise(Program program, Counts& counts, Effort& effort) {
  std::int64_t divisor = 0;
  for (const ProgramColumn& column : program.columns) divisor = std::gcd(divisor, column.value);
  if (divisor == 0) return {};
  for (ProgramColumn& column : program.columns) column.value /= divisor;

  const Relaxed relaxed = relax(program, effort);
  if (!relaxed.feasible)
    throw Failure("The solver found no plan where there is one: this is a mistake of the plugin's.");
  effort.work -= relaxed.work;
  Reached reached{value_of(program, counts), bound_by(relaxed.prices, program)};
  if (reached.value < reached.bound && effort.work > 0) {
    const Searched searched = search(program, counts, {effort.work / 3 * 2, effort.megabytes});
    effort.work -= searched.work;
    if (searched.found && value_of(program, searched.counts) > reached.value) {
      counts = searched.counts;
      reached.value = value_of(program, counts);
    }
    // (A search that ends before its first node has no bound of its own yet, but a number that no integer holds.)
    const double open = std::min(searched.bound, static_cast<double>(reached.bound));
    const auto best = searched.exhausted ? reached.value : static_cast<std::int64_t>(std::floor(open + 1e-6));
    if (reached.value > reached.bound || best < reached.value)
      throw Failure("The solver found more than its prices allow: this is a mistake of the plugin's.");
    reached.bound = std::min(best, reached.bound);
    improve(program, reached.bound, counts, effort);
    reached.value = value_of(program, counts);
  }
  return {reached.value * divisor, reached.bound * divisor};
}

// Groups, and which plan is the best of them so far.
class Plans {
 public:
  explicit Plans(const Problem& problem)
      : problem_(problem), groups_(group(problem)), counts_(count(groups_, problem, simple_plan(problem))) {}

  // As much of an aim as can be, without giving up any of those before.
  Reached reach(Aim aim, Effort& effort) {
    Program program;
    for (const auto& members : groups_.members) program.groups.push_back(static_cast<std::int64_t>(members.size()));
    program.capacity = problem_.capacity;
    for (const auto& [before, least] : floors_) program.floors.push_back(least);
    for (const Column& column : groups_.columns) {
      program.columns.push_back({column.group, column.adviser, column.days, column.upper, column.*aim, {}});
      ProgramColumn& added = program.columns.back();
      if (all_served_ && column.served == 0) added.upper = 0;
      for (const auto& [before, least] : floors_) added.floors.push_back(column.*before);
    }
    const Reached reached = maximise(std::move(program), counts_, effort);
    if (aim == &Column::served && reached.value == static_cast<std::int64_t>(problem_.needs.size()))
      all_served_ = true;  // that no need may go without is then simpler to say than how many may
    else
      floors_.emplace_back(aim, reached.value);
    return reached;
  }

  std::vector<std::size_t> advisers() const { return deal(problem_, groups_, counts_); }

 private:
  const Problem& problem_;
  Groups groups_;
  Counts counts_;
  bool all_served_ = false;
  std::vector<std::pair<Aim, std::int64_t>> floors_;
};

// What was reached as it stands in the plan itself. What stands above a bound would be a mistake of this plugin's.
Reached checked(Reached reached, std::int64_t value) {
  if (value < reached.value || value > reached.bound)
    throw Failure("The plan does not reach what was proven of it: this is a mistake of the plugin's.");
  return {value, reached.bound};
}

// The same in the largest unit in which all needs are whole: what is left of an adviser's capacity serves nobody.
Problem in_larger_units(Problem problem) {
  std::int64_t unit = 0;
  for (const Need& need : problem.needs) unit = std::gcd(unit, need.days);
  for (Need& need : problem.needs) need.days /= unit;
  for (std::int64_t& capacity : problem.capacity) capacity /= unit;
  return problem;
}

}  // namespace

Solution solve(const Problem& asked, const Effort& effort) {
  check(asked);
  Solution solution;
  if (asked.needs.empty()) return solution;
  const Problem problem = in_larger_units(asked);
  Plans plans(problem);
  // A quarter of what is left for each of the first aims, and what they do not need for the next.
  std::int64_t left_over = effort.work;
  const auto reach = [&](Aim aim, std::int64_t parts) {
    Effort share{left_over / parts, effort.megabytes};
    left_over -= share.work;
    const Reached reached = plans.reach(aim, share);
    left_over += std::max<std::int64_t>(0, share.work);
    return reached;
  };
  solution.served = reach(&Column::served, 4);
  if (problem.least_change) solution.kept = reach(&Column::kept, 4);
  solution.points = reach(&Column::points, 1);
  solution.adviser = plans.advisers();

  std::int64_t served = 0, kept = 0, points = 0;
  std::vector<std::int64_t> left = problem.capacity;
  for (std::size_t i = 0; i < problem.needs.size(); ++i) {
    if (solution.adviser[i] == kUnserved) continue;
    const auto& options = problem.needs[i].options;
    const auto option = std::find_if(options.begin(), options.end(),
                                     [&](const Option& each) { return each.adviser == solution.adviser[i]; });
    left[solution.adviser[i]] -= problem.needs[i].days;
    if (option == options.end() || left[solution.adviser[i]] < 0)
      throw Failure("The plan breaks a rule of its own: this is a mistake of the plugin's.");
    ++served;
    kept += option->keeps ? 1 : 0;
    points += option->points;
  }
  solution.served = checked(solution.served, served);
  if (problem.least_change) solution.kept = checked(solution.kept, kept);
  solution.points = checked(solution.points, points);
  return solution;
}

}  // namespace termwise::west_sussex
