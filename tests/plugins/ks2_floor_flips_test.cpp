// What would change a verdict: each change is made, and the school judged again.
#include <map>
#include <optional>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "floor_world.h"

namespace termwise::plugin_tests {
namespace {

using ::testing::IsEmpty;

struct Case {
  int cohort;
  int reached;
  std::array<int, 3> score;  // in tenths: reading, writing, maths
  std::array<int, 3> upper;
};

std::string tenths(int value) { return Decimal(value, 1).to_string(); }

School school(const Case& c) {
  School made;
  made.cohort = std::to_string(c.cohort);
  made.attainment = std::to_string((200 * c.reached + c.cohort) / (2 * c.cohort));  // halves go up
  const auto progress = [&](std::size_t i) { return Progress{tenths(c.score[i]), "-30.0", tenths(c.upper[i])}; };
  made.reading = progress(0);
  made.writing = progress(1);
  made.maths = progress(2);
  return made;
}

// Cohorts up to 100, so that each percentage stands for one count.
std::vector<Case> cases() {
  std::vector<Case> all;
  for (const int reached : {25, 26, 38})
    for (const int reading : {-62, -51, -50, -30})
      for (const int writing : {-90, -71, -70, -60})
        for (const int reading_upper : {-15, -1, 0, 25})
          all.push_back({40, reached, {reading, writing, -20}, {reading_upper, 12, -3}});
  return all;
}

std::vector<std::string> outcomes(const std::vector<Case>& all) {
  World world(2017, "886");
  add_floor_standard(world, 2017);
  for (std::size_t i = 0; i < all.size(); ++i) add_school(world, kUrn + static_cast<std::int64_t>(i), school(all[i]));
  std::vector<std::string> result;
  for (const EmittedFinding& finding : world.run(national(), kKs2Floor).findings) result.push_back(finding.outcome);
  return result;
}

Case moved(Case c, std::size_t figure, int steps) {
  if (figure == 0) {
    c.reached += steps;
  } else {
    c.score[figure - 1] += steps;
    c.upper[figure - 1] += steps;
  }
  return c;
}

TEST(Ks2FloorFlips, are_the_smallest_single_changes_and_all_of_them) {
  const char* const measures[] = {"KS2_EXS_RWM", "KS2_PROG_R", "KS2_PROG_W", "KS2_PROG_M"};
  const std::vector<Case> all = cases();
  World world(2017, "886");
  add_floor_standard(world, 2017);
  for (std::size_t i = 0; i < all.size(); ++i) add_school(world, kUrn + static_cast<std::int64_t>(i), school(all[i]));
  const RunResult run = world.run(national(), kKs2Floor);
  ASSERT_EQ(run.findings.size(), all.size()) << run.failure;

  int flips = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const EmittedFinding& finding = run.findings[i];
    for (std::size_t figure = 0; figure < 4; ++figure) {
      // Try every change up to 4.5 points or 45 pupils, the nearest first.
      std::vector<int> steps;
      for (int distance = 1; distance <= 45; ++distance)
        for (const int step : {-distance, distance})
          if (figure > 0 || (all[i].reached + step >= 0 && all[i].reached + step <= all[i].cohort))
            steps.push_back(step);
      std::vector<Case> tried;
      for (const int step : steps) tried.push_back(moved(all[i], figure, step));
      const auto result = outcomes(tried);
      int nearest = 0;
      for (std::size_t s = 0; s < steps.size() && nearest == 0; ++s)
        if (result[s] != finding.outcome) nearest = steps[s];

      std::optional<testing::EmittedFlip> said;
      for (const auto& flip : finding.flips)
        if (flip.measure == measures[figure]) said = flip;
      ASSERT_EQ(said.has_value(), nearest != 0) << i << " " << measures[figure] << " " << finding.sentence;
      if (!said) continue;
      ++flips;
      EXPECT_EQ(said->change, figure == 0 ? std::to_string(nearest) : tenths(nearest)) << finding.sentence;
      EXPECT_EQ(said->unit, figure == 0 ? "pupils" : "points");
      EXPECT_EQ(said->outcome, finding.outcome == "BELOW" ? "NOT_BELOW" : "BELOW");
    }
  }
  EXPECT_GT(flips, 100);
}

TEST(Ks2FloorFlips, of_the_worked_example_are_one_pupil_or_the_nearest_score) {
  // 22 of 34; 23 would be 67.6%. Writing at -7.0 leaves reading alone, which is significant.
  const auto finding =
      judge(School{"34", "65", {"-5.2", "-7.5", "-2.9"}, {"-7.4", "-9.8", "-5.0"}, {"-1.0", "-3.0", "1.0"}});
  ASSERT_EQ(finding.flips.size(), 1u);
  EXPECT_EQ(finding.flips[0].measure, "KS2_EXS_RWM");
  EXPECT_EQ(finding.flips[0].change, "1");
  EXPECT_EQ(finding.flips[0].outcome, "NOT_BELOW");
}

TEST(Ks2FloorFlips, cover_every_count_that_a_percentage_may_stand_for) {
  // 60% of 310 pupils are 185 (59.68%), 186 or 187 (60.32%); the floor needs 202 (65.16%).
  School school{"310", "60", {"-9.0", "-12.0", "-6.0"}, {"-9.0", "-12.0", "-6.0"}};
  const auto finding = judge(school);
  ASSERT_EQ(finding.flips.size(), 1u);
  EXPECT_EQ(finding.flips[0].change, "17") << "enough also if 185 is the right count";
}

TEST(Ks2FloorFlips, there_are_none_in_pupils_where_no_count_fits) {
  School school{"70", "35", {"-9.0", "-12.0", "-6.0"}, {"-9.0", "-12.0", "-6.0"}};
  for (const auto& flip : judge(school).flips) EXPECT_NE(flip.unit, "pupils");
}

TEST(Ks2FloorFlips, a_missing_figure_has_none) {
  School school{"40", "50", {"-5.1", "-11.0", "1.0"}, {Missing::suppressed, Missing::suppressed, "2.0"}};
  const auto finding = judge(school, kent());
  EXPECT_EQ(verdict(finding), "NOT_EVALUABLE(MISSING_MEASURE)");
  EXPECT_THAT(finding.flips, IsEmpty());
}

}  // namespace
}  // namespace termwise::plugin_tests
