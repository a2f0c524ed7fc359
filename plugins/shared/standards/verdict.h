// A test's verdict, once each of its facts is known as true, false or unknown:
//
//   below = attainment below its floor AND progress under its own, as the test's subjects join (year_standard.h)
//
// Where figures are missing it is unknown only if some value of theirs would change it.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include <termwise/kleene.hpp>

#include "standards/year_standard.h"

namespace termwise::standards {

struct Limbs {
  Truth attainment_below = Truth::yes;  // also where there is no such limb
  Joined joined = Joined::none;
  std::size_t subjects = 0;
  std::array<Truth, kMostSubjects> under{};
  std::array<Truth, kMostSubjects> significant{};    // the upper confidence limit is below average
  std::array<bool, kMostSubjects> without_median{};  // under is unknown because the standards lack its median
  bool significance_counts = true;                   // a single subject under must be significantly below average
};

// How many of the subjects are (yes), are not (no) or may be (unknown) under.
std::size_t how_many(const Limbs& limbs, Truth under);

// The subject under its floor, where it is known to be the only one.
std::optional<std::size_t> only_subject_under(const Limbs& limbs);

Truth below(const Limbs& limbs);

// Whether the verdict may hang on this subject's upper confidence limit.
bool needs_limit(const Limbs& limbs, std::size_t subject);

// Why the verdict is unknown: the first of MISSING_MEASURE, MISSING_MEDIAN, MISSING_INTERVAL and AMBIGUOUS_ROUNDING for
// which the unknown facts of that kind could make the difference. The attainment limb is unknown either because its figure
// is missing or because of its rounding.
std::string_view why_not_evaluable(const Limbs& limbs, bool attainment_missing);

}  // namespace termwise::standards
