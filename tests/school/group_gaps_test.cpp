// Groups against the others of their whole.
#include "school/group_gaps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace termwise::school {
namespace {

using ::testing::ElementsAre;

const std::vector<GroupCount> kByMeals{{"Free school meals", {12, 30}}, {"No free school meals", {90, 120}}};

TEST(GroupGaps, areThePercentageLessThatOfAllOthers) {
  const auto shown = shown_groups(kByMeals, Decimal(30), suppression_for(Audience::outside), 1);
  ASSERT_TRUE(shown);
  const auto& meals = shown->groups[0];
  EXPECT_EQ(meals.percent->to_string(), "40.0");
  EXPECT_EQ(meals.others_percent->to_string(), "75.0");
  EXPECT_EQ(meals.gap->to_string(), "-35.0");
  EXPECT_TRUE(meals.wide);
  EXPECT_EQ(shown->groups[1].gap->to_string(), "35.0");
  EXPECT_FALSE(shown->groups[1].wide) << "it is ahead";
  EXPECT_EQ(shown->whole.percent->to_string(), "68.0");
}

TEST(GroupGaps, areWideBeyondTheThresholdAndNotOnIt) {
  EXPECT_THAT(wide_gaps(kByMeals, Decimal(35)), ElementsAre());
  EXPECT_THAT(wide_gaps(kByMeals, Decimal(3499, 2)), ElementsAre(0));
  // 1 of 3 against 2 of 3 is 33.33 behind, which is shown as 33.3.
  EXPECT_THAT(wide_gaps({{"", {10, 30}}, {"", {20, 30}}}, Decimal(333, 1)), ElementsAre(0));
  EXPECT_THAT(wide_gaps({{"", {10, 30}}, {"", {20, 30}}}, Decimal(334, 1)), ElementsAre());
  EXPECT_THAT(wide_gaps({{"", {0, 0}}, {"", {20, 30}}}, Decimal(0)), ElementsAre()) << "nobody has no gap";
}

// The rule judges four pupils; who is told of it outside the team sees neither them nor the others, whom the total would tell.
TEST(GroupGaps, ofFewPupilsAreJudgedAndNotShown) {
  const std::vector<GroupCount> groups{{"Free school meals", {2, 4}}, {"No free school meals", {15, 20}}};
  EXPECT_THAT(wide_gaps(groups, Decimal(10)), ElementsAre(0));
  const auto shown = shown_groups(groups, Decimal(10), suppression_for(Audience::outside), 1);
  ASSERT_TRUE(shown);
  for (const auto& group : shown->groups) {
    EXPECT_TRUE(group.hidden);
    EXPECT_EQ(group.reached, (Share{0, 0}));
    EXPECT_FALSE(group.percent || group.others_percent || group.gap || group.wide);
  }
  EXPECT_EQ(shown->whole.reached, (Share{17, 24}));
  const auto team = shown_groups(groups, Decimal(10), suppression_for(Audience::team), 1);
  EXPECT_EQ(team->groups[0].gap->to_string(), "-25.0");
}

RC_GTEST_PROP(GroupGaps, othersWhoAreShownAreNeverFew, ()) {
  std::vector<GroupCount> groups;
  Share whole;
  for (int i = *rc::gen::inRange(1, 5); i > 0; --i) {
    const auto size = *rc::gen::inRange<std::int64_t>(0, 20);
    const auto reached = *rc::gen::inRange<std::int64_t>(0, size + 1);
    groups.push_back({"", {reached, size}});
    whole = {whole.part + reached, whole.whole + size};
  }
  const auto shown = *shown_groups(groups, Decimal(10), suppression_for(Audience::outside), 1);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!shown.groups[i].others_percent) continue;
    const Share others{whole.part - groups[i].reached.part, whole.whole - groups[i].reached.whole};
    RC_ASSERT(others.whole > 5);
    RC_ASSERT(others.whole > 10 || (others.part > 0 && others.part < others.whole));
  }
}

RC_GTEST_PROP(GroupGaps, aPupilMoreWhoReachedNeverWidensTheGroupsGap, ()) {
  const auto size = *rc::gen::inRange<std::int64_t>(1, 60);
  const auto reached = *rc::gen::inRange<std::int64_t>(0, size + 1);
  const GroupCount others{"", {*rc::gen::inRange<std::int64_t>(0, 31), 30}};
  const Decimal threshold(*rc::gen::inRange<std::int64_t>(0, 60));
  const auto wide = [&](const Share& group) {
    const auto places = wide_gaps({{"", group}, others}, threshold);
    return std::find(places.begin(), places.end(), 0U) != places.end();
  };
  if (!wide({reached, size})) RC_ASSERT(!wide({reached + 1, size + 1}));
}

}  // namespace
}  // namespace termwise::school
