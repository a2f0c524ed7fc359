// Kent's visit for the Autumn Pupil Review, and what its note must have in it: the programme of its primary briefing of autumn
// 2008, slides 4 (data pack), 9 (purposes) and 30 (notes of visit).
#pragma once

#include <vector>

#include <termwise/plugin.hpp>

namespace termwise::kent {

std::vector<Rule> autumn_pupil_review();

}  // namespace termwise::kent
