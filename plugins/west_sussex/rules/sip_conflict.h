// Whether a SIP's own school is the one that the SIP is assigned to.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::west_sussex {

Rule sip_conflict();

}  // namespace termwise::west_sussex
