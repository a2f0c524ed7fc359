// A round of target setting, which lasts an academic year: in the autumn of 2008 governors set targets for the results of 2010
// by 31 December, in the light of the results of 2008.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::targets {

// As far back from the run's own year as rules look for results.
inline constexpr int kMostYearsBefore = 2;

struct Round {
  int autumn = 0;   // the year of the calendar in which it began
  int results = 0;  // the summer of the results that targets are for, five terms ahead: the autumn's year and 2
  int latest =
      0;  // the summer of the latest results that there can be: those of the autumn's year, or the run's own if earlier
  Day deadline;  // 31 December
  Day today;

  bool is_over() const { return today > deadline; }
};

// The one in whose academic year the run's reference day lies.
Round round_of(const Facts& facts);

}  // namespace termwise::targets
