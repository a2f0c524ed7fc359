// Whether a school has a SIP.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::west_sussex {

Rule sip_coverage();

}  // namespace termwise::west_sussex
