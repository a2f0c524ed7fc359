// The school's own grades beside its adviser's, aspect by aspect, at the visit on self-evaluation.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::norfolk {

Rule sef_grades();

}  // namespace termwise::norfolk
