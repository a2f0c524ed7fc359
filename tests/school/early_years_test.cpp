// The foundation stage profile in its three forms. The indicators are as DCSF defined them; which goals are in an area is as the
// frameworks of 2012 and 2021 list them.
#include "school/early_years.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace termwise::school {
namespace {

using ::testing::ElementsAre;

TEST(EarlyYears, profilesFollowEachOther) {
  EXPECT_EQ(profile_of(2008), Profile::thirteen_scales);
  EXPECT_EQ(profile_of(2012), Profile::thirteen_scales);
  EXPECT_EQ(profile_of(2013), Profile::goals_of_2012);
  EXPECT_EQ(profile_of(2021), Profile::goals_of_2012);
  EXPECT_EQ(profile_of(2022), Profile::goals_of_2021);
  EXPECT_TRUE(profiles_compare(2007, 2012));
  EXPECT_FALSE(profiles_compare(2012, 2013));
  EXPECT_TRUE(profiles_compare(2013, 2019));
  EXPECT_FALSE(profiles_compare(2019, 2022));
}

TEST(EarlyYears, oneScaleOfLanguageAtFiveIsNotGood) {
  const ScalePoints points{6, 6, 7, 6, 6, 5, 7, 6, 6, 6, 6, 6, 7};
  ASSERT_EQ(total_points(points), 80);
  EXPECT_EQ(good_by_scales(points), false);
}

TEST(EarlyYears, bothConditionsAreNeeded) {
  const ScalePoints exactly{6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6};
  EXPECT_EQ(total_points(exactly), 78);
  EXPECT_EQ(good_by_scales(exactly), true);
  const ScalePoints one_less{6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 5};
  EXPECT_EQ(good_by_scales(one_less), false) << "77 points";
  const ScalePoints low_elsewhere{6, 6, 6, 6, 6, 6, 6, 9, 9, 9, 9, 0, 0};
  EXPECT_EQ(total_points(low_elsewhere), 78);
  EXPECT_EQ(good_by_scales(low_elsewhere), true) << "the other scales only count in the total";
  const ScalePoints low_personal{5, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9};
  EXPECT_EQ(good_by_scales(low_personal), false);
}

TEST(EarlyYears, scalesHaveAtMostNinePoints) {
  ScalePoints points;
  points.fill(9);
  EXPECT_EQ(total_points(points), 117);
  points[12] = 10;
  EXPECT_FALSE(total_points(points));
  EXPECT_FALSE(good_by_scales(points));
  points[12] = -1;
  EXPECT_FALSE(good_by_scales(points));
}

TEST(EarlyYears, aGoodLevelIsOfTheFirstTwelveGoals) {
  Goals goals;
  goals.fill(2);
  for (const auto profile : {Profile::goals_of_2012, Profile::goals_of_2021}) {
    for (std::size_t emerging = 0; emerging < kGoals; ++emerging) {
      Goals one = goals;
      one[emerging] = 1;
      EXPECT_EQ(good_level_of_development(one, profile), emerging >= 12) << emerging;
    }
    EXPECT_EQ(good_level_of_development(goals, profile), true);
  }
  EXPECT_EQ(goal_points(goals, Profile::goals_of_2012), 34);
  EXPECT_EQ(goal_points(goals, Profile::goals_of_2021), 17);
  goals.fill(1);
  EXPECT_EQ(goal_points(goals, Profile::goals_of_2012), 17);
  EXPECT_EQ(goal_points(goals, Profile::goals_of_2021), 0);
}

TEST(EarlyYears, exceedingEndedWithTheProfileOf2012) {
  Goals goals;
  goals.fill(3);
  EXPECT_EQ(goal_points(goals, Profile::goals_of_2012), 51);
  EXPECT_EQ(good_level_of_development(goals, Profile::goals_of_2012), true);
  EXPECT_FALSE(goal_points(goals, Profile::goals_of_2021));
  EXPECT_FALSE(good_level_of_development(goals, Profile::goals_of_2021));
  EXPECT_FALSE(good_level_of_development(goals, Profile::thirteen_scales));
  goals.fill(0);
  EXPECT_FALSE(goal_points(goals, Profile::goals_of_2012));
}

std::vector<ChildPoints> children(const std::vector<std::int64_t>& points) {
  std::vector<ChildPoints> all;
  for (std::size_t i = 0; i < points.size(); ++i)
    all.push_back({std::string(1, static_cast<char>('a' + i)), points[i]});
  return all;
}

TEST(EarlyYears, gapOfTheLowestFifth) {
  const auto found = lowest_fifth(children({40, 50, 60, 70, 80, 90, 95, 100, 105, 110}));
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->median == Decimal(85));
  EXPECT_TRUE(found->mean == Decimal(45));
  EXPECT_EQ(found->gap->rounded(2)->to_string(), "47.06");
  EXPECT_THAT(found->lowest, ElementsAre("a", "b"));
  EXPECT_EQ(gap_percent(Decimal(85), Decimal(45))->rounded(2)->to_string(), "47.06");
}

TEST(EarlyYears, aFifthIsRoundedWithAHalfUp) {
  const auto size_of = [](std::size_t count) {
    const auto found = lowest_fifth(children(std::vector<std::int64_t>(count, 50)));
    return found ? found->lowest.size() : 0;
  };
  EXPECT_EQ(size_of(0), 0U);
  EXPECT_EQ(size_of(2), 0U) << "0.4 children";
  EXPECT_EQ(size_of(3), 1U);
  EXPECT_EQ(size_of(7), 1U) << "1.4";
  EXPECT_EQ(size_of(8), 2U) << "1.6";
  EXPECT_EQ(size_of(12), 2U) << "2.4";
  EXPECT_EQ(size_of(13), 3U) << "2.6";
}

TEST(EarlyYears, childrenOfAsManyPointsAreTakenByTheirId) {
  const auto found =
      lowest_fifth({{"d", 50}, {"b", 50}, {"e", 90}, {"a", 60}, {"c", 50}, {"f", 50}, {"g", 50}, {"h", 50}});
  ASSERT_TRUE(found);
  EXPECT_THAT(found->lowest, ElementsAre("b", "c"));
}

TEST(EarlyYears, withoutAMedianThereIsNoGap) {
  const auto found = lowest_fifth(children({0, 0, 0, 0, 9}));
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->gap);
  EXPECT_FALSE(gap_percent(Decimal(0), Decimal(0)));
  EXPECT_EQ(gap_percent(Decimal(340, 1), Decimal(2298, 2))->rounded(1)->to_string(), "32.4");
}

TEST(EarlyYears, childrenAreLimited) {
  EXPECT_TRUE(lowest_fifth(std::vector<ChildPoints>(kMostChildren, {"", 1})));
  EXPECT_FALSE(lowest_fifth(std::vector<ChildPoints>(kMostChildren + 1, {"", 1})));
}

RC_GTEST_PROP(EarlyYears, theOrderOfTheFileMakesNoDifference, ()) {
  auto all = *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(17, 52));
  RC_PRE(all.size() >= 3U && all.size() < 26U);
  auto named = children(all);
  const auto first = lowest_fifth(named);
  std::reverse(named.begin(), named.end());
  const auto second = lowest_fifth(named);
  RC_ASSERT(first->lowest == second->lowest);
  RC_ASSERT(first->gap->rounded(9) == second->gap->rounded(9));
  RC_ASSERT(*first->gap >= Decimal(0) && *first->gap < Decimal(100));
}

}  // namespace
}  // namespace termwise::school
