// The list of schools that may be a priority: a rule for each of the six criteria, and one that counts them.
#pragma once

#include <vector>

#include <termwise/plugin.hpp>

namespace termwise::kent {

// "kent-priority-1" to "kent-priority-6".
Rule priority_criterion(std::size_t number);
// "kent-priority": on the list is a school of which any of them holds.
Rule priority_list();

}  // namespace termwise::kent
