// What a report card says, area by area, in its own words.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::modern_local {

Rule report_card();

}  // namespace termwise::modern_local
