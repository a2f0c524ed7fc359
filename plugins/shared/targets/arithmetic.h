// A7, A8 and A10: targets that cannot all be right, whatever anybody thinks of them.
#pragma once

#include <optional>

#include <termwise/plugin.hpp>

#include "targets/protocol.h"

namespace termwise::targets {

// A7: more pupils are to reach both subjects than one of them.
Rule joint_above_parts(const Protocol& protocol);
// A8: fewer are to reach both than the targets for each alone leave room for.
Rule joint_below_parts(const Protocol& protocol);
// A10: no whole number of pupils gives the percentage.
Rule not_of_whole_pupils(const Protocol& protocol);

// The percentages nearest to one that a whole number of `of` pupils gives, rounded to as many decimals as it has, halves up:
// the last below it and the first above it, equal where it is one itself. Empty where there is none on that side, or the
// figures are beyond counting.
struct Nearest {
  std::optional<Decimal> below;
  std::optional<Decimal> above;
};
Nearest nearest_percentages(const Decimal& percent, std::int64_t of);

}  // namespace termwise::targets
