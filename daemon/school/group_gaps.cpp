#include "school/group_gaps.h"

namespace termwise::school {
namespace {

Share whole_of(const std::vector<GroupCount>& groups) {
  Share whole;
  for (const auto& group : groups) {
    whole.part += group.reached.part;
    whole.whole += group.reached.whole;
  }
  return whole;
}

Share others_of(const Share& group, const Share& whole) { return {whole.part - group.part, whole.whole - group.whole}; }

bool is_wide(const Share& group, const Share& whole, const Decimal& threshold) {
  const auto gap = gap_to_others(group, whole);
  return gap && *gap < threshold.negated();
}

}  // namespace

std::optional<Ratio> gap_to_others(const Share& group, const Share& whole) {
  return points_between(group, others_of(group, whole));
}

Result<ShownGroups> shown_groups(const std::vector<GroupCount>& groups, const Decimal& threshold,
                                 const SuppressionRule& rule, int decimals) {
  TERMWISE_TRY(const auto hidden, suppress_groups(groups, rule));
  const Share whole = whole_of(groups);
  ShownGroups shown;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    ShownGroup one{groups[i].name, hidden[i], {}, {}, {}, {}, false};
    const Share& reached = groups[i].reached;
    const Share others = others_of(reached, whole);
    if (!one.hidden) {
      one.reached = reached;
      one.percent = rounded_percent(reached, decimals);
    }
    // Whoever sees the group and the whole can work out the others: suppress_groups() has seen to them.
    if (!one.hidden && !hidden.back()) {
      one.others_percent = rounded_percent(others, decimals);
      if (const auto gap = gap_to_others(reached, whole)) one.gap = gap->rounded(decimals);
      one.wide = is_wide(reached, whole, threshold);
    }
    shown.groups.push_back(std::move(one));
  }
  shown.whole.hidden = hidden.back();
  if (!shown.whole.hidden) {
    shown.whole.reached = whole;
    shown.whole.percent = rounded_percent(whole, decimals);
  }
  return shown;
}

std::vector<std::size_t> wide_gaps(const std::vector<GroupCount>& groups, const Decimal& threshold) {
  const Share whole = whole_of(groups);
  std::vector<std::size_t> wide;
  for (std::size_t i = 0; i < groups.size(); ++i)
    if (is_wide(groups[i].reached, whole, threshold)) wide.push_back(i);
  return wide;
}

}  // namespace termwise::school
