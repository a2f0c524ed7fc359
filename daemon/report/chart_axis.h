// The value axis of a chart: where its ticks stand and what they say. Decided in whole numbers, so that 0.3 is never
// 0.30000000000000004; binary floats only say where something is drawn.
#pragma once

#include <string>
#include <vector>

#include <termwise/decimal.hpp>

namespace termwise::report {

struct Tick {
  std::string text;  // "-2.5"
  double value = 0;
};

struct Axis {
  std::vector<Tick> ticks;  // four to six, lowest first; the first and the last are the axis's ends

  double lowest() const { return ticks.front().value; }
  double highest() const { return ticks.back().value; }
};

// percentages: 0 to 100 wherever that holds every value; counts: from 0 on wherever none is below, in whole steps.
enum class Range { fitted, percentages, counts };

// An axis that holds every value, with ticks at multiples of 1, 2 or 5 (or 2.5, where these would leave three ticks)
// times a power of ten. `values` is not empty.
Axis axis_for(const std::vector<Decimal>& values, Range range);

// For drawing only.
double position_of(const Decimal& value);

}  // namespace termwise::report
