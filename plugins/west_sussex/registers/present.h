// The SIP or SIPs whom a school has on the run's day.
#pragma once

#include <string>
#include <vector>

#include <termwise/plugin.hpp>

#include "registers/advisers.h"

namespace termwise::west_sussex {

// The assignments that hold on the run's day, of the run's year.
std::vector<Item> present_assignments(const School& school, const Facts& facts);

// "Robin Sample and Kim Fiction"
std::string names_of(const std::vector<Item>& assignments, const Advisers& advisers);

bool is_closed(const School& school);

}  // namespace termwise::west_sussex
