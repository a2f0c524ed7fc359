// Which schools rose above a floor or fell below it since the year before: English and maths apart, as the targets were to
// 2008, and both together since then.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::kent {

// "kent-above-below-english", "kent-above-below-maths", "kent-above-below".
Rule english_above_below();
Rule maths_above_below();
Rule joint_above_below();

}  // namespace termwise::kent
