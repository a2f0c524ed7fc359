// Schools, national figures and inspections for tests of the plugin modern_local.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <termwise/testing.hpp>

namespace termwise::plugin_tests {

inline const tw_plugin& modern_local() {
  static const tw_plugin& plugin = testing::load(TERMWISE_MODERN_LOCAL_PLUGIN);
  return plugin;
}

// "NOT_EVALUABLE(MISSING_YEARS)".
inline std::string verdict(const testing::EmittedFinding& finding) {
  return finding.reason.empty() ? finding.outcome : finding.outcome + "(" + finding.reason + ")";
}

inline std::int32_t days_since_1970(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  return static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count());
}

// The national figures that config/standards has, and the years without tests.
inline void add_national_figures(testing::World& world) {
  const auto figure = [&](const char* year, const char* value) {
    world.standard(
        {"national-figure", "ks2", year, "set", "KS2_EXS_RWM", "<", value, "nation", "and", "DfE", year, "verified"});
  };
  figure("2019", "65");
  world.standard({"national-figure", "ks2", "2020", "no-data", "", "", "", "", "", "DfE", "", "verified"});
  world.standard({"national-figure", "ks2", "2021", "no-data", "", "", "", "", "", "DfE", "", "verified"});
  figure("2022", "59");
  figure("2023", "60");
  figure("2024", "61");
  figure("2025", "62");
}

// A year's results of a school.
struct YearResults {
  testing::Cell cohort;
  testing::Cell percent;
};

inline void add_results(testing::World& world, std::int64_t urn, int summer, const YearResults& results) {
  world.school(urn, summer).measure("KS2_COHORT", results.cohort).measure("KS2_EXS_RWM", results.percent);
}

// Nine schools far above everybody, so that a school's place among the LA's schools can be chosen.
inline void add_good_schools(testing::World& world, int summer, int schools = 9) {
  for (int i = 0; i < schools; ++i) add_results(world, 900100 + i, summer, {"30", std::to_string(80 + i)});
}

// One of 2024/25 whose indicator is in use, with the national figures and nothing else.
inline testing::World results_of_2025() {
  testing::World world(2025, "999");
  world.parameter("attainment_indicator", "true").reference_date(days_since_1970(2026, 3, 2));
  add_national_figures(world);
  return world;
}

}  // namespace termwise::plugin_tests
