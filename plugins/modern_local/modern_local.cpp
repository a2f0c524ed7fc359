// What a Local Authority of today needs, now that there is no floor or coasting standard: an indicator of attainment of its
// own, which is off until it is switched on, and what follows from inspections, by date.
#include <termwise/plugin.hpp>

#include "attainment/indicator.h"
#include "rules/category_of_concern.h"
#include "rules/report_card.h"
#include "rules/stuck_school.h"
#include "rules/support_offer.h"
#include "rules/two_below_good.h"

namespace termwise::modern_local {

Plugin protocol() {
  return {.id = "modern_local",
          .version = "1.0.0",
          .title = "Support and intervention of a Local Authority since 2019",
          .rules = {category_of_concern(), stuck_school(), two_below_good(), report_card(), support_offer(),
                    attainment_indicator()}};
}

}  // namespace termwise::modern_local

TERMWISE_PLUGIN(termwise::modern_local::protocol)
