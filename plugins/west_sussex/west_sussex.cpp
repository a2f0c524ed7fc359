// West Sussex's arrangements for School Improvement Partners (SIPs): who is proposed for which school, and what about those
// who have one somebody should look at.
#include <termwise/plugin.hpp>

#include "rules/deployment.h"
#include "rules/sip_conflict.h"
#include "rules/sip_coverage.h"
#include "rules/sip_disputed.h"
#include "rules/sip_headship.h"
#include "rules/sip_judgement.h"

namespace termwise::west_sussex {

Plugin protocol() {
  return {.id = "west_sussex",
          .version = "1.0.0",
          .title = "West Sussex arrangements for School Improvement Partners",
          .la_codes = {"938"},
          .rules = {deployment(), sip_coverage(), sip_headship(), sip_conflict(), sip_disputed(), sip_judgement()}};
}

}  // namespace termwise::west_sussex

TERMWISE_PLUGIN(termwise::west_sussex::protocol)
