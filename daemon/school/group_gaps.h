// Groups of pupils that are parts of one whole, like girls and boys: what share of each reached something, against all the others
// of the whole, and where the gap is wide.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "school/suppression.h"

namespace termwise::school {

// The group's percentage less that of all the others, in percentage points: below 0 where the group does worse. Empty where
// the group or the others are nobody. `whole` contains the group.
std::optional<Ratio> gap_to_others(const Share& group, const Share& whole);

struct ShownGroup {
  std::string name;
  bool hidden = false;
  Share reached;  // 0 of 0 where it is hidden
  std::optional<Decimal> percent;
  std::optional<Decimal> others_percent;  // also empty where the whole is hidden
  std::optional<Decimal> gap;             // likewise
  bool wide = false;                      // it is behind by more than the threshold, exactly and not as rounded
};

struct ShownGroups {
  std::vector<ShownGroup> groups;  // as given
  ShownGroup whole;
};

// `threshold`: percentage points, 0 or above, by which a group may be behind the others. With `decimals`, 0 to 9. Nothing
// that is hidden is in it. Errors as suppress_groups().
Result<ShownGroups> shown_groups(const std::vector<GroupCount>& groups, const Decimal& threshold,
                                 const SuppressionRule& rule, int decimals);

// By the counts as they are, for rules: the places of those that are behind by more than the threshold.
std::vector<std::size_t> wide_gaps(const std::vector<GroupCount>& groups, const Decimal& threshold);

}  // namespace termwise::school
