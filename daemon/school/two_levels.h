// Two levels of progress between key stages 1 and 2 (to 2015), by pupil and subject in whole levels. From 2016 DfE publishes
// progress scores instead, which are read and not worked out.
#pragma once

#include <cstdint>

#include "school/level.h"
#include "school/ratio.h"

namespace termwise::school {

struct TwoLevelsRule {
  // Whether a pupil without a level at key stage 1 counts as having made the progress with a level 4 or above (said of
  // DfE's method from 2008; not confirmed, and so off).
  bool count_missing_ks1_l4_as_made = false;
  // Whether there was a test of level 6 (2012 to 2015; not confirmed). Where not, a level 5 is enough after a level 4.
  bool level_6_tested = false;
};

enum class Progress { made, not_made, excluded };

// After W a level 2 makes it, after 1 a 3, after 2 of any sublevel a 4, after 3 a 5, after 4 a 6 (or a 5, by the rule). In
// place of B and N at key stage 2 the teacher's level counts, where there is one. A pupil who was absent, or got no level and
// no teacher's, is counted and has not made it; one without a level at key stage 1, or disapplied, unable to take the test or
// without any result at key stage 2, is excluded.
Progress two_levels(const Level& at_key_stage_1, const Level& at_key_stage_2, const Level& by_teacher,
                    const TwoLevelsRule& rule);

// Of all pupils: `made` of `counted`, and how many are left out.
struct TwoLevels {
  std::int64_t made = 0;
  std::int64_t counted = 0;
  std::int64_t excluded = 0;
  Share share() const { return {made, counted}; }
  void add(Progress progress);
  bool operator==(const TwoLevels&) const = default;
};

}  // namespace termwise::school
