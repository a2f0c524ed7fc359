// Whether so few of a number of pupils could have reached a standard by chance, had each of them been as likely to reach it
// as pupils elsewhere: the exact binomial test and the exact (Clopper and Pearson) interval. Nothing is approximated, so that
// small cohorts need no rule of their own: of few pupils little is significant.
#pragma once

#include <cstdint>

namespace termwise::binomial {

// How likely it is that at most `reached` of `pupils` reach a standard that each reaches with `rate`, from 0 to 1.
// 0 <= reached <= pupils; of no pupils it is 1.
double chance_of_at_most(std::int64_t reached, std::int64_t pupils, double rate);

// The rates, from 0 to 1, that are not to be told from what was seen.
struct Interval {
  double lower = 0;
  double upper = 1;
};

// The exact interval to a confidence such as 0.95, half of the rest on either side. Its upper end is below a rate just where
// chance_of_at_most() is below that half. Of no pupils it is everything.
Interval exact_interval(std::int64_t reached, std::int64_t pupils, double confidence);

}  // namespace termwise::binomial
