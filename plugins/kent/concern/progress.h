// Whether pupils make less progress than they might: value added, two levels of progress, or results that fall.
#pragma once

#include <vector>

#include <termwise/plugin.hpp>

#include "facts/reasoned.h"
#include "facts/results.h"

namespace termwise::kent {

// What a rule has to say that it reads.
std::vector<Read> reads_of_progress();

// `years` are the joint results of the last three, the run's own first. What was not published in a year is not asked of it:
// contextual value added before 2006/07 and after 2009/10, two levels of progress where there is no national median.
Reasoned is_progress_low(const std::vector<Result>& years, Case& school);

}  // namespace termwise::kent
