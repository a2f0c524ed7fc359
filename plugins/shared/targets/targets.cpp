#include "targets/targets.h"

#include "targets/arithmetic.h"
#include "targets/estimates.h"
#include "targets/judgement.h"
#include "targets/national.h"
#include "targets/outcomes.h"
#include "targets/set.h"

namespace termwise::targets {

std::vector<Rule> checks(const Protocol& protocol) {
  return {targets_set(protocol),         below_top_quarter(protocol), below_average_estimate(protocol),
          below_previous(protocol),      below_floor(protocol),       below_median(protocol),
          joint_above_parts(protocol),   joint_below_parts(protocol), absence_above_previous(protocol),
          not_of_whole_pupils(protocol), fell_short(protocol),        questioned_by_adviser(protocol)};
}

}  // namespace termwise::targets
