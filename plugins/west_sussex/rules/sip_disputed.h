// Whether the assignment of a school's SIP is in dispute.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::west_sussex {

Rule sip_disputed();

}  // namespace termwise::west_sussex
