// The floor standard's verdict, once each limb is known as true, false or unknown (DfE 2016 technical
// guidance):
//
//   below = attainment below its floor
//           AND (two or more subjects under their progress floors,
//                OR exactly one under, and significantly below average)
//
// Where figures are missing it is unknown only if some value of theirs would change it.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include <termwise/kleene.hpp>

#include "ks2_floor/figures.h"

namespace termwise::ks2_floor {

struct Limbs {
  Truth attainment_below = Truth::unknown;
  std::array<Truth, kSubjectCount> under{};
  std::array<Truth, kSubjectCount> significant{};  // the upper confidence limit is below average
  bool significance_counts = true;                 // a single subject under must be significantly below average
};

// How many of the subjects are (yes), are not (no) or may be (unknown) under.
std::size_t how_many(const Limbs& limbs, Truth under);

// The subject under its floor, where it is known to be the only one.
std::optional<std::size_t> only_subject_under(const Limbs& limbs);

Truth below_floor(const Limbs& limbs);

// Why the verdict is unknown: the first of MISSING_MEASURE, MISSING_INTERVAL and AMBIGUOUS_ROUNDING for which
// the unknown figures of that kind could make the difference. The attainment limb is unknown either because
// its figure is missing or because of its rounding.
std::string_view why_not_evaluable(const Limbs& limbs, bool attainment_missing);

}  // namespace termwise::ks2_floor
