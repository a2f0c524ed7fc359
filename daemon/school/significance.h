// Whether a figure differs from another by more than chance would explain: by a published interval, by counts of pupils, and
// over several years. All of it exact.
#pragma once

#include <optional>
#include <vector>

#include <termwise/decimal.hpp>

#include "school/finding.h"
#include "school/ratio.h"

namespace termwise::school {

enum class Significance { below, not_significant, above };

// What value-added figures are centred on: contextual value added from key stage 1 to 2 on 100, from 2 to 4 on 1000, progress
// scores from 2016 on 0.
inline constexpr Decimal kPrimaryValueAddedCentre{100};
inline constexpr Decimal kSecondaryValueAddedCentre{1000};
inline constexpr Decimal kProgressCentre{0};

// Above where all of the interval is above the centre, below where all of it is below. An end that equals the centre is not
// significant. Empty where the ends are the wrong way round.
std::optional<Significance> significance(const Decimal& lower, const Decimal& upper, const Decimal& centre);

// A share of pupils against a national percentage, by the normal approximation z = (p - p0) / sqrt(p0 (1 - p0) / n).
struct ProportionTest {
  std::int64_t fewest_pupils = 11;     // of fewer the approximation says nothing
  Decimal critical = Decimal(196, 2);  // |z| from which it is significant; 0 to 10, with up to 2 decimals
};
inline constexpr std::int64_t kMostInProportionTest = 10'000'000;
inline constexpr int kMostDecimalsOfNational = 4;
// Empty for fewer pupils than that and more than kMostInProportionTest, for a percentage with more decimals than
// kMostDecimalsOfNational, and where it is 0 or 100 or beyond: from these nothing varies.
std::optional<Significance> significance_of(const Share& share, const Decimal& national_percent,
                                            const ProportionTest& test = {});

// Whether `wanted` of the years were significantly below (2 of the last 3). A year without a verdict may be one of them.
Truth repeatedly_below(const std::vector<std::optional<Significance>>& years, int wanted);

}  // namespace termwise::school
