// What holds of the national rules for schools of any kind, whatever the year's standard.
#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "standards_world.h"

namespace termwise::plugin_tests {
namespace {

// How a year's tables measure schools.
enum class Kind { levels_in_english_and_maths, levels, expected, gcses, progress_8 };

// A rule in one year, and what it reads of the years to then.
struct Asked {
  const char* rule;
  std::vector<std::pair<int, Kind>> years;  // the run's own last
  const char* threshold;                    // an LA's own in place of a national one
  int lowest;
  int highest;  // that it is tried with
  int decimals = 0;
};

const std::vector<Asked>& all_asked() {
  static const std::vector<Asked> all{
      {kKs2Floor, {{2012, Kind::levels_in_english_and_maths}}, "level_4_floor", 50, 70},
      {kKs2Floor, {{2014, Kind::levels}}, "level_4_floor", 55, 75},
      {kKs2Floor, {{2017, Kind::expected}}, "floor", 55, 75},
      {kKs2Floor, {{2018, Kind::expected}}, "reading_progress_floor", -80, -20, 1},
      {kKs4Floor, {{2014, Kind::gcses}}, "gcse_floor", 30, 50},
      {kKs4Floor, {{2017, Kind::progress_8}}, "progress_8_floor", -80, -20, 2},
      {kKs2Coasting,
       {{2014, Kind::levels}, {2015, Kind::levels}, {2016, Kind::expected}},
       "coasting_attainment",
       60,
       95},
      {kKs4Coasting,
       {{2014, Kind::gcses}, {2015, Kind::gcses}, {2016, Kind::progress_8}},
       "coasting_progress_8",
       -60,
       0,
       2},
  };
  return all;
}

// One year of a school. Figures lie on both sides of every threshold.
struct Drawn {
  int pupils = 0;
  int reached = 0;
  std::array<int, 3> scores{};  // of KS2 in tenths, of Progress 8 in hundredths
  std::array<int, 3> limits{};
  std::array<int, 3> progressed{};  // percent
};

Drawn any_year() {
  Drawn year;
  year.pupils = *rc::gen::inRange(4, 250);
  year.reached = *rc::gen::inRange(0, year.pupils + 1);
  for (std::size_t i = 0; i < 3; ++i) {
    year.scores[i] = *rc::gen::inRange(-90, 10);
    year.limits[i] = year.scores[i] + *rc::gen::inRange(0, 80);
    year.progressed[i] = *rc::gen::inRange(64, 100);
  }
  return year;
}

std::string in_decimals(int units, int decimals) { return Decimal(units, decimals).to_string(); }

// Halves up, as DfE rounds.
std::string percent_of(const Drawn& year) {
  return std::to_string((200 * year.reached + year.pupils) / (2 * year.pupils));
}

Cells cells_of(Kind kind, const Drawn& year) {
  const std::string pupils = std::to_string(year.pupils);
  const std::string reached = std::to_string(year.reached);
  const auto progressed = [&](std::size_t i) { return Cell(std::to_string(year.progressed[i])); };
  switch (kind) {
    case Kind::levels_in_english_and_maths:
      return {{"KS2_COHORT", pupils},
              {"KS2_COUNT_L4_EM", reached},
              {"KS2_LP2_E", progressed(0)},
              {"KS2_LP2_M", progressed(1)}};
    case Kind::levels:
      return {{"KS2_COHORT", pupils},
              {"KS2_L4_RWM", percent_of(year)},
              {"KS2_LP2_R", progressed(0)},
              {"KS2_LP2_W", progressed(1)},
              {"KS2_LP2_M", progressed(2)}};
    case Kind::expected:
      return {{"KS2_COHORT", pupils},
              {"KS2_EXS_RWM", percent_of(year)},
              {"KS2_PROG_R", in_decimals(year.scores[0], 1)},
              {"KS2_PROG_W", in_decimals(year.scores[1], 1)},
              {"KS2_PROG_M", in_decimals(year.scores[2], 1)},
              {"KS2_PROG_R_UPPER", in_decimals(year.limits[0], 1)},
              {"KS2_PROG_W_UPPER", in_decimals(year.limits[1], 1)},
              {"KS2_PROG_M_UPPER", in_decimals(year.limits[2], 1)}};
    case Kind::gcses:
      return {{"KS4_COHORT", pupils},
              {"KS4_COUNT_5ACEM", reached},
              {"KS4_LP3_E", progressed(0)},
              {"KS4_LP3_M", progressed(1)}};
    case Kind::progress_8:
      break;
  }
  return {{"KS4_COHORT", pupils},
          {"KS4_P8", in_decimals(year.scores[0], 2)},
          {"KS4_P8_UPPER", in_decimals(year.limits[0], 2)}};
}

using SchoolYears = std::vector<Cells>;  // by year, as Asked names them
using Settings = std::vector<std::pair<std::string, std::string>>;

SchoolYears cells_of(const Asked& asked, const std::vector<Drawn>& drawn) {
  SchoolYears school;
  for (std::size_t i = 0; i < drawn.size(); ++i) school.push_back(cells_of(asked.years[i].second, drawn[i]));
  return school;
}

std::vector<Drawn> any_years(const Asked& asked) {
  std::vector<Drawn> years;
  for (std::size_t i = 0; i < asked.years.size(); ++i) years.push_back(any_year());
  return years;
}

void add(World& world, std::int64_t urn, const Asked& asked, const SchoolYears& school) {
  for (std::size_t i = 0; i < school.size(); ++i) add_cells(world, urn, asked.years[i].first, school[i]);
}

EmittedFinding judge(const Asked& asked, const SchoolYears& school, const Settings& settings) {
  World world = world_of(asked.years.back().first);
  for (const auto& [name, value] : settings) world.parameter(name, value);
  add(world, kUrn, asked, school);
  return world.run(national(), asked.rule).of(kUrn);
}

// How bad it is to be found so.
int rank(const EmittedFinding& finding) {
  if (finding.outcome == "BELOW") return 2;
  return finding.outcome == "NOT_EVALUABLE" ? 1 : 0;
}

const Settings& any_mode() {
  static const std::array<Settings, 2> modes{Settings{{"mode", "national"}}, kLocal};
  return modes[*rc::gen::inRange<std::size_t>(0, modes.size())];
}

TEST(NationalRules, a_pupil_more_at_the_standard_never_makes_a_school_worse) {
  for (const Asked& asked : all_asked())
    EXPECT_TRUE(rc::check(std::string(asked.rule), [&] {
      std::vector<Drawn> years = any_years(asked);
      const Settings& mode = any_mode();
      const int before = rank(judge(asked, cells_of(asked, years), mode));
      Drawn& year = years[*rc::gen::inRange<std::size_t>(0, years.size())];
      RC_PRE(year.reached < year.pupils);
      ++year.reached;
      RC_ASSERT(rank(judge(asked, cells_of(asked, years), mode)) <= before);
    }));
}

TEST(NationalRules, raising_a_threshold_never_clears_a_school) {
  for (const Asked& asked : all_asked())
    EXPECT_TRUE(rc::check(std::string(asked.rule), [&] {
      const SchoolYears school = cells_of(asked, any_years(asked));
      const int low = *rc::gen::inRange(asked.lowest, asked.highest);
      const int high = *rc::gen::inRange(low + 1, asked.highest + 1);
      const auto with = [&](int threshold) {
        Settings settings = kLocal;
        settings.emplace_back(asked.threshold, in_decimals(threshold, asked.decimals));
        return judge(asked, school, settings);
      };
      RC_ASSERT(rank(with(high)) >= rank(with(low)));
    }));
}

template <class Item>
std::vector<Item> in_any_order(std::vector<Item> items) {
  std::mt19937 random(*rc::gen::arbitrary<std::uint32_t>());
  std::shuffle(items.begin(), items.end(), random);
  return items;
}

// Neither the order of the schools nor that of the standards' rows.
TEST(NationalRules, order_never_matters) {
  constexpr std::size_t kSchools = 6;
  for (const Asked& asked : all_asked())
    EXPECT_TRUE(rc::check(std::string(asked.rule), [&] {
      std::vector<SchoolYears> schools;
      for (std::size_t i = 0; i < kSchools; ++i) schools.push_back(cells_of(asked, any_years(asked)));
      std::vector<std::size_t> places{0, 1, 2, 3, 4, 5};
      const auto shuffled = in_any_order(places);
      const auto run = [&](const std::vector<std::size_t>& order, World world) {
        for (std::size_t i = 0; i < kSchools; ++i)
          add(world, kUrn + static_cast<std::int64_t>(order[i]), asked, schools[i]);
        return world.run(national(), asked.rule);
      };
      std::vector<StandardLine> lines = in_any_order(standard_lines());
      const int summer = asked.years.back().first;
      const RunResult one = run(places, world_of(summer));
      const RunResult other = run(shuffled, world_from(lines, summer));
      for (std::size_t i = 0; i < kSchools; ++i) {
        const EmittedFinding& here = one.of(kUrn + static_cast<std::int64_t>(i));
        const EmittedFinding& there = other.of(kUrn + static_cast<std::int64_t>(shuffled[i]));
        RC_ASSERT(verdict(here) == verdict(there));
        RC_ASSERT(here.notes == there.notes);
        RC_ASSERT(here.basis == there.basis);
        RC_ASSERT(here.flips.size() == there.flips.size());
      }
    }));
}

// Blanked, a figure leaves the verdict as it is or leaves it open; in national mode the school is exempt.
TEST(NationalRules, a_missing_value_never_decides_alone) {
  for (const Asked& asked : all_asked())
    EXPECT_TRUE(rc::check(std::string(asked.rule), [&] {
      SchoolYears school = cells_of(asked, any_years(asked));
      const Settings& mode = any_mode();
      const std::string before = judge(asked, school, mode).outcome;
      Cells& year = school[*rc::gen::inRange<std::size_t>(0, school.size())];
      auto& [code, cell] = year[*rc::gen::inRange<std::size_t>(1, year.size())];  // the first is the cohort
      cell = *rc::gen::element(Missing::suppressed, Missing::not_published, Missing::unparseable, Missing::not_supplied,
                               Missing::not_applicable);
      const std::string after = judge(asked, school, mode).outcome;
      RC_ASSERT(after == before || after == "NOT_EVALUABLE" || after == "EXEMPT");
      if (mode == kLocal) RC_ASSERT(after == before || after == "NOT_EVALUABLE");
    }));
}

}  // namespace
}  // namespace termwise::plugin_tests
