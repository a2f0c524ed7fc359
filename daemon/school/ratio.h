// Counts against each other, exactly: shares of pupils, percentages, means and what they are compared with. No binary
// fraction stands between a count and a threshold.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>

#include <termwise/decimal.hpp>

namespace termwise::school {

// The most pupils, sessions or points that one measure sums up, so that no product here leaves 128 bits.
inline constexpr std::int64_t kMostCounted = 1'000'000'000;

// numerator / denominator, never reduced or rounded by itself. The denominator is above 0; the numerator is within 10^21
// and the denominator within 10^18 of 0.
class Ratio {
 public:
  __extension__ typedef __int128 Wide;
  constexpr Ratio(Wide numerator, Wide denominator) : numerator_(numerator), denominator_(denominator) {}

  // With that many decimals, 0 to 9, a half away from 0. Empty where 64 bits do not hold it.
  std::optional<Decimal> rounded(int decimals) const;

  friend std::strong_ordering operator<=>(const Ratio& ratio, const Decimal& limit);
  friend bool operator==(const Ratio& ratio, const Decimal& limit) { return (ratio <=> limit) == 0; }

 private:
  Wide numerator_;
  Wide denominator_;
};

// `part` of `whole`: 22 of 34 pupils. 0 <= part <= whole <= kMostCounted.
struct Share {
  std::int64_t part = 0;
  std::int64_t whole = 0;
  bool operator==(const Share&) const = default;

  // Empty of nothing: of no pupils there is no percentage, also not 0.
  std::optional<Ratio> percent() const;
};

// The one percentage less the other, in percentage points. Empty where either is of nothing.
std::optional<Ratio> points_between(const Share& one, const Share& other);

// "64.7"; empty of nothing.
std::optional<Decimal> rounded_percent(const Share& share, int decimals);

}  // namespace termwise::school
