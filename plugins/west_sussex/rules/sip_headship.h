// How many schools have a SIP who has led a school.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::west_sussex {

Rule sip_headship();

}  // namespace termwise::west_sussex
