// A school that DfE calls stuck, for which its regional (RISE) teams arrange support.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::modern_local {

Rule stuck_school();

}  // namespace termwise::modern_local
