// What would have changed a finding: the nearest change of one figure alone that leads to another outcome. Each change is
// found by judging the school again with it, so that it holds for any rule whose answer follows from the case.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include <termwise/case.hpp>

namespace termwise {

// For one school under one rule. What is looked at are the figures that Case::is() compared: a figure that is missing has
// no change, and a rule that compares in another way may have flips that are not found. One that is found is true.
class Flips {
 public:
  // How often a school is judged again at most; figures beyond have no flip.
  static constexpr std::size_t kMostTrials = 512;

  // Borrows everything.
  Flips(const Rule& rule, const Facts& facts, const School& school, const Wording& wording)
      : rule_(&rule), facts_(&facts), school_(&school), wording_(&wording) {}

  // At most one for each figure, in the order in which the rule looked at them.
  void add_to(Case& answered) {
    const std::vector<Compared> compared = answered.compared();
    std::vector<Compared> seen;
    std::size_t flips = 0;
    for (const Compared& figure : compared) {
      if (flips == TW_MAX_FLIPS) return;
      if (std::any_of(seen.begin(), seen.end(), [&](const Compared& other) { return same(other, figure); })) continue;
      seen.push_back(figure);
      const auto flip = nearest(figure, compared, answered.outcome());
      if (exhausted_) return;
      if (!flip) continue;
      answered.add_flip(figure.measure, figure.year, Decimal(flip->steps, figure.observed.scale()), figure.change_unit,
                        flip->outcome);
      ++flips;
    }
  }

 private:
  struct Flip {
    std::int64_t steps = 0;    // in the last decimal of the figure
    std::string_view outcome;  // the rule's own text
  };

  static bool same(const Compared& a, const Compared& b) {
    return a.measure == b.measure && a.year == b.year && a.crossed == b.crossed;
  }

  // Tries the figure at each number that it was compared with and beside it. Judging again may bring further comparisons
  // of it, which are tried too: between two numbers that it is compared with, no answer changes.
  std::optional<Flip> nearest(const Compared& figure, const std::vector<Compared>& compared, std::string_view outcome) {
    std::optional<Flip> best;
    std::set<std::int64_t> tried;
    std::vector<Decimal> limits;
    add_limits(figure, compared, limits);
    for (std::size_t i = 0; i < limits.size(); ++i) {
      const auto to_limit = steps_between(figure.observed, limits[i]);
      if (!to_limit) continue;
      for (const std::int64_t steps : {*to_limit - 1, *to_limit, *to_limit + 1}) {
        const auto moved = add(figure.observed, Decimal(steps, figure.observed.scale()));
        if (steps == 0 || !moved || !figure.possible(*moved) || !tried.insert(steps).second) continue;
        exhausted_ = trials_ == kMostTrials;
        if (exhausted_) return std::nullopt;
        ++trials_;
        const std::string_view led_to = judged({figure.measure, figure.year, *moved, figure.crossed}, figure, limits);
        if (!led_to.empty() && led_to != outcome && (!best || nearer(steps, best->steps))) best = Flip{steps, led_to};
      }
    }
    return best;
  }

  // What the rule answers then, as it declares it; empty where it gives no answer, or fails on a path that only the changed
  // figure takes: that is no fault of this run's facts.
  std::string_view judged(const Supposition& supposition, const Compared& figure, std::vector<Decimal>& limits) const {
    const School other = school_->supposing(supposition);
    Case trial(*facts_, other, *rule_, *wording_);
    try {
      rule_->judge(trial);
    } catch (...) {
      return {};
    }
    add_limits(figure, trial.compared(), limits);
    for (const Outcome& outcome : rule_->outcomes)
      if (outcome.code == trial.outcome()) return outcome.code;
    return {};
  }

  static void add_limits(const Compared& figure, const std::vector<Compared>& compared, std::vector<Decimal>& limits) {
    for (const Compared& other : compared)
      if (same(other, figure) && std::find(limits.begin(), limits.end(), other.limit) == limits.end())
        limits.push_back(other.limit);
  }

  // In the last decimal of the figure, towards 0; empty where the distance does not fit.
  static std::optional<std::int64_t> steps_between(const Decimal& figure, const Decimal& limit) {
    const auto distance = add(limit, figure.negated());
    constexpr std::int64_t kFarthest = std::int64_t{1} << 62;  // so that one step more fits
    if (!distance || distance->units() > kFarthest || distance->units() < -kFarthest) return std::nullopt;
    std::int64_t steps = distance->units();
    for (int scale = distance->scale(); scale > figure.scale(); --scale) steps /= 10;
    return steps;
  }

  static bool nearer(std::int64_t a, std::int64_t b) {
    const auto size = [](std::int64_t steps) { return steps < 0 ? -steps : steps; };
    return size(a) != size(b) ? size(a) < size(b) : a < b;
  }

  const Rule* rule_;
  const Facts* facts_;
  const School* school_;
  const Wording* wording_;
  std::size_t trials_ = 0;
  bool exhausted_ = false;
};

}  // namespace termwise
