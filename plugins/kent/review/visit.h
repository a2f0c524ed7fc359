// Kent's visit for the Autumn Pupil Review: the programme of its primary briefing of autumn 2008, slides 4 (data pack) and 9
// (purposes).
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::kent {

Rule autumn_pupil_review();

}  // namespace termwise::kent
