// What would have changed a finding: worked out by the wrapper, and checked here by making the change.
#include <array>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <termwise/plugin.hpp>
#include <termwise/testing.hpp>

namespace termwise {
namespace {

using ::testing::ElementsAre;
using testing::EmittedFinding;
using ::testing::IsEmpty;
using testing::RunResult;
using testing::World;

constexpr Measure<Pupils> kLeavers{"KS2_COHORT"};
constexpr Measure<Percent> kReached{"KS2_EXS_RWM"};
constexpr Measure<Points> kProgress{"KS2_PROG_R"};
constexpr Number<Pupils> kFew{.name = "few", .by_default = "15", .meaning = "Fewer leavers than this are few."};
constexpr Number<Pupils> kVeryFew{.name = "very_few", .by_default = "6", .meaning = "Fewer than this are very few."};
constexpr Number<Percent> kFloor{.name = "floor", .by_default = "65", .meaning = "A floor."};
constexpr Number<Percent> kWhole{.name = "whole", .by_default = "100", .meaning = "All of them."};
constexpr Number<Points> kProgressFloor{.name = "progress_floor", .by_default = "-5", .meaning = "A floor."};
constexpr Number<PercentagePoints> kFall{.name = "fall", .by_default = "10", .meaning = "A fall."};

Plugin one_rule(Judge judge) {
  return {.id = "small",
          .version = "1.0.0",
          .title = "A plugin for tests",
          .rules = {{.id = "small",
                     .job = "floor-check",
                     .title = "Small",
                     .source = "Small print, page 1",
                     .outcomes = {{"YES", "Yes."}, {"NOT_KNOWN", "Who knows?"}, {"NO", "No."}},
                     .reads = {kLeavers.before(1), kReached.before(1), kProgress},
                     .parameters = {kFew, kVeryFew, kFloor, kWhole, kProgressFloor, kFall},
                     .judge = std::move(judge)}}};
}

template <Plugin (*make)()>
const tw_plugin& entry() {
  static const tw_plugin entry{
      sizeof(tw_plugin), TW_ABI_MAJOR, TW_ABI_MINOR, 0, &PluginEntry<make>::describe, &PluginEntry<make>::extension};
  return entry;
}

// "KS2_COHORT 2017 by 2 pupils: NO"
std::vector<std::string> flips(const EmittedFinding& finding) {
  std::vector<std::string> all;
  for (const auto& flip : finding.flips)
    all.push_back(flip.measure + " " + std::to_string(flip.year) + " by " + flip.change + " " + flip.unit + ": " +
                  flip.outcome);
  return all;
}

Plugin compares() {
  return one_rule([](Case& school) { school.answer(school.is(kLeavers < kFew), "YES", "NO", "NOT_KNOWN"); });
}

TEST(Flips, are_the_nearest_change_across_the_limit_on_either_side) {
  World world(2017, "886");
  world.school(900001).measure(kLeavers, "12");
  world.school(900002).measure(kLeavers, "15");
  world.school(900003).measure(kLeavers, Missing::suppressed);
  const RunResult run = world.run(entry<compares>());
  ASSERT_TRUE(run.completed) << run.failure;
  EXPECT_THAT(flips(run.of(900001)), ElementsAre("KS2_COHORT 2017 by 3 pupils: NO"));
  EXPECT_THAT(flips(run.of(900002)), ElementsAre("KS2_COHORT 2017 by -1 pupils: YES"));
  EXPECT_THAT(flips(run.of(900003)), IsEmpty()) << "a figure that is missing cannot change by anything";
  EXPECT_EQ(run.of(900001).predicates.size(), 1u) << "judging again leaves no evidence behind";
}

Plugin falls() {
  return one_rule([](Case& school) {
    school.answer(school.is(school[kReached.before(1)] - school[kReached] >= kFall), "YES", "NO", "NOT_KNOWN");
  });
}

TEST(Flips, of_a_difference_are_those_of_either_figure) {
  World world(2017, "886");
  world.school(900001, 2016).measure(kReached, "59");
  world.school(900001).measure(kReached, "46");
  world.school(900002, 2016).measure(kReached, "5");  // cannot have fallen by ten, whatever became of it
  world.school(900002).measure(kReached, "3");
  const RunResult run = world.run(entry<falls>());
  ASSERT_TRUE(run.completed) << run.failure;
  EXPECT_EQ(run.of(900001).outcome, "YES");
  EXPECT_THAT(flips(run.of(900001)), ElementsAre("KS2_EXS_RWM 2016 by -4 percentage points: NO",
                                                 "KS2_EXS_RWM 2017 by 4 percentage points: NO"));
  EXPECT_EQ(run.of(900002).outcome, "NO");
  EXPECT_THAT(flips(run.of(900002)), ElementsAre("KS2_EXS_RWM 2016 by 8 percentage points: YES"));
}

// Needs both, and the second comparison is made only where the first holds.
Plugin needs_both() {
  return one_rule([](Case& school) {
    if (school.is(kReached < kFloor) != Truth::yes) return school.answer("NO");
    school.answer(school.is(kProgress < kProgressFloor), "YES", "NO", "NOT_KNOWN");
  });
}

TEST(Flips, hold_for_rules_of_several_comparisons) {
  World world(2017, "886");
  world.school(900001).measure(kReached, "60").measure(kProgress, "-5.3");
  world.school(900002).measure(kReached, "66").measure(kProgress, "-5.3");
  world.school(900003).measure(kReached, "66").measure(kProgress, "1.0");
  world.school(900004).measure(kReached, "60").measure(kProgress, "-5.0");
  const RunResult run = world.run(entry<needs_both>());
  ASSERT_TRUE(run.completed) << run.failure;
  EXPECT_THAT(flips(run.of(900001)),
              ElementsAre("KS2_EXS_RWM 2017 by 5 percentage points: NO", "KS2_PROG_R 2017 by 0.3 points: NO"));
  EXPECT_THAT(flips(run.of(900002)), ElementsAre("KS2_EXS_RWM 2017 by -2 percentage points: YES"));
  EXPECT_THAT(flips(run.of(900003)), IsEmpty()) << "neither alone would";
  EXPECT_THAT(flips(run.of(900004)), ElementsAre("KS2_PROG_R 2017 by -0.1 points: YES"));
}

// Compares the same figure with a second limit only beyond the first.
Plugin looks_closer() {
  return one_rule([](Case& school) {
    if (school.is(kLeavers < kFew) != Truth::yes) return school.answer("NO");
    school.answer(school.is(kLeavers < kVeryFew), "YES", "NO", "NOT_KNOWN");
  });
}

TEST(Flips, are_found_behind_a_limit_that_was_not_reached) {
  World world(2017, "886");
  world.school(900001).measure(kLeavers, "20");
  EXPECT_THAT(flips(world.run(entry<looks_closer>()).of(900001)), ElementsAre("KS2_COHORT 2017 by -15 pupils: YES"));
}

Plugin asks_the_impossible() {
  return one_rule([](Case& school) { school.answer(school.is(kReached > kWhole), "YES", "NO", "NOT_KNOWN"); });
}

TEST(Flips, are_figures_that_there_can_be) {
  World world(2017, "886");
  world.school(900001).measure(kReached, "99");
  EXPECT_THAT(flips(world.run(entry<asks_the_impossible>()).of(900001)), IsEmpty());
}

Plugin fails_beyond() {
  return one_rule([](Case& school) {
    if (school.is(kLeavers < kFew) == Truth::yes) throw Failure("Nobody thought of this.");
    school.answer("NO");
  });
}

TEST(Flips, a_path_that_only_a_changed_figure_takes_fails_no_run) {
  World world(2017, "886");
  world.school(900001).measure(kLeavers, "20");
  const RunResult run = world.run(entry<fails_beyond>());
  ASSERT_TRUE(run.completed) << run.failure;
  EXPECT_THAT(flips(run.of(900001)), IsEmpty());
}

Plugin says_its_own() {
  return one_rule([](Case& school) {
    school.answer(school.is(kLeavers < kFew), "YES", "NO", "NOT_KNOWN");
    school.add_flip(kReached.code, Decimal(-2), "pupils", "YES");
  });
}
Plugin prepares() {
  Plugin plugin = one_rule({});
  plugin.rules[0].prepare = [](const Facts&) -> Judge {
    return [](Case& school) { school.answer(school.is(kLeavers < kFew), "YES", "NO", "NOT_KNOWN"); };
  };
  return plugin;
}

TEST(Flips, are_the_rules_own_to_say_where_it_says_any_or_prepares) {
  World world(2017, "886");
  world.school(900001).measure(kLeavers, "20").measure(kReached, "60");
  EXPECT_THAT(flips(world.run(entry<says_its_own>()).of(900001)), ElementsAre("KS2_EXS_RWM 2017 by -2 pupils: YES"));
  EXPECT_THAT(flips(world.run(entry<prepares>()).of(900001)), IsEmpty());
}

// One comparison of each of so many figures, any of which decides.
constexpr std::size_t kFigures = TW_MAX_FLIPS + 1;
Plugin compares_many() {
  static const std::array<std::string, kFigures> codes = [] {
    std::array<std::string, kFigures> all;
    for (std::size_t i = 0; i < kFigures; ++i) all[i] = "M" + std::to_string(100 + i);
    return all;
  }();
  Plugin plugin = one_rule([](Case& school) {
    bool few = false;
    for (const std::string& code : codes) few = school.is(Measure<Pupils>{code} < kFew) == Truth::yes || few;
    school.answer(few ? "YES" : "NO");
  });
  plugin.rules[0].reads.clear();
  for (const std::string& code : codes) plugin.rules[0].reads.push_back(Measure<Pupils>{code});
  return plugin;
}

TEST(Flips, are_no_more_than_a_finding_may_have) {
  World world(2017, "886");
  for (std::size_t i = 0; i < kFigures; ++i) world.school(900001).measure("M" + std::to_string(100 + i), "15");
  const RunResult run = world.run(entry<compares_many>());
  ASSERT_TRUE(run.completed) << run.failure;
  EXPECT_EQ(run.of(900001).flips.size(), TW_MAX_FLIPS);
}

// Looks for the number below which the figure lies, one comparison for each that it could be.
template <std::size_t limits>
Plugin compares_with_many() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < limits; ++i) all.push_back("limit_" + std::to_string(i));
    return all;
  }();
  Plugin plugin = one_rule([](Case& school) {
    for (const std::string& name : names) school.is(kLeavers < Number<Pupils>{.name = name, .meaning = "A limit."});
    school.answer(school.is(kProgress < kProgressFloor), "YES", "NO", "NOT_KNOWN");
  });
  for (std::size_t i = 0; i < limits; ++i) {
    Parameter& parameter =
        plugin.rules[0].parameters.emplace_back(Number<Pupils>{.name = names[i], .meaning = "A limit."});
    parameter.default_value = std::to_string(100 + 10 * i);  // three trials for each
  }
  return plugin;
}

TEST(Flips, are_looked_for_a_bounded_number_of_times) {
  static_assert(Flips::kMostTrials == 512);
  World world(2017, "886");
  world.school(900001).measure(kLeavers, "50").measure(kProgress, "-5.0");
  // The score is tried just below its limit and just above. 170 limits take 510 trials, and the score the last two.
  EXPECT_THAT(flips(world.run(entry<compares_with_many<170>>()).of(900001)),
              ElementsAre("KS2_PROG_R 2017 by -0.1 points: YES"));
  EXPECT_THAT(flips(world.run(entry<compares_with_many<171>>()).of(900001)), IsEmpty());
}

}  // namespace
}  // namespace termwise
