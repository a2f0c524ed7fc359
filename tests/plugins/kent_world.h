// Schools, inspections and flags for tests of Kent's own rules.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <termwise/testing.hpp>
#include <termwise/testing/gtest.hpp>

namespace termwise::plugin_tests {

// A year's pupils with level 4 in English and maths.
struct Level4 {
  testing::Cell cohort;
  testing::Cell reached;
};

// Kent's schools with the results of one summer, on a day.
class Kent {
 public:
  static constexpr std::int64_t kSchool = 900001;

  Kent(int summer, const std::string& today) : summer_(summer), world_(summer, "886") {
    world_.reference_date(days(today));
  }
  // The results of the run's year and of those before it, the earliest first, as counts.
  Kent& results(const std::vector<Level4>& years, std::int64_t urn = kSchool) {
    int summer = summer_ - static_cast<int>(years.size());
    for (const Level4& year : years)
      school(urn, ++summer).measure("KS2_COHORT", year.cohort).measure("KS2_COUNT_L4_EM", year.reached);
    return *this;
  }
  // Contextual value added and its upper limit, the earliest year first.
  Kent& value_added(const std::vector<std::pair<testing::Cell, testing::Cell>>& years, std::int64_t urn = kSchool) {
    int summer = summer_ - static_cast<int>(years.size());
    for (const auto& [score, upper] : years)
      school(urn, ++summer).measure("KS2_CVA", score).measure("KS2_CVA_UPPER", upper);
    return *this;
  }
  testing::ItemFacts& inspection(const std::string& on, const testing::Cell& grade, const testing::Cell& capacity = {},
                                 std::int64_t urn = kSchool) {
    return world_.item("inspection/1", urn, summer_of(on), on)
        .attribute("started_on", on)
        .measure("OFSTED_OE", grade)
        .measure("OFSTED_CAPACITY", capacity);
  }
  testing::ItemFacts& flag(const std::string& key, const std::string& type, const std::string& raised,
                           const std::string& expires, std::int64_t urn = kSchool) {
    return world_.item("flag/1", urn, summer_of(raised), key)
        .attribute("flag_type", type)
        .attribute("flag_owner", "area-adviser")
        .attribute("raised_on", raised)
        .attribute("expires_on", expires);
  }
  testing::SchoolFacts& school(std::int64_t urn, int summer) { return world_.school(urn, summer); }
  testing::World& world() { return world_; }

  testing::RunResult run(const std::string& rule) {
    auto result = world_.run(plugin(), rule);
    EXPECT_TRUE(result.completed) << result.failure;
    return result;
  }
  testing::EmittedFinding operator[](const std::string& rule) { return run(rule).of(kSchool); }

  static const tw_plugin& plugin() {
    static const tw_plugin& loaded = testing::load(TERMWISE_KENT_PLUGIN);
    return loaded;
  }
  static std::int32_t days(const std::string& day) {
    return static_cast<std::int32_t>(std::chrono::sys_days(*parse_day(day)).time_since_epoch().count());
  }
  // The academic year in which a day lies, as its summer.
  static int summer_of(const std::string& day) {
    return std::stoi(day.substr(0, 4)) + (day.substr(5, 2) >= "09" ? 1 : 0);
  }

 private:
  int summer_;
  testing::World world_;
};

// In September 2008, with the results of that summer.
inline Kent september_2008() { return {2008, "2008-09-01"}; }

// A golden file of this folder.
inline std::string golden(const std::string& name) { return std::string(TERMWISE_PLUGIN_GOLDEN) + name + ".txt"; }

}  // namespace termwise::plugin_tests
