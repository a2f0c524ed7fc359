// A share of pupils against a percentage: by counts where there are any, else by the counts that a published whole
// percentage may stand for. Of `of` pupils, k are published as floor(100 k / of + 1/2) percent, halves going up.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <termwise/standard.hpp>
#include <termwise/value.hpp>

namespace termwise {

// All the numbers of pupils that a figure may stand for; they follow one another.
struct Counts {
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::int64_t of = 0;  // above 0
};

// What is known of a share once it has been held against a threshold.
struct Share {
  Truth holds = Truth::unknown;         // of the threshold's comparison; unknown: no figure, or counts on both sides
  std::optional<Counts> counts;         // where a count is known, or fits the published percentage
  bool count_mismatch = false;          // no count fits, so the pupils that are known of are not the denominator
  bool differs_from_published = false;  // the counts agree, and the published percentage says the opposite
  std::string_view basis;               // "COUNTS", "INFERRED_COUNT", "PUBLISHED_ROUNDED", empty: there is no figure
};

// What the functions below are made of.
namespace shares {

__extension__ typedef __int128 Wide;  // holds every product of two 64-bit figures

// For n >= 0 and d > 0.
constexpr Wide divide_up(Wide n, Wide d) { return (n + d - 1) / d; }

// 10 to that power, which is at most that of a decimal's scale.
constexpr Wide power_of_ten(int scale) {
  Wide power = 1;
  for (int i = 0; i < scale; ++i) power *= 10;
  return power;
}

// Cross-multiplied: 100 k / of against the threshold, without dividing.
constexpr bool holds_for(std::int64_t k, std::int64_t of, const Threshold& threshold) {
  const Wide left = Wide{100} * k * power_of_ten(threshold.value.scale());
  const Wide right = Wide{threshold.value.units()} * of;
  const auto order = left < right ? std::strong_ordering::less
                                  : (left > right ? std::strong_ordering::greater : std::strong_ordering::equal);
  return holds(order, threshold.operation);
}

}  // namespace shares

// The numbers of pupils that would be published as this whole percentage; empty where none would.
constexpr std::optional<Counts> counts_behind(const Decimal& published, std::int64_t of) {
  using shares::Wide;
  const auto whole = published.rescaled(0);
  if (!whole || whole->units() < 0 || whole->units() > 100 || of <= 0) return std::nullopt;
  // published <= 100 k / of + 1/2 < published + 1, multiplied by 2 of
  const Wide percent = whole->units();
  const Wide first = percent == 0 ? Wide{0} : shares::divide_up((2 * percent - 1) * of, 200);
  const Wide last = std::min<Wide>(shares::divide_up((2 * percent + 1) * of, 200) - 1, of);
  if (first > last) return std::nullopt;
  return Counts{static_cast<std::int64_t>(first), static_cast<std::int64_t>(last), of};
}

// Whether the threshold's comparison holds for all of the counts, or for none; unknown where they disagree.
constexpr Truth test(const Counts& counts, const Threshold& threshold) {
  const bool first = shares::holds_for(counts.first, counts.of, threshold);
  const bool last = shares::holds_for(counts.last, counts.of, threshold);
  return first == last ? truth(first) : Truth::unknown;
}

// `count` of `of` pupils; 0 <= count <= of, and of > 0.
constexpr Share share_of(std::int64_t count, std::int64_t of, const Threshold& threshold) {
  Share share;
  share.counts = Counts{count, count, of};
  share.holds = test(*share.counts, threshold);
  share.basis = "COUNTS";
  return share;
}

// A percentage as published, of that many pupils if their number is known.
constexpr Share share_published(const Value& percent, const std::optional<std::int64_t>& of,
                                const Threshold& threshold) {
  Share share;
  if (percent.missing() != nullptr) return share;
  const Truth as_published = threshold.test(percent);
  if (of) share.counts = counts_behind(*percent.number(), *of);
  if (!share.counts) {
    share.count_mismatch = of && percent.number()->rescaled(0);  // one with decimals was not rounded to a whole
    share.holds = as_published;
    share.basis = "PUBLISHED_ROUNDED";
    return share;
  }
  share.holds = test(*share.counts, threshold);
  share.differs_from_published = share.holds != Truth::unknown && share.holds != as_published;
  share.basis = "INFERRED_COUNT";
  return share;
}

// The change in pupils, nearest to 0, that would move every one of the counts to the other side of the threshold.
constexpr std::optional<std::int64_t> pupils_to_the_other_side(const Counts& counts, const Threshold& threshold) {
  using shares::Wide;
  const Truth now = test(counts, threshold);
  const Wide boundary = threshold.value.units() <= 0
                            ? Wide{0}
                            : shares::divide_up(Wide{threshold.value.units()} * counts.of,
                                                100 * shares::power_of_ten(threshold.value.scale()));
  if (now == Truth::unknown || boundary > counts.of) return std::nullopt;
  // boundary is the smallest count that is at least the threshold.
  std::array<Wide, 4> changes{boundary - counts.first, boundary + 1 - counts.first, boundary - 1 - counts.last,
                              boundary - counts.last};
  const auto distance = [](Wide change) { return change < 0 ? -change : change; };
  std::sort(changes.begin(), changes.end(), [&](Wide a, Wide b) { return distance(a) < distance(b); });
  for (const Wide change : changes) {
    if (counts.first + change < 0 || counts.last + change > counts.of) continue;
    const Counts moved{static_cast<std::int64_t>(counts.first + change),
                       static_cast<std::int64_t>(counts.last + change), counts.of};
    if (test(moved, threshold) == !now) return static_cast<std::int64_t>(change);
  }
  return std::nullopt;
}

// The share that a count is, in percent, to one decimal, halves going up: "53.3%", and "55%" where that is exact to a tenth.
inline std::string percent_in_words(std::int64_t count, std::int64_t of) {
  const shares::Wide tenths = (shares::Wide{2000} * count + of) / (shares::Wide{2} * of);
  const Decimal percent(static_cast<std::int64_t>(tenths), 1);
  return percent.rescaled(0).value_or(percent).to_string() + "%";
}

}  // namespace termwise
