// What is measured: the vocabulary of config/measures.toml.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace termwise::school {

enum class Unit { pupils, percent, points, score, band, count };
enum class Direction { higher_is_better, lower_is_better, neutral };

std::string_view name(Unit unit);
std::optional<Unit> unit_named(std::string_view name);
std::string_view name(Direction direction);  // "higher", "lower", "neutral"
std::optional<Direction> direction_named(std::string_view name);

struct Measure {
  std::string code;     // "KS2_EXS_RWM"
  std::string dataset;  // "ks2"
  Unit unit = Unit::count;
  int scale = 0;      // decimals that a published value may have, 0 to 9
  std::string label;  // "Pupils reaching the expected standard in reading, writing and maths"
  Direction direction = Direction::neutral;
  std::string denominator;  // of a percentage: the measure that counts its pupils; empty where none is known
  std::map<int, std::string> breaks = {};  // summer -> why that year does not compare with the one before
  bool operator==(const Measure&) const = default;
};

}  // namespace termwise::school
