// Norfolk's link adviser programme: so far its reminders, and its checks of targets.
#include <vector>

#include <termwise/plugin.hpp>

#include "reminders/reminders.h"
#include "targets/targets.h"

namespace termwise::norfolk {

// Visit 1 of 2011/12 sets the targets of 2013, with those of groups of pupils.
std::vector<Rule> rules() {
  std::vector<Rule> all = reminders::norfolk();
  for (const Rule& check : targets::checks({.adviser = "link adviser",
                           .floor = targets::national_floor(),
                           .floor_parameters = targets::national_floor_parameters(),
                           .groups = {"FSM", "SEN"}}))
    all.push_back(check);
  return all;
}

Plugin protocol() {
  return {.id = "norfolk",
          .version = "1.1.0",
          .title = "Norfolk's link adviser programme",
          .la_codes = {"926"},
          .rules = rules()};
}

}  // namespace termwise::norfolk

TERMWISE_PLUGIN(termwise::norfolk::protocol)
