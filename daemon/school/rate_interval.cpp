#include "school/rate_interval.h"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>

namespace termwise::school {

// The ends are quantiles of beta distributions: of reached and missed + 1 pupils below, of reached + 1 and missed above.
RateInterval exact_interval(const Share& share, double confidence) {
  RateInterval interval;
  const double half = (1 - confidence) / 2;
  const auto reached = static_cast<double>(share.part);
  const auto missed = static_cast<double>(share.whole - share.part);
  if (reached > 0)
    interval.lower = boost::math::quantile(boost::math::beta_distribution<double>(reached, missed + 1), half);
  if (missed > 0)
    interval.upper = boost::math::quantile(
        boost::math::complement(boost::math::beta_distribution<double>(reached + 1, missed), half));
  return interval;
}

RateInterval wilson_interval(const Share& share, double confidence) {
  if (share.whole == 0) return {};
  const double z =
      boost::math::quantile(boost::math::complement(boost::math::normal_distribution<double>(), (1 - confidence) / 2));
  const auto pupils = static_cast<double>(share.whole);
  const double rate = static_cast<double>(share.part) / pupils;
  const double widened = 1 + z * z / pupils;
  const double middle = (rate + z * z / (2 * pupils)) / widened;
  const double reach = z * std::sqrt(rate * (1 - rate) / pupils + z * z / (4 * pupils * pupils)) / widened;
  // At its ends rounding would leave a hair's breadth.
  return {share.part == 0 ? 0 : std::max(0.0, middle - reach),
          share.part == share.whole ? 1 : std::min(1.0, middle + reach)};
}

Decimal shown_percent(double rate, int decimals) {
  return {std::llround(rate * 100 * std::pow(10, decimals)), decimals};
}

}  // namespace termwise::school
