// A SIP's grade of a school beside the grade of the inspection that came after it.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::west_sussex {

Rule sip_judgement();

}  // namespace termwise::west_sussex
