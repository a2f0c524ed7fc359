// Whether a school is low attaining: its latest results, or those of up to three years together, are below the floor.
#pragma once

#include <vector>

#include <termwise/plugin.hpp>

#include "facts/reasoned.h"
#include "facts/results.h"

namespace termwise::kent {

// The last three years, the run's own first. Keeps each as evidence where there is a floor.
std::vector<Result> read_joint_results(Case& school);

// Of a year with few pupils only the years together count, where there are enough of them; the note LOW_CONFIDENCE says so.
Reasoned is_low_attaining(const std::vector<Result>& years, Case& school);

}  // namespace termwise::kent
