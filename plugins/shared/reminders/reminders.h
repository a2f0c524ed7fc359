// The catalogue of reminders R01 to R30, and which of them each protocol has. A plugin adds its list to its rules.
#pragma once

#include <vector>

#include <termwise/plugin.hpp>

namespace termwise::reminders {

std::vector<Rule> norfolk();
std::vector<Rule> kent();
std::vector<Rule> west_sussex();
// What needs no SIP programme.
std::vector<Rule> modern();

}  // namespace termwise::reminders
