// Which SIP is proposed for which school.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::west_sussex {

Rule deployment();

}  // namespace termwise::west_sussex
