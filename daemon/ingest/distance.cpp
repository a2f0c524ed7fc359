#include "ingest/distance.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace termwise::ingest {
namespace {

__extension__ typedef unsigned __int128 Wide;

// A product of three numbers of 64 bits and powers of ten takes up to four words.
using Words = std::array<std::uint64_t, 4>;  // the lowest first

Words times(const Words& number, std::uint64_t factor) {
  Words product{};
  Wide carry = 0;
  for (std::size_t i = 0; i < number.size(); ++i) {
    carry += static_cast<Wide>(number[i]) * factor;
    product[i] = static_cast<std::uint64_t>(carry);
    carry >>= 64;
  }
  return product;
}

Words times_ten_to(Words number, int exponent) {
  for (int i = 0; i < exponent; ++i) number = times(number, 10);
  return number;
}

std::uint64_t units(const Decimal& figure) { return static_cast<std::uint64_t>(figure.units()); }

}  // namespace

std::optional<Decimal> distance(const Decimal& a, const Decimal& b) {
  return a < b ? add(b, a.negated()) : add(a, b.negated());
}

// part * 100 against percent * whole, each brought to the decimals of both sides together.
std::strong_ordering compare_with_percent(const Decimal& part, const Decimal& percent, const Decimal& whole) {
  const Words left = times_ten_to(times({units(part)}, 100), percent.scale() + whole.scale());
  const Words right = times_ten_to(times({units(percent)}, units(whole)), part.scale());
  for (std::size_t i = left.size(); i-- > 0;)
    if (left[i] != right[i]) return left[i] <=> right[i];
  return std::strong_ordering::equal;
}

std::string plain(const Decimal& figure) {
  int scale = figure.scale();
  std::int64_t units = figure.units();
  for (; scale > 0 && units % 10 == 0; --scale) units /= 10;
  return Decimal(units, scale).to_string();
}

}  // namespace termwise::ingest
