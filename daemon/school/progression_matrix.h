// Where pupils of each level at key stage 1 have got to at key stage 2: the conversion chart, as counts and as percentages of
// each row, beside national ones where they are given.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "school/level.h"
#include "school/suppression.h"
#include "school/two_levels.h"

namespace termwise::school {

enum class PriorLevel { none, working_towards, level_1, level_2c, level_2b, level_2a, level_3, level_4 };
enum class ReachedLevel { none, below_3, level_3, level_4, level_5, level_6 };
inline constexpr std::size_t kPriorLevels = 8;
inline constexpr std::size_t kReachedLevels = 6;

std::string_view in_words(PriorLevel level);    // "2C", "no level"
std::string_view in_words(ReachedLevel level);  // "below 3"

// A level 2 without a sublevel stands with 2B, by its points. A level above 4 is of no pupil of that age, and none.
PriorLevel prior_level(const Level& at_key_stage_1);
// B and N are below level 3, like W, 1 and 2; of those who were absent, unable or disapplied there is none.
ReachedLevel reached_level(const Level& at_key_stage_2);

using NationalPercentages = std::array<std::array<std::optional<Decimal>, kReachedLevels>, kPriorLevels>;

class ProgressionMatrix {
 public:
  ProgressionMatrix() : counts_(kPriorLevels, kReachedLevels) {}
  void add(const Level& at_key_stage_1, const Level& at_key_stage_2);
  const CountTable& counts() const { return counts_; }

 private:
  CountTable counts_;
};

struct ProgressionCell {
  bool hidden = false;
  std::int64_t count = 0;           // of one that is hidden 0
  std::optional<Decimal> percent;   // of its row; none where it or its row's total is hidden, or the row is empty
  std::optional<Decimal> national;  // percentage, as given
};

// By prior level and then the totals; by reached level and then the totals.
using ShownProgression = std::array<std::array<ProgressionCell, kReachedLevels + 1>, kPriorLevels + 1>;
// With `decimals` in its percentages, 0 to 9. Nothing that is hidden is in it.
ShownProgression shown_progression(const ProgressionMatrix& matrix, const SuppressionRule& rule, int decimals,
                                   const NationalPercentages& national = {});

}  // namespace termwise::school
