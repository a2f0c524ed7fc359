// Levels, their points, and two levels of progress. Expected values are the tables of DfE's desk notes and of its performance
// tables of 2011.
#include "school/two_levels.h"

#include <array>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace termwise::school {
namespace {

Level level(std::string_view code) { return level_coded(code).value(); }

TEST(Level, isReadFromItsCode) {
  for (const char* code : {"W", "1", "2", "2C", "2B", "2A", "3", "3C", "4A", "6", "8", "B", "N", "A", "T", "D", ""})
    EXPECT_EQ(code_of(level(code)), code);
  for (const char* code : {"0", "9", "1C", "2D", "2b", "w", "22", "2BB", " 2", "-", "EXS"})
    EXPECT_FALSE(level_coded(code)) << code;
}

TEST(Level, isWorthPoints) {
  struct Row {
    const char* code;
    std::optional<int> at_key_stage_1;
    std::optional<int> at_key_stage_2;
  };
  const std::array<Row, 24> rows{{{"W", 3, 3},    {"1", 9, 9},    {"2C", 13, 13}, {"2B", 15, 15}, {"2A", 17, 17},
                                  {"2", 15, 15},  {"3", 21, 21},  {"4", 27, 27},  {"5", 33, 33},  {"6", 39, 39},
                                  {"3C", 19, 19}, {"3B", 21, 21}, {"3A", 23, 23}, {"4C", 25, 25}, {"4B", 27, 27},
                                  {"4A", 29, 29}, {"5C", 31, 31}, {"5B", 33, 33}, {"B", {}, 15},  {"N", {}, 15},
                                  {"A", {}, {}},  {"T", {}, {}},  {"D", {}, {}},  {"", {}, {}}}};
  for (const auto& row : rows) {
    EXPECT_EQ(key_stage_1_points(level(row.code)), row.at_key_stage_1) << row.code;
    EXPECT_EQ(key_stage_2_points(level(row.code)), row.at_key_stage_2) << row.code;
  }
}

TEST(Level, isFoundFromItsPoints) {
  for (const auto& [points, code] : {std::pair(3, "W"), std::pair(9, "1"), std::pair(13, "2C"), std::pair(15, "2B"),
                                     std::pair(17, "2A"), std::pair(21, "3"), std::pair(27, "4")})
    EXPECT_EQ(key_stage_1_level(points), level(code)) << points;
  for (const int points : {0, 4, 12, 14, 16, 33}) EXPECT_FALSE(key_stage_1_level(points)) << points;
}

TEST(Level, hasBandsOfPriorAttainmentThatBeginOnTheirLimits) {
  const auto band = [](std::vector<std::optional<int>> points) { return prior_band(*average_points(points)); };
  EXPECT_EQ(band({3, 9, 9}), PriorBand::low);
  EXPECT_EQ(band({9, 9, 17}), PriorBand::low) << "11 and two thirds";
  EXPECT_EQ(band({9, 15}), PriorBand::middle) << "12 exactly";
  EXPECT_EQ(band({17, 17, 19}), PriorBand::middle) << "17 and two thirds";
  EXPECT_EQ(band({15, 21}), PriorBand::high) << "18 exactly";
  EXPECT_EQ(band({std::nullopt, 21, std::nullopt}), PriorBand::high) << "only what there is counts";
  EXPECT_FALSE(average_points({std::nullopt, std::nullopt}));
  EXPECT_FALSE(average_points({}));
}

TEST(Level, inEnglishIsThatOfTheMeanOfReadingAndWriting) {
  struct Row {
    const char* reading;
    const char* writing;
    const char* english;
  };
  const std::array<Row, 18> rows{{{"W", "W", "W"},
                                  {"W", "1", "1"},
                                  {"1", "1", "1"},
                                  {"2C", "1", "1"},
                                  {"2B", "1", "2C"},
                                  {"2C", "2B", "2B"},
                                  {"2A", "2B", "2A"},
                                  {"2A", "2C", "2B"},
                                  {"3", "2B", "3"},
                                  {"3", "2A", "3"},
                                  {"3", "3", "3"},
                                  {"4", "3", "4"},
                                  {"A", "2A", "2A"},
                                  {"3", "D", "3"},
                                  {"", "1", "1"},
                                  {"A", "D", "A"},
                                  {"D", "D", "D"},
                                  {"", "", ""}}};
  for (const auto& row : rows)
    EXPECT_EQ(code_of(key_stage_1_english(level(row.reading), level(row.writing))), row.english)
        << row.reading << " and " << row.writing;
}

struct Case {
  const char* before;
  const char* after;
  const char* by_teacher;
  Progress progress;
};

TEST(TwoLevels, areMadeInWholeLevels) {
  const std::array<Case, 27> cases{
      {{"W", "2", "", Progress::made},      {"W", "1", "", Progress::not_made},   {"1", "3", "", Progress::made},
       {"1", "2", "", Progress::not_made},  {"2C", "4", "", Progress::made},      {"2A", "3", "", Progress::not_made},
       {"2", "4C", "", Progress::made},     {"2B", "3A", "", Progress::not_made}, {"3", "5", "", Progress::made},
       {"3", "4", "", Progress::not_made},  {"4", "5", "", Progress::made},       {"4", "4", "", Progress::not_made},
       {"A", "5", "", Progress::excluded},  {"D", "4", "", Progress::excluded},   {"", "4", "", Progress::excluded},
       {"2", "", "", Progress::excluded},   {"2", "T", "", Progress::excluded},   {"2", "D", "4", Progress::excluded},
       {"2", "A", "4", Progress::not_made}, {"1", "B", "3", Progress::made},      {"1", "N", "2", Progress::not_made},
       {"W", "B", "2", Progress::made},     {"1", "B", "", Progress::not_made},   {"1", "N", "A", Progress::not_made},
       {"W", "W", "2", Progress::not_made}, {"1", "2", "3", Progress::not_made},  {"W", "N", "W", Progress::not_made}}};
  for (const auto& one : cases)
    EXPECT_EQ(two_levels(level(one.before), level(one.after), level(one.by_teacher), {}), one.progress)
        << one.before << " to " << one.after << " (" << one.by_teacher << ")";
}

TEST(TwoLevels, afterLevelFourNeedASixWhereThereWasATest) {
  EXPECT_EQ(two_levels(level("4"), level("5"), {}, {false, true}), Progress::not_made);
  EXPECT_EQ(two_levels(level("4"), level("6"), {}, {false, true}), Progress::made);
  EXPECT_EQ(two_levels(level("3"), level("5"), {}, {false, true}), Progress::made);
}

TEST(TwoLevels, withoutAnEarlierLevelCountOnlyByTheParameter) {
  const TwoLevelsRule rule{true, false};
  for (const char* before : {"", "A", "D"}) {
    EXPECT_EQ(two_levels(level(before), level("4"), {}, rule), Progress::made) << before;
    EXPECT_EQ(two_levels(level(before), level("3"), {}, rule), Progress::excluded) << before;
    EXPECT_EQ(two_levels(level(before), level("B"), level("4"), rule), Progress::made) << before;
    EXPECT_EQ(two_levels(level(before), level("A"), level("4"), rule), Progress::excluded) << before;
  }
}

// Three of four made it and one is excluded: 75.0 per cent.
TEST(TwoLevels, ofAllPupilsAreAShareOfThoseCounted) {
  const Level english = key_stage_1_english(level("2B"), level("1"));
  EXPECT_EQ(code_of(english), "2C");
  TwoLevels all;
  all.add(two_levels(level("2C"), level("4"), {}, {}));
  all.add(two_levels(level("2A"), level("3"), {}, {}));
  all.add(two_levels(level("3"), level("5"), {}, {}));
  all.add(two_levels(level("A"), level("4"), {}, {}));
  all.add(two_levels(english, level("4"), {}, {}));
  EXPECT_EQ(all, (TwoLevels{3, 4, 1}));
  EXPECT_EQ(rounded_percent(all.share(), 1)->to_string(), "75.0");
}

RC_GTEST_PROP(TwoLevels, aHigherLevelNeverUnmakesThem, ()) {
  const auto before = *rc::gen::element<std::string>("W", "1", "2C", "2", "2A", "3", "4", "A", "");
  const int after = *rc::gen::inRange(1, 6);
  const TwoLevelsRule rule{*rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>()};
  const auto progress = [&](int whole) { return two_levels(level(before), level(std::to_string(whole)), {}, rule); };
  if (progress(after) == Progress::made) RC_ASSERT(progress(after + 1) == Progress::made);
}

RC_GTEST_PROP(TwoLevels, aPupilWhoMadeThemNeverLowersThePercentage, (std::vector<bool> others)) {
  TwoLevels all;
  for (const bool made : others) all.add(made ? Progress::made : Progress::not_made);
  TwoLevels more = all;
  more.add(Progress::made);
  RC_ASSERT(more.made * all.counted >= all.made * more.counted);
  TwoLevels beside = all;
  beside.add(Progress::excluded);
  RC_ASSERT(beside.share() == all.share());
}

}  // namespace
}  // namespace termwise::school
