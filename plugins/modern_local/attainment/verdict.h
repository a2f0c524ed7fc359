// The local indicator of attainment: two questions, and what the answer would be with more or fewer pupils at the standard.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <termwise/plugin.hpp>

#include "attainment/ranking.h"
#include "attainment/results.h"

namespace termwise::modern_local {

// What is the same for all the LA's schools in one run.
struct Yardstick {
  Ranking ranking;
  Decimal lowest_share;            // percent of the LA's schools
  std::int64_t fewest_pupils = 0;  // fewer are too few for a place among the LA's schools
  double chance = 0;               // under which a figure is significantly below
};

// The years together, against the nation: each year's pupils with that year's national figure.
struct Pooled {
  Counts counts;
  std::int64_t pupils = 0;
  double national_rate = 0;  // 0 to 1
};

struct Position {
  const Results& results;
  std::optional<Pooled> pooled;  // empty where it cannot be said
  bool ranked = false;           // there are pupils enough for a place among the LA's schools
};

struct Limbs {
  Truth within_lowest = Truth::unknown;
  Truth below_nation = Truth::unknown;

  // Either is enough.
  Truth low() const { return within_lowest || below_nation; }
};

// Had so many more pupils (or fewer, below 0) reached the standard in the latest year.
Limbs judge_limbs(const Position& position, const Yardstick& yardstick, std::int64_t more = 0);

// The change nearest to 0, in pupils at the standard in the latest year, that leads to the other answer. Empty where none
// does, and where the answer is not known.
std::optional<std::int64_t> pupils_to_the_other_answer(const Position& position, const Yardstick& yardstick);

}  // namespace termwise::modern_local
