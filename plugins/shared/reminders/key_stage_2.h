// Which schools have pupils at the end of key stage 2.
#pragma once

#include <termwise/plugin.hpp>

namespace termwise::reminders {

// Whether the school's age range takes in Year 6. A school whose age range is not known, or cannot be read, does not.
bool teaches_year_6(const School& school);

}  // namespace termwise::reminders
