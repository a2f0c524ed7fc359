// A share of pupils as far as it is known: a count of a number of pupils, or the counts that a published whole percentage may
// stand for, or that percentage alone. Shares are compared by whole numbers, so that no rounding decides; where the counts
// that are possible disagree, the answer is unknown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <termwise/plugin.hpp>

namespace termwise::kent {

// More pupils than any school has in one year: such a number is a mistake.
inline constexpr std::int64_t kMostPupils = 10'000;

// From `first` to `last` of `of`, which is above 0. A percentage of nobody knows how many stands as hundredths.
struct Share {
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::int64_t of = 0;
  std::string_view basis;  // "COUNTS", "INFERRED_COUNT", "PUBLISHED_ROUNDED"

  bool is_of_pupils() const { return basis != "PUBLISHED_ROUNDED"; }
};

// What a file gives of a share; each may be missing.
struct Parts {
  Figure<Pupils> count;
  Figure<Pupils> of;
  Figure<Percent> percent;
};

// The number of pupils; empty where it is missing, 0, or none that a school could have.
std::optional<std::int64_t> pupils_of(const Figure<Pupils>& figure);

// Empty where nothing says it.
std::optional<Share> share_of(const Parts& parts);
// Of years taken together: pupils and counts added up. Both are of pupils.
Share together(const Share& a, const Share& b);

// Whether it is below so many percent: exactly on it is not below.
Truth below(const Share& share, const Decimal& percent);
// Whether `a` is lower than `b`, and whether it is no higher.
Truth lower(const Share& a, const Share& b);
Truth no_higher(const Share& a, const Share& b);
// Whether it fell from `before` to `after` by so many percentage points or more.
Truth fell_by(const Share& before, const Share& after, const Decimal& points);

// "54%", with no more decimals than it needs: a table of standards has one scale for all of its rows.
std::string in_words_of_percent(const Decimal& percent);
// "16 of 30 pupils (53.3%)", "12 or 13 of 230 pupils (about 5.4%)", "54% of pupils"
std::string in_words(const Share& share);

}  // namespace termwise::kent
