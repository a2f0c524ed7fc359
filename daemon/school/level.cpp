#include "school/level.h"

#include <array>

namespace termwise::school {
namespace {

struct Code {
  std::string_view text;
  LevelKind kind;
};

constexpr std::array<Code, 6> kCodes{{{"W", LevelKind::working_towards},
                                      {"B", LevelKind::below_test},
                                      {"N", LevelKind::none_awarded},
                                      {"A", LevelKind::absent},
                                      {"T", LevelKind::unable},
                                      {"D", LevelKind::disapplied}}};

constexpr int kLowestWithSublevels = 2;
constexpr int kHighest = 8;
constexpr int kWorkingTowardsPoints = 3;
constexpr int kNoLevelPoints = 15;

// Each level is worth six points more than the one below; the middle of it, 6n + 3, is that of a level without a sublevel.
int points_of(const Level& level) {
  const int step = level.sublevel == 'C' ? 1 : (level.sublevel == 'A' ? 5 : 3);
  return 6 * level.whole + step;
}

}  // namespace

std::optional<Level> level_coded(std::string_view code) {
  if (code.empty()) return Level{};
  for (const auto& known : kCodes)
    if (code == known.text) return Level{known.kind, 0, 0};
  const int whole = code[0] - '0';
  if (whole < 1 || whole > kHighest) return std::nullopt;
  if (code.size() == 1) return Level{LevelKind::level, whole, 0};
  const bool sound = code.size() == 2 && code[1] >= 'A' && code[1] <= 'C' && whole >= kLowestWithSublevels;
  if (!sound) return std::nullopt;
  return Level{LevelKind::level, whole, code[1]};
}

std::string code_of(const Level& level) {
  for (const auto& known : kCodes)
    if (level.kind == known.kind) return std::string(known.text);
  if (level.kind == LevelKind::unknown) return {};
  std::string code = std::to_string(level.whole);
  if (level.sublevel != 0) code += level.sublevel;
  return code;
}

std::optional<int> whole_level(const Level& level) {
  if (level.kind == LevelKind::working_towards) return 0;
  if (level.kind == LevelKind::level) return level.whole;
  return std::nullopt;
}

std::optional<int> key_stage_1_points(const Level& level) {
  if (level.kind == LevelKind::working_towards) return kWorkingTowardsPoints;
  if (level.kind != LevelKind::level) return std::nullopt;
  return points_of(level);
}

std::optional<int> key_stage_2_points(const Level& level) {
  if (level.kind == LevelKind::below_test || level.kind == LevelKind::none_awarded) return kNoLevelPoints;
  return key_stage_1_points(level);
}

std::optional<Level> key_stage_1_level(int points) {
  for (const std::string_view code : {"W", "1", "2C", "2B", "2A", "3", "4"}) {
    const auto level = level_coded(code);
    if (key_stage_1_points(*level) == points) return level;
  }
  return std::nullopt;
}

std::optional<Ratio> average_points(const std::vector<std::optional<int>>& subjects) {
  int sum = 0;
  int count = 0;
  for (const auto& points : subjects) {
    if (!points) continue;
    sum += *points;
    ++count;
  }
  if (count == 0) return std::nullopt;
  return Ratio(sum, count);
}

PriorBand prior_band(const Ratio& average) {
  if (average < Decimal(12)) return PriorBand::low;
  return average < Decimal(18) ? PriorBand::middle : PriorBand::high;
}

std::string_view name(PriorBand band) {
  switch (band) {
    case PriorBand::low:
      return "low";
    case PriorBand::middle:
      return "middle";
    case PriorBand::high:
      return "high";
  }
  return {};
}

Level key_stage_1_english(const Level& reading, const Level& writing) {
  const auto mean = average_points({key_stage_1_points(reading), key_stage_1_points(writing)});
  if (!mean) {
    if (reading.kind == LevelKind::disapplied && writing.kind == LevelKind::disapplied)
      return Level{LevelKind::disapplied, 0, 0};
    const bool absent = reading.kind == LevelKind::absent || writing.kind == LevelKind::absent;
    return Level{absent ? LevelKind::absent : LevelKind::unknown, 0, 0};
  }
  struct From {
    int points;
    std::string_view code;
  };
  constexpr std::array<From, 6> kFrom{{{24, "4"}, {18, "3"}, {16, "2A"}, {14, "2B"}, {12, "2C"}, {6, "1"}}};
  for (const auto& from : kFrom)
    if (*mean >= Decimal(from.points)) return *level_coded(from.code);
  return Level{LevelKind::working_towards, 0, 0};
}

}  // namespace termwise::school
