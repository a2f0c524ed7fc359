#include "attainment/ranking.h"

#include <algorithm>
#include <utility>

namespace termwise::modern_local {

Ranking::Ranking(std::vector<Decimal> percentages) : percentages_(std::move(percentages)) {
  std::sort(percentages_.begin(), percentages_.end());
}

std::size_t Ranking::at_or_below(const Decimal& percentage, const Decimal& own) const {
  const auto upper = std::upper_bound(percentages_.begin(), percentages_.end(), percentage);
  const auto all = static_cast<std::size_t>(upper - percentages_.begin());
  // The school itself counts with the percentage that it is supposed to have.
  return all + 1 - (own <= percentage ? 1u : 0u);
}

bool Ranking::is_few(std::size_t schools, const Decimal& share) const {
  __extension__ typedef __int128 Wide;
  Wide hundred_percent = 100;
  for (int i = 0; i < share.scale(); ++i) hundred_percent *= 10;
  return Wide{static_cast<std::int64_t>(schools)} * hundred_percent <=
         Wide{share.units()} * static_cast<std::int64_t>(percentages_.size());
}

bool Ranking::is_within_lowest(const Decimal& share, const Decimal& percentage, const Decimal& own) const {
  return is_few(at_or_below(percentage, own), share);
}

Decimal Ranking::first_outside(const Decimal& share) const {
  for (std::size_t i = 0; i < percentages_.size(); ++i) {
    const auto upper = std::upper_bound(percentages_.begin(), percentages_.end(), percentages_[i]);
    if (!is_few(static_cast<std::size_t>(upper - percentages_.begin()), share)) return percentages_[i];
  }
  return percentages_.back();
}

}  // namespace termwise::modern_local
