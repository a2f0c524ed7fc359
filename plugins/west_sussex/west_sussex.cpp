// West Sussex's arrangements for School Improvement Partners (SIPs): who is proposed for which school, what about those who
// have one somebody should look at, and the reminders of its programme.
#include <utility>
#include <vector>

#include <termwise/plugin.hpp>

#include "reminders/reminders.h"
#include "rules/deployment.h"
#include "rules/sip_conflict.h"
#include "rules/sip_coverage.h"
#include "rules/sip_disputed.h"
#include "rules/sip_headship.h"
#include "rules/sip_judgement.h"

namespace termwise::west_sussex {

Plugin protocol() {
  std::vector<Rule> rules{deployment(),   sip_coverage(), sip_headship(),
                          sip_conflict(), sip_disputed(), sip_judgement()};
  for (Rule& reminder : reminders::west_sussex()) rules.push_back(std::move(reminder));
  return {.id = "west_sussex",
          .version = "1.1.0",
          .title = "West Sussex arrangements for School Improvement Partners",
          .la_codes = {"938"},
          .rules = std::move(rules)};
}

}  // namespace termwise::west_sussex

TERMWISE_PLUGIN(termwise::west_sussex::protocol)
