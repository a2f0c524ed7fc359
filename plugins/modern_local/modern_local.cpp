// What a Local Authority of today needs, now that there is no floor or coasting standard: an indicator of attainment of its
// own, which is off until it is switched on, what follows from inspections, by date, and reminders.
#include <termwise/plugin.hpp>

#include "attainment/indicator.h"
#include "reminders/reminders.h"
#include "rules/category_of_concern.h"
#include "rules/report_card.h"
#include "rules/stuck_school.h"
#include "rules/support_offer.h"
#include "rules/two_below_good.h"

namespace termwise::modern_local {

Plugin protocol() {
  Plugin plugin{.id = "modern_local",
                .version = "1.1.0",
                .title = "Support and intervention of a Local Authority since 2019",
                .rules = {category_of_concern(), stuck_school(), two_below_good(), report_card(), support_offer(),
                          attainment_indicator()}};
  for (Rule& rule : reminders::modern()) plugin.rules.push_back(std::move(rule));
  return plugin;
}

}  // namespace termwise::modern_local

TERMWISE_PLUGIN(termwise::modern_local::protocol)
