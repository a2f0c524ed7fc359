// Norfolk's link adviser programme: so far its reminders.
#include <termwise/plugin.hpp>

#include "reminders/reminders.h"

namespace termwise::norfolk {

Plugin protocol() {
  return {.id = "norfolk",
          .version = "1.0.0",
          .title = "Norfolk's link adviser programme",
          .la_codes = {"926"},
          .rules = reminders::norfolk()};
}

}  // namespace termwise::norfolk

TERMWISE_PLUGIN(termwise::norfolk::protocol)
