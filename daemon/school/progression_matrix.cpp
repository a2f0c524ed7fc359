#include "school/progression_matrix.h"

namespace termwise::school {
namespace {

constexpr std::array<std::string_view, kPriorLevels> kPriorWords{"no level", "W", "1", "2C", "2B", "2A", "3", "4"};
constexpr std::array<std::string_view, kReachedLevels> kReachedWords{"no level", "below 3", "3", "4", "5", "6"};

constexpr int kHighestPrior = 4;
constexpr int kHighestReached = 6;

PriorLevel of_level_2(char sublevel) {
  if (sublevel == 'C') return PriorLevel::level_2c;
  return sublevel == 'A' ? PriorLevel::level_2a : PriorLevel::level_2b;
}

static_assert((kPriorLevels + 1) * (kReachedLevels + 1) <= kMostSuppressedCells);

}  // namespace

std::string_view in_words(PriorLevel level) { return kPriorWords[static_cast<std::size_t>(level)]; }
std::string_view in_words(ReachedLevel level) { return kReachedWords[static_cast<std::size_t>(level)]; }

PriorLevel prior_level(const Level& at_key_stage_1) {
  if (at_key_stage_1.kind == LevelKind::working_towards) return PriorLevel::working_towards;
  if (at_key_stage_1.kind != LevelKind::level || at_key_stage_1.whole > kHighestPrior) return PriorLevel::none;
  switch (at_key_stage_1.whole) {
    case 1:
      return PriorLevel::level_1;
    case 2:
      return of_level_2(at_key_stage_1.sublevel);
    case 3:
      return PriorLevel::level_3;
    default:
      return PriorLevel::level_4;
  }
}

ReachedLevel reached_level(const Level& at_key_stage_2) {
  if (at_key_stage_2.kind == LevelKind::below_test || at_key_stage_2.kind == LevelKind::none_awarded)
    return ReachedLevel::below_3;
  const auto whole = whole_level(at_key_stage_2);
  if (!whole) return ReachedLevel::none;
  if (*whole < 3) return ReachedLevel::below_3;
  const int column =
      static_cast<int>(ReachedLevel::level_3) + (*whole > kHighestReached ? kHighestReached : *whole) - 3;
  return static_cast<ReachedLevel>(column);
}

void ProgressionMatrix::add(const Level& at_key_stage_1, const Level& at_key_stage_2) {
  counts_.add(static_cast<std::size_t>(prior_level(at_key_stage_1)),
              static_cast<std::size_t>(reached_level(at_key_stage_2)), 1);
}

ShownProgression shown_progression(const ProgressionMatrix& matrix, const SuppressionRule& rule, int decimals,
                                   const NationalPercentages& national) {
  const CountTable& counts = matrix.counts();
  const auto hidden = suppress(counts, rule);
  ShownProgression shown;
  for (std::size_t row = 0; row <= kPriorLevels; ++row)
    for (std::size_t column = 0; column <= kReachedLevels; ++column) {
      ProgressionCell& cell = shown[row][column];
      if (row < kPriorLevels && column < kReachedLevels) cell.national = national[row][column];
      // The size is fixed and within the limit, so that there is always an answer; without one nothing would be shown.
      cell.hidden = !hidden || hidden->at(row, column);
      if (cell.hidden) continue;
      cell.count = counts.at(row, column);
      if (hidden->at(row, kReachedLevels)) continue;
      cell.percent = rounded_percent({cell.count, counts.at(row, kReachedLevels)}, decimals);
    }
  return shown;
}

}  // namespace termwise::school
