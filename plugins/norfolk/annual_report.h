// The annual report to governors, which follows from visit 3 in the years in which the programme has one.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::norfolk {

Rule annual_report();

}  // namespace termwise::norfolk
