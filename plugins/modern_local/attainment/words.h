// The clauses in which the local indicator of attainment says what it found.
#pragma once

#include <string>

#include "attainment/verdict.h"

namespace termwise::modern_local {

// Of one school under the indicator.
struct Found {
  const Position& position;
  const Limbs& limbs;
  const Yardstick& yardstick;
  std::string years;           // "2022/23 to 2024/25"
  std::string without_nation;  // why the years cannot be held against the nation; empty where they can
};

// "12 of 30 pupils (40%) reached the expected standard in reading, writing and maths, which is within the lowest 20% ..."
std::string among_the_schools(const Found& found);
// "over 2022/23 to 2024/25 together 40 of 90 pupils did, significantly below the 61% of the nation"
std::string against_the_nation(const Found& found);
// " One more pupil at the standard would have changed this." where that is so, else nothing.
std::string one_pupil(std::optional<std::int64_t> change);

}  // namespace termwise::modern_local
