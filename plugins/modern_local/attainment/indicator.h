// The LA's own indicator of attainment at the end of primary school. It is no DfE standard, of which there has been none since
// 2019, and is off until the LA switches it on.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::modern_local {

Rule attainment_indicator();

}  // namespace termwise::modern_local
