// The conversion chart: which pupils stand where, and what of it may be shown.
#include "school/progression_matrix.h"

#include <gtest/gtest.h>

namespace termwise::school {
namespace {

Level level(std::string_view code) { return level_coded(code).value(); }

TEST(ProgressionMatrix, putsEachLevelIntoItsRowAndColumn) {
  using P = PriorLevel;
  for (const auto& [code, prior] :
       {std::pair("W", P::working_towards), std::pair("1", P::level_1), std::pair("2C", P::level_2c),
        std::pair("2B", P::level_2b), std::pair("2", P::level_2b), std::pair("2A", P::level_2a),
        std::pair("3", P::level_3), std::pair("3A", P::level_3), std::pair("4", P::level_4), std::pair("5", P::none),
        std::pair("A", P::none), std::pair("", P::none)})
    EXPECT_EQ(prior_level(level(code)), prior) << code;
  using R = ReachedLevel;
  for (const auto& [code, reached] :
       {std::pair("W", R::below_3), std::pair("2", R::below_3), std::pair("B", R::below_3), std::pair("N", R::below_3),
        std::pair("3", R::level_3), std::pair("4C", R::level_4), std::pair("5", R::level_5), std::pair("6", R::level_6),
        std::pair("7", R::level_6), std::pair("A", R::none), std::pair("T", R::none), std::pair("D", R::none),
        std::pair("", R::none)})
    EXPECT_EQ(reached_level(level(code)), reached) << code;
}

ProgressionMatrix matrix_of(const std::vector<std::tuple<const char*, const char*, int>>& pupils) {
  ProgressionMatrix matrix;
  for (const auto& [before, after, count] : pupils)
    for (int i = 0; i < count; ++i) matrix.add(level(before), level(after));
  return matrix;
}

std::size_t row_of(PriorLevel prior) { return static_cast<std::size_t>(prior); }
std::size_t column_of(ReachedLevel reached) { return static_cast<std::size_t>(reached); }

TEST(ProgressionMatrix, givesCountsAndPercentagesOfTheRow) {
  const auto matrix = matrix_of({{"2B", "3", 11}, {"2B", "4", 40}, {"2B", "5", 9}, {"3", "5", 30}, {"3", "4", 2}});
  NationalPercentages national;
  national[row_of(PriorLevel::level_2b)][column_of(ReachedLevel::level_4)] = Decimal(68);
  const auto shown = shown_progression(matrix, suppression_for(Audience::team), 1, national);
  const auto& row = shown[row_of(PriorLevel::level_2b)];
  EXPECT_EQ(row[column_of(ReachedLevel::level_4)].count, 40);
  EXPECT_EQ(row[column_of(ReachedLevel::level_4)].percent->to_string(), "66.7");
  EXPECT_EQ(row[column_of(ReachedLevel::level_4)].national, Decimal(68));
  EXPECT_EQ(row[column_of(ReachedLevel::level_3)].percent->to_string(), "18.3");
  EXPECT_EQ(row[column_of(ReachedLevel::level_6)].percent->to_string(), "0.0");
  EXPECT_FALSE(row[column_of(ReachedLevel::level_3)].national);
  EXPECT_EQ(row[kReachedLevels].count, 60);
  EXPECT_EQ(row[kReachedLevels].percent->to_string(), "100.0");
  EXPECT_EQ(shown[kPriorLevels][column_of(ReachedLevel::level_5)].count, 39);
  EXPECT_EQ(shown[kPriorLevels][kReachedLevels].count, 92);
  EXPECT_FALSE(shown[row_of(PriorLevel::level_1)][kReachedLevels].percent) << "nobody had level 1";
}

TEST(ProgressionMatrix, hasNothingInItOfWhatIsHidden) {
  const auto matrix = matrix_of({{"2B", "3", 11}, {"2B", "4", 40}, {"2B", "5", 9}, {"3", "5", 30}, {"3", "4", 2}});
  const auto shown = shown_progression(matrix, suppression_for(Audience::outside), 1);
  std::size_t hidden = 0;
  for (std::size_t row = 0; row <= kPriorLevels; ++row)
    for (std::size_t column = 0; column <= kReachedLevels; ++column) {
      const auto& cell = shown[row][column];
      const std::int64_t count = matrix.counts().at(row, column);
      EXPECT_TRUE(cell.hidden || count > 5) << row << ", " << column;
      EXPECT_EQ(cell.count, cell.hidden ? 0 : count) << row << ", " << column;
      EXPECT_FALSE(cell.percent && (cell.hidden || shown[row][kReachedLevels].hidden)) << row << ", " << column;
      hidden += cell.hidden ? 1 : 0;
    }
  EXPECT_TRUE(shown[row_of(PriorLevel::level_3)][column_of(ReachedLevel::level_4)].hidden) << "two pupils";
  EXPECT_LT(hidden, shown.size() * shown[0].size()) << "something is left to be shown";
}

}  // namespace
}  // namespace termwise::school
