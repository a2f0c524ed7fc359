// Schools and standards for tests of the KS2 floor rule, in the terms of DfE's tables.
#pragma once

#include <string>

#include <termwise/testing.hpp>

namespace termwise::plugin_tests {

using testing::Cell;
using testing::EmittedFinding;
using testing::RunResult;
using testing::World;

inline const tw_plugin& national() {
  static const tw_plugin& plugin = testing::load(TERMWISE_NATIONAL_PLUGIN);
  return plugin;
}

inline const tw_plugin& kent() {
  static const tw_plugin& plugin = testing::load(TERMWISE_KENT_PLUGIN);
  return plugin;
}

inline constexpr const char* kKs2Floor = "ks2-floor";

// The thresholds of one year, 2016 to 2018, as DfE set them.
inline void add_floor_standard(World& world, int summer) {
  const std::string year = std::to_string(summer);
  const auto row = [&](const char* measure, const char* value, const char* limb, const char* within) {
    world.standard({"floor", "ks2", year, "set", measure, "<", value, limb, within, "source of " + std::string(limb),
                    "2016", "verified"});
  };
  row("KS2_COHORT", "11", "cohort", "exempt");
  row("KS2_EXS_RWM", "65", "attainment", "and");
  row("KS2_PROG_M", "-5", "progress", "any-sig1");
  row("KS2_PROG_M_COVERAGE", "50", "coverage", "exempt");
  row("KS2_PROG_M_UPPER", "0", "significance", "single-subject");
  row("KS2_PROG_R", "-5", "progress", "any-sig1");
  row("KS2_PROG_R_COVERAGE", "50", "coverage", "exempt");
  row("KS2_PROG_R_UPPER", "0", "significance", "single-subject");
  row("KS2_PROG_W", "-7", "progress", "any-sig1");
  row("KS2_PROG_W_COVERAGE", "50", "coverage", "exempt");
  row("KS2_PROG_W_UPPER", "0", "significance", "single-subject");
}

struct Progress {
  Cell score;
  Cell lower;
  Cell upper;
  Cell coverage = "100";
};

// Unless told otherwise: far above every threshold.
struct School {
  Cell cohort = "40";
  Cell attainment = "90";
  Progress reading{"1.0", "-1.0", "3.0"};
  Progress writing{"1.0", "-1.0", "3.0"};
  Progress maths{"1.0", "-1.0", "3.0"};
  Cell kind = "mainstream";
  Cell status = "open";
};

inline void add_school(World& world, std::int64_t urn, const School& school) {
  auto& facts = world.school(urn)
                    .attribute("kind", school.kind)
                    .attribute("status", school.status)
                    .measure("KS2_COHORT", school.cohort)
                    .measure("KS2_EXS_RWM", school.attainment);
  const auto add = [&](const std::string& code, const Progress& progress) {
    facts.measure(code, progress.score)
        .measure(code + "_LOWER", progress.lower)
        .measure(code + "_UPPER", progress.upper)
        .measure(code + "_COVERAGE", progress.coverage);
  };
  add("KS2_PROG_R", school.reading);
  add("KS2_PROG_W", school.writing);
  add("KS2_PROG_M", school.maths);
}

inline constexpr std::int64_t kUrn = 900001;

// The finding about one school, in 2016/17 unless told otherwise.
inline EmittedFinding judge(const School& school, const tw_plugin& plugin = national(), int summer = 2017) {
  World world(summer, "886");
  add_floor_standard(world, summer);
  add_school(world, kUrn, school);
  return world.run(plugin, kKs2Floor).of(kUrn);
}

// "BELOW", "EXEMPT(CLOSED)"
inline std::string verdict(const EmittedFinding& finding) {
  return finding.reason.empty() ? finding.outcome : finding.outcome + "(" + finding.reason + ")";
}

}  // namespace termwise::plugin_tests
