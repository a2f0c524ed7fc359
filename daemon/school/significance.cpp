#include "school/significance.h"

#include <algorithm>

namespace termwise::school {
namespace {

constexpr int kCriticalDecimals = 2;

}  // namespace

std::optional<Significance> significance(const Decimal& lower, const Decimal& upper, const Decimal& centre) {
  if (lower > upper) return std::nullopt;
  if (lower > centre) return Significance::above;
  return upper < centre ? Significance::below : Significance::not_significant;
}

// With p = x / n and p0 = q / w, |z| >= c where (x w - n q)^2 >= c^2 n q (w - q): all whole numbers, which 128 bits hold
// within the limits of this header.
std::optional<Significance> significance_of(const Share& share, const Decimal& national_percent,
                                            const ProportionTest& test) {
  using Wide = Ratio::Wide;
  if (share.whole < test.fewest_pupils || share.whole > kMostInProportionTest || share.whole == 0) return std::nullopt;
  const auto critical = test.critical.rescaled(kCriticalDecimals);
  if (!critical || national_percent.scale() > kMostDecimalsOfNational) return std::nullopt;
  Wide whole = 100;
  for (int i = 0; i < national_percent.scale(); ++i) whole *= 10;
  const Wide part = national_percent.units();
  if (part <= 0 || part >= whole) return std::nullopt;
  const Wide difference = share.part * whole - share.whole * part;
  const Wide squared_critical = static_cast<Wide>(critical->units()) * critical->units();
  constexpr Wide kSquaredScale = 100 * 100;
  if (difference * difference * kSquaredScale < squared_critical * share.whole * part * (whole - part))
    return Significance::not_significant;
  if (difference == 0) return Significance::not_significant;
  return difference > 0 ? Significance::above : Significance::below;
}

Truth repeatedly_below(const std::vector<std::optional<Significance>>& years, int wanted) {
  const auto below = std::count(years.begin(), years.end(), std::optional(Significance::below));
  const auto open = std::count(years.begin(), years.end(), std::nullopt);
  if (below >= wanted) return Truth::yes;
  return below + open >= wanted ? Truth::unknown : Truth::no;
}

}  // namespace termwise::school
