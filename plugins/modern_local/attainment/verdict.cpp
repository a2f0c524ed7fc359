#include "attainment/verdict.h"

#include "binomial/binomial.h"

namespace termwise::modern_local {
namespace {

// A percentage that would be published of so many pupils; as it was published where nothing has changed.
Truth within_lowest(const Position& position, const Yardstick& yardstick, std::int64_t more) {
  if (!position.ranked) return Truth::no;
  if (!position.results.is_known()) return Truth::unknown;
  const Decimal& own = *position.results.reached.number();
  const auto is_within = [&](const Decimal& percent) {
    return yardstick.ranking.is_within_lowest(yardstick.lowest_share, percent, own);
  };
  if (more == 0) return truth(is_within(own));
  const auto& counts = *position.results.counts;
  const auto with = [&](std::int64_t count) {
    return is_within(Decimal(percentage(count + more, position.results.pupils)));
  };
  const bool first = with(counts.first);
  return first == with(counts.last) ? truth(first) : Truth::unknown;
}

Truth below_nation(const Position& position, const Yardstick& yardstick, std::int64_t more) {
  if (!position.pooled) return Truth::unknown;
  const Pooled& pooled = *position.pooled;
  const auto is_below = [&](std::int64_t count) {
    return binomial::chance_of_at_most(count + more, pooled.pupils, pooled.national_rate) < yardstick.chance;
  };
  const bool first = is_below(pooled.counts.first);
  return first == is_below(pooled.counts.last) ? truth(first) : Truth::unknown;
}

}  // namespace

Limbs judge_limbs(const Position& position, const Yardstick& yardstick, std::int64_t more) {
  return {within_lowest(position, yardstick, more), below_nation(position, yardstick, more)};
}

// More pupils at the standard never make a school low, and fewer never clear it, so that the nearest change is found by
// halving.
std::optional<std::int64_t> pupils_to_the_other_answer(const Position& position, const Yardstick& yardstick) {
  const Truth now = judge_limbs(position, yardstick).low();
  if (now == Truth::unknown || !position.results.is_known()) return std::nullopt;
  const std::int64_t sign = now == Truth::yes ? 1 : -1;
  const std::int64_t most =
      now == Truth::yes ? position.results.pupils - position.results.counts->last : position.results.counts->first;
  const auto is_other = [&](std::int64_t steps) {
    return judge_limbs(position, yardstick, sign * steps).low() == !now;
  };
  if (most < 1 || !is_other(most)) return std::nullopt;
  std::int64_t too_few = 0, enough = most;
  while (enough - too_few > 1) {
    const std::int64_t middle = too_few + (enough - too_few) / 2;
    (is_other(middle) ? enough : too_few) = middle;
  }
  return sign * enough;
}

}  // namespace termwise::modern_local
