#include "ks2_floor/attainment.h"

#include <algorithm>
#include <array>

namespace termwise::ks2_floor {
namespace {

__extension__ typedef __int128 Wide;  // holds every product of two 64-bit figures

// For n >= 0 and d > 0.
Wide divide_up(Wide n, Wide d) { return (n + d - 1) / d; }

Wide power_of_ten(int scale) {
  Wide power = 1;
  for (int i = 0; i < scale; ++i) power *= 10;
  return power;
}

// Cross-multiplied: 100 k / cohort against the threshold, without dividing.
bool holds_for(std::int64_t k, std::int64_t cohort, const Threshold& threshold) {
  const Wide left = Wide{100} * k * power_of_ten(threshold.value.scale());
  const Wide right = Wide{threshold.value.units()} * cohort;
  const auto order = left < right ? std::strong_ordering::less
                                  : (left > right ? std::strong_ordering::greater : std::strong_ordering::equal);
  return holds(order, threshold.operation);
}

}  // namespace

std::optional<Counts> fitting_counts(const Decimal& published, std::int64_t cohort) {
  const auto whole = published.rescaled(0);
  if (!whole || whole->units() < 0 || whole->units() > 100) return std::nullopt;
  // published <= 100 k / cohort + 1/2 < published + 1, multiplied by 2 cohort
  const Wide percent = whole->units();
  const Wide first = percent == 0 ? Wide{0} : divide_up((2 * percent - 1) * cohort, 200);
  const Wide last = std::min<Wide>(divide_up((2 * percent + 1) * cohort, 200) - 1, cohort);
  if (first > last) return std::nullopt;
  return Counts{static_cast<std::int64_t>(first), static_cast<std::int64_t>(last), cohort};
}

Truth below_threshold(const Counts& counts, const Threshold& threshold) {
  const bool first = holds_for(counts.first, counts.cohort, threshold);
  const bool last = holds_for(counts.last, counts.cohort, threshold);
  return first == last ? truth(first) : Truth::unknown;
}

Attainment judge_attainment(const Value& published, std::int64_t cohort, const Threshold& threshold) {
  Attainment attainment;
  if (published.missing() != nullptr) return attainment;
  const Truth as_published = threshold.test(published);
  attainment.counts = fitting_counts(*published.number(), cohort);
  if (!attainment.counts) {
    attainment.count_mismatch = true;
    attainment.below = as_published;
    attainment.basis = "PUBLISHED_ROUNDED";
    return attainment;
  }
  attainment.below = below_threshold(*attainment.counts, threshold);
  attainment.differs_from_published = attainment.below != Truth::unknown && attainment.below != as_published;
  attainment.basis = "INFERRED_COUNT";
  return attainment;
}

std::optional<std::int64_t> pupils_to_the_other_side(const Counts& counts, const Threshold& threshold) {
  const Truth now = below_threshold(counts, threshold);
  const Wide boundary = threshold.value.units() <= 0 ? Wide{0}
                                                     : divide_up(Wide{threshold.value.units()} * counts.cohort,
                                                                 100 * power_of_ten(threshold.value.scale()));
  if (now == Truth::unknown || boundary > counts.cohort) return std::nullopt;
  // boundary is the smallest count that is at least the threshold.
  std::array<Wide, 4> changes{boundary - counts.first, boundary + 1 - counts.first, boundary - 1 - counts.last,
                              boundary - counts.last};
  const auto distance = [](Wide change) { return change < 0 ? -change : change; };
  std::sort(changes.begin(), changes.end(), [&](Wide a, Wide b) { return distance(a) < distance(b); });
  for (const Wide change : changes) {
    if (counts.first + change < 0 || counts.last + change > counts.cohort) continue;
    const Counts moved{static_cast<std::int64_t>(counts.first + change),
                       static_cast<std::int64_t>(counts.last + change), counts.cohort};
    if (below_threshold(moved, threshold) == !now) return static_cast<std::int64_t>(change);
  }
  return std::nullopt;
}

}  // namespace termwise::ks2_floor
