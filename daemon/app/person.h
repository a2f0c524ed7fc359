// Who sits at the keyboard, for what is written down of their decisions.
#pragma once

#include <string>

namespace termwise::app {

// As far as this machine knows: "anna, as root, on schools-1".
std::string person_at_the_keyboard();

}  // namespace termwise::app
