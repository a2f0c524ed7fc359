// An exact decimal number, units / 10^scale. The daemon and every plugin compare published figures with it, so that
// no binary fraction ever stands between a figure and its threshold.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace termwise {

// units / 10^scale, compared by value and never rounded.
class Decimal {
  __extension__ typedef __int128 Wide;

 public:
  static constexpr int kMaximumScale = 9;

  constexpr Decimal() = default;
  // units / 10^scale, scale 0 to 9.
  constexpr Decimal(std::int64_t units, int scale) : units_(units), scale_(scale) {}
  // A whole number.
  constexpr explicit Decimal(std::int64_t whole) : units_(whole) {}

  // The digits without the point: -52 of -5.2.
  constexpr std::int64_t units() const { return units_; }
  // How many of them are decimals: 1 of -5.2.
  constexpr int scale() const { return scale_; }

  // Reads "-5", "64.4", "+1.20". Empty for anything else, for more than 9 decimals, and outside 64 bits.
  static constexpr std::optional<Decimal> parse(std::string_view text) {
    bool negative = false;
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
      negative = text.front() == '-';
      text.remove_prefix(1);
    }
    std::int64_t units = 0;
    int scale = 0;
    bool point = false;
    bool digit_last = false;
    for (const char c : text) {
      if (c == '.') {
        if (point || !digit_last) return std::nullopt;
        point = true;
        digit_last = false;
        continue;
      }
      if (c < '0' || c > '9') return std::nullopt;
      if (point && ++scale > kMaximumScale) return std::nullopt;
      if (__builtin_mul_overflow(units, 10, &units)) return std::nullopt;
      if (__builtin_add_overflow(units, c - '0', &units)) return std::nullopt;
      digit_last = true;
    }
    if (!digit_last) return std::nullopt;
    return Decimal(negative ? -units : units, scale);
  }

  // The same number with `scale` decimals; empty if digits would be lost or 64 bits do not hold it.
  constexpr std::optional<Decimal> rescaled(int scale) const {
    std::int64_t units = units_;
    for (int s = scale_; s < scale; ++s)
      if (__builtin_mul_overflow(units, 10, &units)) return std::nullopt;
    for (int s = scale_; s > scale; --s) {
      if (units % 10 != 0) return std::nullopt;
      units /= 10;
    }
    return Decimal(units, scale);
  }

  // With all its decimals: "-5.0".
  std::string to_string() const {
    std::string digits = std::to_string(units_);
    const bool negative = digits.front() == '-';
    if (negative) digits.erase(0, 1);
    const auto decimals = static_cast<std::size_t>(scale_);
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    if (decimals > 0) digits.insert(digits.size() - decimals, 1, '.');
    return negative ? "-" + digits : digits;
  }

  // By value: 1.0 equals 1.
  friend constexpr std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
    const int scale = a.scale_ > b.scale_ ? a.scale_ : b.scale_;
    const Wide left = a.widened(scale);
    const Wide right = b.widened(scale);
    return left < right ? std::strong_ordering::less
                        : (left > right ? std::strong_ordering::greater : std::strong_ordering::equal);
  }
  friend constexpr bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }

  // Exact; empty where 64 bits at the larger scale do not hold the result.
  friend constexpr std::optional<Decimal> add(const Decimal& a, const Decimal& b) {
    const int scale = a.scale_ > b.scale_ ? a.scale_ : b.scale_;
    const auto left = a.rescaled(scale);
    const auto right = b.rescaled(scale);
    std::int64_t units = 0;
    if (!left || !right || __builtin_add_overflow(left->units_, right->units_, &units)) return std::nullopt;
    return Decimal(units, scale);
  }
  // The same with the other sign.
  constexpr Decimal negated() const { return Decimal(-units_, scale_); }

 private:
  constexpr Wide widened(int scale) const {
    Wide units = units_;
    for (int s = scale_; s < scale; ++s) units *= 10;
    return units;
  }

  std::int64_t units_ = 0;
  int scale_ = 0;
};

}  // namespace termwise
