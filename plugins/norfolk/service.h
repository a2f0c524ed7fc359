// What a school buys: the full service at its price, and what is ordered beyond it. Nothing is billed here.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::norfolk {

Rule service_order();

}  // namespace termwise::norfolk
