// What would have changed a verdict: one figure alone, everything else as it is. Each change is checked by
// deciding again with it.
#pragma once

#include <termwise/finding.hpp>

#include "ks2_floor/attainment.h"
#include "ks2_floor/figures.h"
#include "ks2_floor/floor_standard.h"
#include "ks2_floor/verdict.h"

namespace termwise::ks2_floor {

// Adds to a finding that is BELOW or NOT_BELOW: whole pupils for attainment, where counts are known (enough
// of them whichever count is the right one), and tenths of a point for one subject's score, whose confidence
// limits move with it. The nearest change of each figure.
void add_flips(const Figures& figures, const FloorStandard& standard, const Attainment& attainment, const Limbs& limbs,
               Finding& finding);

}  // namespace termwise::ks2_floor
