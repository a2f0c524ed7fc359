#include "optimum/start.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace termwise::west_sussex {
namespace {

// How much an option is liked by a rule, where so many days of the adviser are left; the largest is taken.
using Liking = std::int64_t (*)(const Option& option, std::int64_t days_left);

std::int64_t most_points(const Option& option, std::int64_t) { return option.points; }
std::int64_t fullest_adviser(const Option&, std::int64_t days_left) { return -days_left; }
std::int64_t whom_it_has(const Option& option, std::int64_t) {
  return option.points + (option.keeps ? kMostPoints : 0);
}

// Those that are hard to place first.
std::vector<std::size_t> hardest_first(const Problem& problem) {
  std::vector<std::size_t> order(problem.needs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const Need& one = problem.needs[a];
    const Need& other = problem.needs[b];
    return std::pair(-one.days, one.options.size()) < std::pair(-other.days, other.options.size());
  });
  return order;
}

struct Plan {
  std::vector<std::size_t> advisers;
  std::size_t served = 0;
};

Plan plan_by(Liking liking, const Problem& problem) {
  Plan plan{std::vector<std::size_t>(problem.needs.size(), kUnserved), 0};
  std::vector<std::int64_t> left = problem.capacity;
  for (const std::size_t each : hardest_first(problem)) {
    const Need& need = problem.needs[each];
    const Option* taken = nullptr;
    for (const Option& option : need.options)
      if (left[option.adviser] >= need.days &&
          (taken == nullptr || liking(option, left[option.adviser]) > liking(*taken, left[taken->adviser])))
        taken = &option;
    if (taken == nullptr) continue;
    left[taken->adviser] -= need.days;
    plan.advisers[each] = taken->adviser;
    ++plan.served;
  }
  return plan;
}

}  // namespace

std::vector<std::size_t> simple_plan(const Problem& problem) {
  Plan best = plan_by(problem.least_change ? whom_it_has : most_points, problem);
  Plan packed = plan_by(fullest_adviser, problem);
  return packed.served > best.served ? packed.advisers : best.advisers;
}

}  // namespace termwise::west_sussex
