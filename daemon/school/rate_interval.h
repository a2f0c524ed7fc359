// Between which rates the one lies by which pupils reach a standard, for what is shown beside a percentage. These are binary
// fractions: a verdict compares counts (significance.h, ratio.h), never an end of an interval.
#pragma once

#include <cstdint>

#include <termwise/decimal.hpp>

#include "school/ratio.h"

namespace termwise::school {

inline constexpr double kUsualConfidence = 0.95;

// Rates from 0 to 1.
struct RateInterval {
  double lower = 0;
  double upper = 1;
};

// The exact interval of Clopper and Pearson: it holds the true rate at least as often as the confidence says, half of the rest
// on either side. Of no pupils it is everything. 0 < confidence < 1.
RateInterval exact_interval(const Share& share, double confidence = kUsualConfidence);

// Wilson's score interval: nearer to the confidence on average, and narrower; that of published figures about health.
RateInterval wilson_interval(const Share& share, double confidence = kUsualConfidence);

// A rate as a percentage to be shown, with 0 to 6 decimals.
Decimal shown_percent(double rate, int decimals);

}  // namespace termwise::school
