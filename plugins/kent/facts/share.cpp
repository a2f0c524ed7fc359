#include "facts/share.h"

#include <termwise/share.hpp>

namespace termwise::kent {
namespace {

using shares::power_of_ten;
using shares::Wide;

// -1 where it is missing, or no whole number from 0 to `most`.
std::int64_t whole_within(const Figure<Pupils>& figure, std::int64_t most) {
  if (figure.number() == nullptr) return -1;
  const std::int64_t whole = figure.number()->rescaled(0).value_or(Decimal(-1)).units();
  return whole <= most ? whole : -1;
}

// 100 (a - b) - points, for fractions a and b, brought to one denominator, which is above 0.
Wide beyond(std::int64_t a, std::int64_t a_of, std::int64_t b, std::int64_t b_of, const Decimal& points) {
  const Wide scale = power_of_ten(points.scale());
  return scale * 100 * (Wide{a} * b_of - Wide{b} * a_of) - Wide{points.units()} * a_of * b_of;
}

}  // namespace

std::optional<std::int64_t> pupils_of(const Figure<Pupils>& figure) {
  const std::int64_t pupils = whole_within(figure, kMostPupils);
  return pupils > 0 ? std::optional(pupils) : std::nullopt;
}

std::optional<Share> share_of(const Parts& parts) {
  const auto of = pupils_of(parts.of);
  const std::int64_t count = of ? whole_within(parts.count, *of) : -1;
  if (count >= 0) return Share{count, count, *of, "COUNTS"};
  const Decimal* percent = parts.percent.number();
  if (percent == nullptr || !Percent::possible(*percent)) return std::nullopt;
  if (of)
    if (const auto counts = counts_behind(*percent, *of))
      return Share{counts->first, counts->last, *of, "INFERRED_COUNT"};
  return Share{percent->units(), percent->units(), static_cast<std::int64_t>(100 * power_of_ten(percent->scale())),
               "PUBLISHED_ROUNDED"};
}

Share together(const Share& a, const Share& b) {
  return {a.first + b.first, a.last + b.last, a.of + b.of, a.basis == b.basis ? a.basis : "INFERRED_COUNT"};
}

Truth below(const Share& share, const Decimal& percent) {
  const auto is_below = [&](std::int64_t count) { return beyond(count, share.of, 0, 1, percent) < 0; };
  return is_below(share.first) == is_below(share.last) ? truth(is_below(share.first)) : Truth::unknown;
}

Truth lower(const Share& a, const Share& b) { return !no_higher(b, a); }

Truth no_higher(const Share& a, const Share& b) {
  const auto is_so = [&](std::int64_t of_a, std::int64_t of_b) {
    return beyond(of_a, a.of, of_b, b.of, Decimal(0)) <= 0;
  };
  if (is_so(a.last, b.first)) return Truth::yes;
  return is_so(a.first, b.last) ? Truth::unknown : Truth::no;
}

Truth fell_by(const Share& before, const Share& after, const Decimal& points) {
  const auto is_so = [&](std::int64_t then, std::int64_t now) {
    return beyond(then, before.of, now, after.of, points) >= 0;
  };
  if (is_so(before.first, after.last)) return Truth::yes;
  return is_so(before.last, after.first) ? Truth::unknown : Truth::no;
}

std::string in_words_of_percent(const Decimal& percent) { return Percent::words(shortest(percent)); }

std::string in_words(const Share& share) {
  if (!share.is_of_pupils()) return percent_in_words(share.first, share.of) + " of pupils";
  std::string text = std::to_string(share.first);
  if (share.last != share.first) text += (share.last == share.first + 1 ? " or " : " to ") + std::to_string(share.last);
  return text + " of " + Pupils::words(Decimal(share.of)) + " (" + (share.last == share.first ? "" : "about ") +
         percent_in_words(share.first, share.of) + ")";
}

}  // namespace termwise::kent
