// Schools with targets for the results of 2010, in the autumn of 2008, for tests of the checks A1 to A12.
#pragma once

#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include <termwise/plugin.hpp>
#include <termwise/testing.hpp>
#include <termwise/testing/gtest.hpp>

#include "targets/targets.h"

namespace termwise::plugin_tests {

// The twelve checks alone, against the national floor.
inline Plugin checks_alone() {
  return {.id = "targets",
          .version = "1.0.0",
          .title = "The checks of targets",
          .rules = targets::checks({.adviser = "adviser",
                                    .floor = targets::national_floor(),
                                    .floor_parameters = targets::national_floor_parameters()})};
}
inline const tw_plugin& checks_plugin() {
  using Entry = PluginEntry<checks_alone>;
  static const tw_plugin entry{sizeof(tw_plugin), TW_ABI_MAJOR, TW_ABI_MINOR, 0, &Entry::describe, &Entry::extension};
  return entry;
}

class TargetWorld {
 public:
  static constexpr std::int64_t kSchool = 900001;

  explicit TargetWorld(const std::string& today = "2008-11-15", int results_of = 2008,
                       const tw_plugin& plugin = checks_plugin())
      : plugin_(&plugin), world_(results_of, "886") {
    world_.reference_date(
        static_cast<std::int32_t>(std::chrono::sys_days(*parse_day(today)).time_since_epoch().count()));
    set_for_ = std::stoi(today.substr(0, 4)) + (today.substr(5, 2) >= "09" ? 2 : 1);
    world_.school(kSchool).attribute("name", "Orchard Primary School").attribute("age_range", "4-11");
    world_.standard({"floor", "ks2", "2009", "set", "KS2_L4_EM", "<", "55", "attainment", "alone", "TES",
                     "results of 2009", "verified"});
  }
  // A target for the results that targets are set for on that day, set in the October before.
  testing::ItemFacts& target(const std::string& code, const testing::Cell& percent, const std::string& group = "all",
                             const std::string& level = {}) {
    return target_of(set_for_, code, percent, group, level);
  }
  testing::ItemFacts& target_of(int summer, const std::string& code, const testing::Cell& percent,
                                const std::string& group = "all", const std::string& level = {}) {
    auto& row = world_.item("target/1", kSchool, summer, code + "/" + level + "/" + group)
                    .attribute("target", code)
                    .attribute("pupil_group", group)
                    .attribute("target_set_on", std::to_string(summer - 2) + "-10-20")
                    .measure("TARGET_PERCENT", percent);
    if (!level.empty()) row.attribute("target_level", level);
    return row;
  }
  testing::ItemFacts& estimate(const std::string& code, const std::string& kind, const testing::Cell& percent,
                               const testing::Cell& rank = {}, const std::string& group = "all") {
    return world_.item("estimate/1", kSchool, set_for_, code + "/" + group + "/" + kind + "/" + rank.text)
        .attribute("target", code)
        .attribute("pupil_group", group)
        .attribute("estimate_kind", kind)
        .measure("ESTIMATE_RANK", rank)
        .measure("ESTIMATE_PERCENT", percent);
  }
  // Of the run's own year.
  TargetWorld& reached(const std::string& measure, const testing::Cell& cell) {
    world_.school(kSchool).measure(measure, cell);
    return *this;
  }
  testing::World& world() { return world_; }
  testing::SchoolFacts& school() { return world_.school(kSchool); }

  testing::RunResult run(const std::string& rule) {
    auto result = world_.run(*plugin_, rule);
    EXPECT_TRUE(result.completed) << result.failure;
    return result;
  }
  // All twelve.
  testing::RunResult checks() {
    testing::RunResult all;
    all.completed = true;
    for (int number = 1; number <= 12; ++number)
      for (const auto& finding : run("target-a" + std::to_string(number)).findings) all.findings.push_back(finding);
    return all;
  }
  testing::EmittedFinding operator[](const std::string& rule) { return run("target-" + rule).of(kSchool); }

 private:
  int set_for_ = 0;
  const tw_plugin* plugin_;
  testing::World world_;
};

}  // namespace termwise::plugin_tests
