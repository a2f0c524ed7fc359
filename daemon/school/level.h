// Levels of the National Curriculum (to 2015) as results of pupils, and the points that they are worth.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "school/ratio.h"

namespace termwise::school {

enum class LevelKind {
  working_towards,  // W: below level 1
  level,            // 1 to 8, with a sublevel from level 2 on
  below_test,       // B: works below the level of the test
  none_awarded,     // N: took the test, and got no level
  absent,           // A
  unable,           // T: cannot take the test
  disapplied,       // D
  unknown           // no result is on record
};

struct Level {
  LevelKind kind = LevelKind::unknown;
  int whole = 0;      // of a level; else 0
  char sublevel = 0;  // 'A', 'B' or 'C', from the best; 0 where it is not said
  bool operator==(const Level&) const = default;
};

// "W", "3", "2B", "A"; an empty text is unknown. Empty for what is no level's code: "9", "1C", "X".
std::optional<Level> level_coded(std::string_view code);
std::string code_of(const Level& level);  // empty of one that is unknown

// Working towards counts as 0. Empty where there is neither a level nor that.
std::optional<int> whole_level(const Level& level);

// At key stage 1: W 3, 1 9, 2C 13, 2B and a 2 without a sublevel 15, 2A 17, 3 21, 4 27 (DfE desk notes on two levels of
// progress). A level 3 or above with a sublevel n is worth 6n + 1, 3 or 5. Empty where there is no level.
std::optional<int> key_stage_1_points(const Level& level);

// At key stage 2 likewise (level 5 33, level 6 39); B and N are worth 15.
std::optional<int> key_stage_2_points(const Level& level);

// The level at key stage 1 that is worth so many points; 15 is a 2B. Empty where none is.
std::optional<Level> key_stage_1_level(int points);

// The mean of the subjects that have points, as points and subjects. Empty where none has.
std::optional<Ratio> average_points(const std::vector<std::optional<int>>& subjects);

// Prior attainment by average points at key stage 1: low is below 12, middle below 18, high from there (DfE performance
// tables 2011).
enum class PriorBand { low, middle, high };
PriorBand prior_band(const Ratio& average);
std::string_view name(PriorBand band);  // "low"

// English at key stage 1 is the level within whose points the mean of reading and writing falls: from 3 W, 6 level 1, 12 2C,
// 14 2B, 16 2A, 18 level 3, 24 level 4. Where only one of them has a level, that one counts. Where neither has, there is none:
// disapplied where both were, else absent if either was, else unknown.
Level key_stage_1_english(const Level& reading, const Level& writing);

}  // namespace termwise::school
