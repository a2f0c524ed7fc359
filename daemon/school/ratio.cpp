#include "school/ratio.h"

#include <limits>

namespace termwise::school {
namespace {

using Wide = Ratio::Wide;

constexpr Wide ten_to(int power) {
  Wide result = 1;
  for (int i = 0; i < power; ++i) result *= 10;
  return result;
}

}  // namespace

std::optional<Decimal> Ratio::rounded(int decimals) const {
  const bool negative = numerator_ < 0;
  const Wide scaled = (negative ? -numerator_ : numerator_) * ten_to(decimals);
  const Wide units = (2 * scaled + denominator_) / (2 * denominator_);
  if (units > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  const auto narrow = static_cast<std::int64_t>(units);
  return Decimal(negative ? -narrow : narrow, decimals);
}

std::strong_ordering operator<=>(const Ratio& ratio, const Decimal& limit) {
  const Wide left = ratio.numerator_ * ten_to(limit.scale());
  const Wide right = static_cast<Wide>(limit.units()) * ratio.denominator_;
  if (left == right) return std::strong_ordering::equal;
  return left < right ? std::strong_ordering::less : std::strong_ordering::greater;
}

std::optional<Ratio> Share::percent() const {
  if (whole == 0) return std::nullopt;
  return Ratio(static_cast<Wide>(part) * 100, whole);
}

std::optional<Ratio> points_between(const Share& one, const Share& other) {
  if (one.whole == 0 || other.whole == 0) return std::nullopt;
  const Wide difference = static_cast<Wide>(one.part) * other.whole - static_cast<Wide>(other.part) * one.whole;
  return Ratio(difference * 100, static_cast<Wide>(one.whole) * other.whole);
}

std::optional<Decimal> rounded_percent(const Share& share, int decimals) {
  const auto percent = share.percent();
  return percent ? percent->rounded(decimals) : std::nullopt;
}

}  // namespace termwise::school
