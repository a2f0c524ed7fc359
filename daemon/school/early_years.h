// What the foundation stage profile says of children and of all children together, by the profile of the time. Figures of two
// profiles do not compare.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "school/ratio.h"

namespace termwise::school {

enum class Profile {
  thirteen_scales,  // to 2011/12
  goals_of_2012,    // 17 early learning goals, 2012/13 to 2020/21
  goals_of_2021     // 17 others, from 2021/22
};
Profile profile_of(int summer);
// Whether figures of the two years may be compared or joined by a line.
bool profiles_compare(int summer, int other_summer);

// Of 13 scales, 0 to 9 points each: three of personal development (PSED), four of language (CLL), three of numeracy (PSRN),
// and knowledge of the world, physical and creative development.
inline constexpr std::size_t kScales = 13;
using ScalePoints = std::array<int, kScales>;
// Empty where a scale has less than 0 or more than 9.
std::optional<int> total_points(const ScalePoints& points);
// National indicator 72: 78 points in all, and 6 in each scale of personal development and of language. Empty likewise.
std::optional<bool> good_by_scales(const ScalePoints& points);

// The seventeen goals in the order of the profile's areas: language, physical development, personal development, literacy
// and maths come first, with twelve between them in either profile. Each is emerging 1, expected 2 or exceeding 3, which the
// profile of 2021 no longer has.
inline constexpr std::size_t kGoals = 17;
inline constexpr std::size_t kGoalsOfGoodLevel = 12;
using Goals = std::array<int, kGoals>;
// A good level of development: at least expected in each of the twelve. Empty where a goal is none of the profile's, and for
// the profile of scales, which has none.
std::optional<bool> good_level_of_development(const Goals& goals, Profile profile);
// The sum of the goals (17 to 51) in the profile of 2012; in that of 2021 the goals at which the child is as expected (0 to
// 17), which is unconfirmed. Empty likewise.
std::optional<int> goal_points(const Goals& goals, Profile profile);

struct ChildPoints {
  std::string id;  // tells children of as many points apart, so that the same ones are the lowest each time
  std::int64_t points = 0;
};

// National indicator 92: how far the mean of the lowest-achieving fifth is below the median of all, in per cent of it.
struct LowestFifth {
  Ratio median;
  Ratio mean;                       // of the lowest fifth
  std::optional<Ratio> gap;         // per cent; empty where the median is 0
  std::vector<std::string> lowest;  // ids, from the lowest
};
inline constexpr std::size_t kMostChildren = 1'000'000;  // of one LA or of England
// The lowest fifth is the first round(n / 5) children by points, a half up, and those of as many points by id. Empty of so few
// that this is nobody (one or two), and of more than kMostChildren.
std::optional<LowestFifth> lowest_fifth(std::vector<ChildPoints> children);

// The same gap from the median and mean that a file gives. Empty where the median is 0 or below.
std::optional<Ratio> gap_percent(const Decimal& median, const Decimal& mean);

}  // namespace termwise::school
