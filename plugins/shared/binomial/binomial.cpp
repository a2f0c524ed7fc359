#include "binomial/binomial.h"

#include <boost/math/distributions/binomial.hpp>

namespace termwise::binomial {

double chance_of_at_most(std::int64_t reached, std::int64_t pupils, double rate) {
  if (reached >= pupils) return 1;
  const boost::math::binomial_distribution<double> reaching(static_cast<double>(pupils), rate);
  return boost::math::cdf(reaching, static_cast<double>(reached));
}

Interval exact_interval(std::int64_t reached, std::int64_t pupils, double confidence) {
  using Distribution = boost::math::binomial_distribution<double>;
  const double half = (1 - confidence) / 2;
  const auto trials = static_cast<double>(pupils);
  const auto successes = static_cast<double>(reached);
  Interval interval;
  if (pupils == 0) return interval;
  if (reached > 0) interval.lower = Distribution::find_lower_bound_on_p(trials, successes, half);
  if (reached < pupils) interval.upper = Distribution::find_upper_bound_on_p(trials, successes, half);
  return interval;
}

}  // namespace termwise::binomial
