// A school that an inspection put in a category of concern.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::modern_local {

Rule category_of_concern();

}  // namespace termwise::modern_local
