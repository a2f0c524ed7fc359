#include "school/early_years.h"

#include <algorithm>
#include <tuple>

namespace termwise::school {
namespace {

constexpr int kLastSummerOfScales = 2012;
constexpr int kLastSummerOfFirstGoals = 2021;
constexpr int kHighestScale = 9;
constexpr int kGoodInAll = 78;
constexpr int kGoodInScale = 6;
constexpr std::size_t kScalesOfGood = 7;  // personal development and language

constexpr int kExpected = 2;
constexpr int kExceeding = 3;

bool sound(const Goals& goals, Profile profile) {
  const int highest = profile == Profile::goals_of_2012 ? kExceeding : kExpected;
  return profile != Profile::thirteen_scales &&
         std::all_of(goals.begin(), goals.end(), [&](int goal) { return goal >= 1 && goal <= highest; });
}

}  // namespace

Profile profile_of(int summer) {
  if (summer <= kLastSummerOfScales) return Profile::thirteen_scales;
  return summer <= kLastSummerOfFirstGoals ? Profile::goals_of_2012 : Profile::goals_of_2021;
}

bool profiles_compare(int summer, int other_summer) { return profile_of(summer) == profile_of(other_summer); }

std::optional<int> total_points(const ScalePoints& points) {
  int total = 0;
  for (const int scale : points) {
    if (scale < 0 || scale > kHighestScale) return std::nullopt;
    total += scale;
  }
  return total;
}

std::optional<bool> good_by_scales(const ScalePoints& points) {
  const auto total = total_points(points);
  if (!total) return std::nullopt;
  return *total >= kGoodInAll &&
         std::all_of(points.begin(), points.begin() + kScalesOfGood, [](int scale) { return scale >= kGoodInScale; });
}

std::optional<bool> good_level_of_development(const Goals& goals, Profile profile) {
  if (!sound(goals, profile)) return std::nullopt;
  return std::all_of(goals.begin(), goals.begin() + kGoalsOfGoodLevel, [](int goal) { return goal >= kExpected; });
}

std::optional<int> goal_points(const Goals& goals, Profile profile) {
  if (!sound(goals, profile)) return std::nullopt;
  int points = 0;
  for (const int goal : goals) points += profile == Profile::goals_of_2012 ? goal : (goal >= kExpected ? 1 : 0);
  return points;
}

std::optional<LowestFifth> lowest_fifth(std::vector<ChildPoints> children) {
  const std::size_t count = children.size();
  const std::size_t fifth = (2 * count + 5) / 10;  // a half up
  if (fifth == 0 || count > kMostChildren) return std::nullopt;
  std::sort(children.begin(), children.end(), [](const ChildPoints& a, const ChildPoints& b) {
    return std::tie(a.points, a.id) < std::tie(b.points, b.id);
  });
  const Ratio::Wide twice_median =
      static_cast<Ratio::Wide>(children[(count - 1) / 2].points) + children[count / 2].points;
  Ratio::Wide sum = 0;
  std::vector<std::string> lowest;
  for (std::size_t i = 0; i < fifth; ++i) {
    sum += children[i].points;
    lowest.push_back(std::move(children[i].id));
  }
  const auto lowest_count = static_cast<Ratio::Wide>(fifth);
  std::optional<Ratio> gap;
  if (twice_median > 0) gap = Ratio(100 * (lowest_count * twice_median - 2 * sum), lowest_count * twice_median);
  return LowestFifth{Ratio(twice_median, 2), Ratio(sum, lowest_count), gap, std::move(lowest)};
}

std::optional<Ratio> gap_percent(const Decimal& median, const Decimal& mean) {
  const int scale = std::max(median.scale(), mean.scale());
  const auto all = median.rescaled(scale);
  const auto low = mean.rescaled(scale);
  if (!all || !low || all->units() <= 0) return std::nullopt;
  return Ratio(100 * (static_cast<Ratio::Wide>(all->units()) - low->units()), all->units());
}

}  // namespace termwise::school
