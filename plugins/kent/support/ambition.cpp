#include "support/ambition.h"

#include "facts/parameters.h"
#include "facts/results.h"
#include "targets/targets.h"

namespace termwise::kent {
namespace {

constexpr int kLastSeparate = 2008;  // to which there was a floor for each subject alone

// The floor of the results that come next: in the autumn of 2008 that of 2009.
std::optional<targets::Floor> floor_in(const Facts& facts, int autumn, std::string_view measure) {
  const int summer = autumn + 1;
  if (measure == kJoint.percent->code) {
    if (summer <= kLastSeparate) return std::nullopt;
    const auto floor = joint_floor(facts, summer);
    return floor ? std::optional(targets::Floor{floor->threshold, std::string(floor->of)}) : std::nullopt;
  }
  if (summer > kLastSeparate) return std::nullopt;
  const bool english = measure == "KS2_L4_E";
  const Threshold own = threshold_of(facts, Operator::less, english ? kEnglishStandard : kMathsStandard, kBriefing);
  return targets::Floor{own, own.source == kSetByTheLa ? "the LA's own" : "the"};
}

}  // namespace

std::vector<Rule> target_checks() {
  return targets::checks({.adviser = "SIP",
                          .floor = floor_in,
                          .floor_parameters = {kJointFloor, kLaterJointFloor, kEnglishStandard, kMathsStandard}});
}

}  // namespace termwise::kent
