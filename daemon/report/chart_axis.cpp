#include "report/chart_axis.h"

#include <algorithm>
#include <cmath>

namespace termwise::report {
namespace {

constexpr int kFewestTicks = 4;
constexpr int kMostTicks = 6;

// Holds any 64-bit number of units with eleven decimals more.
__extension__ typedef __int128 Units;

Units power_of_ten(int exponent) {
  Units power = 1;
  for (; exponent > 0; --exponent) power *= 10;
  return power;
}

Units units_at(const Decimal& value, int scale) { return value.units() * power_of_ten(scale - value.scale()); }

Units floor_to(Units value, Units step) {
  const Units rest = value % step;
  return value - rest - (rest < 0 ? step : 0);
}

Units ceiling_to(Units value, Units step) { return -floor_to(-value, step); }

std::string text_of(Units units, int scale) {
  const bool negative = units < 0;
  std::string digits;
  for (Units rest = negative ? -units : units; rest > 0 || digits.size() <= static_cast<std::size_t>(scale);
       rest /= 10) {
    if (!digits.empty() && digits.size() == static_cast<std::size_t>(scale)) digits += '.';
    digits += static_cast<char>('0' + static_cast<int>(rest % 10));
  }
  if (negative) digits += '-';
  std::reverse(digits.begin(), digits.end());
  return digits;
}

// Ticks from `lowest` to `highest`, which are multiples of `step`, with as many decimals as the step needs.
Axis with_ticks(Units lowest, Units highest, Units step, int scale) {
  Units shortening = 1;
  int decimals = scale;
  for (; decimals > 0 && step % (shortening * 10) == 0; --decimals) shortening *= 10;
  Axis axis;
  for (Units tick = lowest; tick <= highest; tick += step)
    axis.ticks.push_back({text_of(tick / shortening, decimals), static_cast<double>(tick) / std::pow(10.0, scale)});
  return axis;
}

int tick_count(Units lowest, Units highest, Units step) {
  const Units intervals = (ceiling_to(highest, step) - floor_to(lowest, step)) / step;
  return static_cast<int>(std::min<Units>(intervals, kMostTicks) + 1);
}

// The smallest round step that needs no more than the most ticks.
Units round_step(Units lowest, Units highest) {
  for (Units power = 1;; power *= 10) {
    for (const int digit : {1, 2, 5}) {
      const Units step = digit * power;
      const int ticks = tick_count(lowest, highest, step);
      if (ticks > kMostTicks) continue;
      return ticks < kFewestTicks ? step / 2 : step;
    }
  }
}

}  // namespace

double position_of(const Decimal& value) { return static_cast<double>(value.units()) / std::pow(10.0, value.scale()); }

Axis axis_for(const std::vector<Decimal>& values, Range range) {
  int scale = 0;
  for (const auto& value : values) scale = std::max(scale, value.scale());
  scale += 2;  // so that steps may be finer than the values
  Units lowest = units_at(values.front(), scale);
  Units highest = lowest;
  for (const auto& value : values) {
    lowest = std::min(lowest, units_at(value, scale));
    highest = std::max(highest, units_at(value, scale));
  }
  const Units hundred = 100 * power_of_ten(scale);
  if (range == Range::percentages && lowest >= 0 && highest <= hundred)
    return with_ticks(0, hundred, hundred / 5, scale);
  if (range == Range::counts && lowest >= 0) {
    lowest = 0;
    highest = std::max(highest, kFewestTicks * power_of_ten(scale));  // below that, steps would not be whole
  }
  if (lowest == highest) {  // a tenth of the only value around it, or 1
    const Units around = std::max(power_of_ten(scale), (lowest < 0 ? -lowest : lowest) / 10);
    lowest -= around;
    highest += around;
  }
  const Units step = round_step(lowest, highest);
  return with_ticks(floor_to(lowest, step), ceiling_to(highest, step), step, scale);
}

}  // namespace termwise::report
