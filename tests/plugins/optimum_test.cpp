// The solver of the plugin west_sussex against two other exact methods, and at its limits.
#include <algorithm>
#include <functional>
#include <numeric>
#include <random>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <termwise/text.hpp>

#include "optimum/groups.h"
#include "optimum/prices.h"
#include "optimum/solve.h"
#include "optimum/units.h"
#include "optimum_methods.h"

namespace termwise::plugin_tests {
namespace {

using ::testing::HasSubstr;
using west_sussex::Effort;
using west_sussex::kUnserved;
using west_sussex::Solution;
using west_sussex::solve;

constexpr Effort kEnough{2'000'000'000, 400};

struct Shape {
  int advisers = 0;
  int needs = 0;
  std::vector<int> days;  // one of these each
  int spare_percent = 0;  // of capacity, less than 0 where there is too little
  int barred_one_in = 0;  // pairings
  bool least_change = false;
};

// Needs like schools: of some locality and kind each, most of them with an adviser whom they had before.
Problem made_up(const Shape& shape, unsigned seed) {
  std::mt19937 random(seed);
  const auto below = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
  Problem problem;
  problem.least_change = shape.least_change;
  problem.keeping_bonus = 40;
  std::vector<int> locality, kind;
  std::int64_t wanted = 0;
  for (int n = 0; n < shape.needs; ++n) {
    locality.push_back(below(4));
    kind.push_back(below(static_cast<int>(shape.days.size())));
    wanted += shape.days[static_cast<std::size_t>(kind.back())];
  }
  std::vector<int> place, expertise, share;
  for (int a = 0; a < shape.advisers; ++a) {
    place.push_back(below(4));
    expertise.push_back(below(8));
    share.push_back(1 + below(5));
  }
  const int shares = std::accumulate(share.begin(), share.end(), 0);
  for (const int each : share) problem.capacity.push_back(wanted * (100 + shape.spare_percent) * each / shares / 100);
  for (std::size_t n = 0; n < locality.size(); ++n) {
    Need need{shape.days[static_cast<std::size_t>(kind[n])], {}};
    const auto before = static_cast<std::size_t>(below(shape.advisers + 1));  // or nobody
    for (std::size_t a = 0; a < place.size(); ++a) {
      if (shape.barred_one_in > 0 && below(shape.barred_one_in) == 0) continue;
      need.options.push_back({a,
                              (a == before ? 40 : 0) + (locality[n] == place[a] ? 30 : 0) +
                                  (((expertise[a] >> kind[n]) & 1) != 0 ? 20 : 0),
                              a == before});
    }
    problem.needs.push_back(need);
  }
  return problem;
}

Aims aims_of(const Solution& solution) { return {solution.served.value, solution.kept.value, solution.points.value}; }
Aims bounds_of(const Solution& solution) { return {solution.served.bound, solution.kept.bound, solution.points.bound}; }

// Worked out again from who got whom.
Aims counted_again(const Problem& problem, const Solution& solution) {
  std::vector<std::int64_t> left = problem.capacity;
  Aims aims{0, 0, 0};
  for (std::size_t need = 0; need < problem.needs.size(); ++need) {
    if (solution.adviser[need] == kUnserved) continue;
    bool allowed = false;
    for (const Option& option : problem.needs[need].options) {
      if (option.adviser != solution.adviser[need]) continue;
      allowed = true;
      ++aims[0];
      aims[1] += problem.least_change && option.keeps ? 1 : 0;
      aims[2] += option.points;
    }
    EXPECT_TRUE(allowed);
    left[solution.adviser[need]] -= problem.needs[need].days;
  }
  for (const std::int64_t days : left) EXPECT_GE(days, 0);
  return aims;
}

RC_GTEST_PROP(Optimum, is_that_of_trying_every_plan, (unsigned seed, bool least_change)) {
  const Shape shape{*rc::gen::inRange(1, 5),
                    *rc::gen::inRange(1, 8),
                    *rc::gen::element(std::vector<int>{5}, std::vector<int>{25, 50, 100}, std::vector<int>{3, 5, 8}),
                    *rc::gen::inRange(-30, 40),
                    *rc::gen::inRange(0, 6),
                    least_change};
  const Problem problem = made_up(shape, seed);
  const Solution solution = solve(problem, kEnough);
  RC_ASSERT(aims_of(solution) == EveryPlan(problem).best());
  RC_ASSERT(bounds_of(solution) == aims_of(solution));
  RC_ASSERT(counted_again(problem, solution) == aims_of(solution));
}

RC_GTEST_PROP(Optimum, is_that_of_the_best_flow_where_days_are_equal, (unsigned seed, bool least_change)) {
  const Shape shape{*rc::gen::inRange(2, 12),   *rc::gen::inRange(10, 80), {5},
                    *rc::gen::inRange(-20, 30), *rc::gen::inRange(0, 20),  least_change};
  const Problem problem = made_up(shape, seed);
  const Solution solution = solve(problem, kEnough);
  RC_ASSERT(aims_of(solution) == BestFlow(problem).best());
  RC_ASSERT(bounds_of(solution) == aims_of(solution));
}

// As large as an LA: 60 advisers, 500 needs.
TEST(Optimum, of_a_whole_la_is_that_of_the_best_flow) {
  for (const bool least_change : {false, true}) {
    const Problem problem = made_up({60, 500, {5}, 10, 50, least_change}, 1);
    const Solution solution = solve(problem, kEnough);
    EXPECT_EQ(aims_of(solution), BestFlow(problem).best());
    EXPECT_EQ(bounds_of(solution), aims_of(solution));
    EXPECT_EQ(counted_again(problem, solution), aims_of(solution));
  }
}

// The two other methods agree as well, so that neither is only right where the solver is.
RC_GTEST_PROP(OtherMethods, agree, (unsigned seed, bool least_change)) {
  const Shape shape{*rc::gen::inRange(1, 4),    *rc::gen::inRange(1, 7), {5},
                    *rc::gen::inRange(-40, 30), *rc::gen::inRange(0, 4), least_change};
  const Problem problem = made_up(shape, seed);
  RC_ASSERT(EveryPlan(problem).best() == BestFlow(problem).best());
}

// Which of several best plans it is follows from the order of schools and advisers; how good it is does not.
RC_GTEST_PROP(Optimum, does_not_depend_on_the_order_of_anything, (unsigned seed, bool least_change)) {
  const Problem problem = made_up({5, 24, {25, 50, 100}, *rc::gen::inRange(-10, 30), 10, least_change}, seed);
  Problem other = problem;
  std::vector<std::size_t> place(problem.capacity.size());
  std::iota(place.begin(), place.end(), std::size_t{0});
  std::mt19937 random(seed + 1);
  std::shuffle(place.begin(), place.end(), random);
  for (std::size_t a = 0; a < place.size(); ++a) other.capacity[place[a]] = problem.capacity[a];
  for (Need& need : other.needs) {
    for (Option& option : need.options) option.adviser = place[option.adviser];
    std::sort(need.options.begin(), need.options.end(),
              [](const Option& a, const Option& b) { return a.adviser < b.adviser; });
  }
  std::shuffle(other.needs.begin(), other.needs.end(), random);
  const Solution one = solve(problem, kEnough);
  RC_ASSERT(bounds_of(one) == aims_of(one));
  RC_ASSERT(aims_of(one) == aims_of(solve(other, kEnough)));
  RC_ASSERT(one.adviser == solve(problem, kEnough).adviser);
}

// A search that is cut short says less than the best plan and more than nothing, and no plan is above its bound.
RC_GTEST_PROP(Optimum, that_is_not_proven_has_a_bound_that_holds, (unsigned seed)) {
  const Problem problem = made_up({4, 7, {3, 5, 8}, *rc::gen::inRange(-30, 20), 6, false}, seed);
  const Solution solution = solve(problem, {1, 400});
  const Aims best = EveryPlan(problem).best();
  RC_ASSERT(counted_again(problem, solution) == aims_of(solution));
  RC_ASSERT(aims_of(solution) <= best);
  RC_ASSERT(solution.served.bound >= best[0]);
  if (solution.served.value == best[0]) RC_ASSERT(solution.points.bound >= best[2]);
}

// Whatever the prices are, what they prove holds.
RC_GTEST_PROP(Prices, never_prove_too_much, (unsigned seed)) {
  const Problem problem = made_up({3, 6, {3, 5, 8}, *rc::gen::inRange(-20, 30), 6, false}, seed);
  const auto groups = west_sussex::group(problem);
  west_sussex::Program program;
  for (const auto& members : groups.members) program.groups.push_back(static_cast<std::int64_t>(members.size()));
  program.capacity = problem.capacity;
  for (const auto& column : groups.columns)
    program.columns.push_back({column.group, column.adviser, column.days, column.upper, column.points, {}});
  west_sussex::Prices prices;
  const std::size_t units = west_sussex::units_of(program, west_sussex::tallies_of(program)).size();
  for (std::size_t u = 0; u < units; ++u) prices.units.push_back(*rc::gen::inRange(-5, 2000) / 100.0);
  const std::int64_t bound = west_sussex::bound_by(prices, program);
  // The most points of all plans, however many needs they serve: without its first aim, a need can always be left out.
  std::int64_t most = 0;
  std::vector<std::int64_t> left = problem.capacity;
  const std::function<void(std::size_t, std::int64_t)> from = [&](std::size_t need, std::int64_t points) {
    if (need == problem.needs.size()) {
      most = std::max(most, points);
      return;
    }
    from(need + 1, points);
    for (const Option& option : problem.needs[need].options) {
      if (left[option.adviser] < problem.needs[need].days) continue;
      left[option.adviser] -= problem.needs[need].days;
      from(need + 1, points + option.points);
      left[option.adviser] += problem.needs[need].days;
    }
  };
  from(0, 0);
  RC_ASSERT(bound >= most);
}

std::string refusal(const Problem& problem, const Effort& effort = kEnough) {
  try {
    solve(problem, effort);
  } catch (const Failure& failure) {
    return failure.what();
  }
  return "";
}

TEST(OptimumLimits, are_named_at_one_more) {
  Problem problem{{10}, {{5, {{0, west_sussex::kMostPoints, false}}}}};
  EXPECT_EQ(refusal(problem), "");
  problem.needs[0].options[0].points = west_sussex::kMostPoints + 1;
  EXPECT_EQ(refusal(problem), "A pairing has 1001 points, and only 0 to 1000 can be: lower the weights.");

  Problem advisers{std::vector<std::int64_t>(west_sussex::kMostAdvisers, 5), {{5, {{0, 1, false}}}}};
  EXPECT_EQ(refusal(advisers), "");
  advisers.capacity.push_back(5);
  EXPECT_THAT(refusal(advisers), HasSubstr("There are 1001 advisers, and a plan can be made for at most 1000"));

  Problem needs{{5}, std::vector<Need>(west_sussex::kMostNeeds, Need{5, {{0, 1, false}}})};
  EXPECT_EQ(refusal(needs), "");
  needs.needs.push_back(needs.needs.front());
  EXPECT_THAT(refusal(needs), HasSubstr("There are 5001 schools, and a plan can be made for at most 5000"));

  Need many{5, {}};
  for (std::size_t a = 0; a < 500; ++a) many.options.push_back({a, 1, false});
  Problem options{std::vector<std::int64_t>(501, 10), std::vector<Need>(1000, many)};
  EXPECT_EQ(refusal(options), "");
  options.needs[0].options.push_back({500, 1, false});
  EXPECT_THAT(refusal(options), HasSubstr("There are 500001 pairings of a school with an adviser"));
}

TEST(OptimumLimits, want_of_memory_is_a_sentence) {
  const Problem problem = made_up({40, 200, {3, 5, 8}, 2, 20, false}, 1);
  EXPECT_THAT(refusal(problem, {2'000'000'000, 1}),
              HasSubstr("The solver could not find a plan with the memory that it may use, 1 megabytes"));
  EXPECT_EQ(refusal(made_up({3, 5, {5}, 20, 0, false}, 1)), "") << "and the solver works again after that";
}

TEST(Optimum, of_nothing_is_nothing) {
  EXPECT_EQ(aims_of(solve(Problem{}, kEnough)), (Aims{0, 0, 0}));
  const Solution nobody = solve(Problem{{}, {{5, {}}}}, kEnough);
  EXPECT_EQ(aims_of(nobody), (Aims{0, 0, 0}));
  EXPECT_EQ(nobody.adviser, std::vector<std::size_t>{kUnserved});
}

TEST(Optimum, lets_fewer_schools_change_before_it_counts_points) {
  // Each has the other's better adviser: two changes would bring 60 points more.
  Problem problem{{5, 5}, {{5, {{0, 40, true}, {1, 70, false}}}, {5, {{0, 70, false}, {1, 40, true}}}}, 40};
  EXPECT_EQ(solve(problem, kEnough).adviser, (std::vector<std::size_t>{1, 0}));
  problem.least_change = true;
  EXPECT_EQ(solve(problem, kEnough).adviser, (std::vector<std::size_t>{0, 1}));
}

}  // namespace
}  // namespace termwise::plugin_tests
