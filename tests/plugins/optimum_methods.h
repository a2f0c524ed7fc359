// Two other exact methods for the assignment problem of the plugin west_sussex, which share nothing with its solver: trying
// everything, and augmenting paths of least cost where all needs take equally many days.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "optimum/problem.h"

namespace termwise::plugin_tests {

using west_sussex::Need;
using west_sussex::Option;
using west_sussex::Problem;

// Served, kept, points: the larger the better, the first before the others.
using Aims = std::array<std::int64_t, 3>;

// Of every plan the best. `kept` counts only where least change is asked for.
class EveryPlan {
 public:
  explicit EveryPlan(const Problem& problem) : problem_(problem), left_(problem.capacity) { from(0, {0, 0, 0}); }
  const Aims& best() const { return best_; }

 private:
  void from(std::size_t need, const Aims& so_far) {
    if (need == problem_.needs.size()) {
      best_ = std::max(best_, so_far);
      return;
    }
    from(need + 1, so_far);
    for (const Option& option : problem_.needs[need].options) {
      if (left_[option.adviser] < problem_.needs[need].days) continue;
      left_[option.adviser] -= problem_.needs[need].days;
      from(need + 1,
           {so_far[0] + 1, so_far[1] + (problem_.least_change && option.keeps ? 1 : 0), so_far[2] + option.points});
      left_[option.adviser] += problem_.needs[need].days;
    }
  }

  const Problem& problem_;
  std::vector<std::int64_t> left_;
  Aims best_{0, 0, 0};
};

// Where every need takes as many days, each adviser has a number of places, and the best plan is a flow: need after need is
// added by the path on which it gains most, through needs that move (Bellman and Ford). The three aims are one number in
// which the first outweighs any sum of the others.
class BestFlow {
 public:
  explicit BestFlow(const Problem& problem) : problem_(problem), holder_(problem.needs.size(), kNobody) {
    const std::int64_t days = problem.needs.front().days;
    for (const std::int64_t capacity : problem.capacity) places_.push_back(capacity / days);
    const auto needs = static_cast<std::int64_t>(problem.needs.size());
    keeping_ = problem.least_change ? needs * west_sussex::kMostPoints + 1 : 0;
    serving_ = needs * (keeping_ + west_sussex::kMostPoints) + 1;
    while (augment()) {
    }
  }
  Aims best() const {
    Aims aims{0, 0, 0};
    for (std::size_t need = 0; need < holder_.size(); ++need)
      for (const Option& option : problem_.needs[need].options)
        if (option.adviser == holder_[need]) {
          ++aims[0];
          aims[1] += problem_.least_change && option.keeps ? 1 : 0;
          aims[2] += option.points;
        }
    return aims;
  }

 private:
  static constexpr std::size_t kNobody = static_cast<std::size_t>(-1);
  static constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::min() / 4;

  std::int64_t worth(const Option& option) const { return serving_ + (option.keeps ? keeping_ : 0) + option.points; }
  // What is gained by giving one more need an adviser, with all moves that this brings; whether any was.
  bool augment() {
    const std::size_t advisers = places_.size();
    std::vector<std::int64_t> gain(advisers, kNone);  // of bringing one need more to the adviser
    std::vector<std::size_t> mover(advisers, kNobody);
    for (std::size_t need = 0; need < holder_.size(); ++need)
      if (holder_[need] == kNobody)
        for (const Option& option : problem_.needs[need].options)
          if (worth(option) > gain[option.adviser]) {
            gain[option.adviser] = worth(option);
            mover[option.adviser] = need;
          }
    bool changed = true;
    for (std::size_t round = 0; round <= advisers && changed; ++round) {
      changed = false;
      for (std::size_t need = 0; need < holder_.size(); ++need) {
        if (holder_[need] == kNobody || gain[holder_[need]] == kNone) continue;
        std::int64_t now = 0;
        for (const Option& option : problem_.needs[need].options)
          if (option.adviser == holder_[need]) now = worth(option);
        for (const Option& option : problem_.needs[need].options) {
          const std::int64_t moved = gain[holder_[need]] + worth(option) - now;
          if (option.adviser == holder_[need] || moved <= gain[option.adviser]) continue;
          gain[option.adviser] = moved;
          mover[option.adviser] = need;
          changed = true;
        }
      }
    }
    std::size_t end = kNobody;
    for (std::size_t a = 0; a < advisers; ++a)
      if (places_[a] > 0 && gain[a] > 0 && (end == kNobody || gain[a] > gain[end])) end = a;
    if (end == kNobody) return false;
    --places_[end];
    for (std::size_t a = end; a != kNobody;) {
      const std::size_t from = holder_[mover[a]];
      holder_[mover[a]] = a;
      a = from;
    }
    return true;
  }

  const Problem& problem_;
  std::vector<std::int64_t> places_;
  std::vector<std::size_t> holder_;
  std::int64_t keeping_ = 0;
  std::int64_t serving_ = 0;
};

}  // namespace termwise::plugin_tests
