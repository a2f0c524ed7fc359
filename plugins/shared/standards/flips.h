// What would have changed a verdict: one figure alone, everything else as it is. Each change is checked by deciding again
// with it.
#pragma once

#include <functional>
#include <string_view>

#include <termwise/finding.hpp>

#include "standards/judged.h"

namespace termwise::standards {

// The rule's verdict, had this test's limbs been others.
using Decide = std::function<Truth(const Limbs&)>;

// Adds to a finding that is BELOW or NOT_BELOW, the nearest change of each figure: whole pupils for attainment, where counts
// are known (enough of them whichever count is the right one); for one subject's score steps of its last published decimal,
// its confidence limits moving with it; percentage points for one that is a percentage, or pupils where it is a count.
void add_flips(const Judged& judged, const Decide& decide, Finding& finding);

}  // namespace termwise::standards
