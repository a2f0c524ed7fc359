// The LA's registers of targets and of estimates, as far as a rule looks at them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/plugin.hpp>
#include <termwise/share.hpp>

#include "targets/codes.h"

namespace termwise::targets {

// With the years before the run's, whose results are held against them.
inline const Items kTargets{
    "target/1",
    {"target", "target_level", "pupil_group", "target_set_on", "target_judgement", "target_rationale",
     "target_rationale_on", "TARGET_PERCENT", "TARGET_PUPILS", "TARGET_COHORT"},
    2};
inline const Items kEstimates{
    "estimate/1", {"target", "target_level", "pupil_group", "estimate_kind", "ESTIMATE_RANK", "ESTIMATE_PERCENT"}, 0};

inline constexpr std::string_view kAllPupils = "all";

inline constexpr Number<Pupils> kGroupShownFrom{
    .name = "target_group_shown_from",
    .minimum = "1",
    .maximum = "100",
    .by_default = "6",
    .meaning =
        "Sentences say no figures of a target for a group of fewer pupils than this, or of unknown number. DfE "
        "publishes none of five and fewer."};

// One target that has been set.
struct Target {
  Item row;
  const Code* code;
  std::string_view level;  // as the register has it, else the usual one
  std::string_view group;  // "all", "FSM"
  Figure<Percent> percent;
  Figure<Pupils> pupils;
  Figure<Pupils> cohort;

  // The pupils who are to reach it, where the register has them and no percentage.
  std::optional<Counts> counts() const;
  bool is_of_all() const { return group == kAllPupils; }
  // Whether the same pupils are meant, at the same level.
  bool is_beside(const Target& other) const { return level == other.level && group == other.group; }
  // Whether its figures would tell of few pupils.
  bool is_of_few(const Facts& facts) const;
  // "level 4 in English and maths (T1)", "level 4 in English (T5) for pupils eligible for free school meals"
  std::string name() const;
  // "60%", "60% of 30 pupils", "4 of 7 pupils"
  std::string words() const;
};

// Those of a year's results, by code, that the register has and that were not set after the day; one that does not apply to
// the school (NA) is none.
std::vector<Target> targets_of(const Case& school, int summer, const Day& today);
// The row of one target for all pupils at its usual level, set or not; empty where the register has none.
std::optional<Item> row_of(const Case& school, std::string_view code, int summer);

// One estimate of what a target asks for.
struct Estimate {
  std::string_view kind;  // "D"; "PA" and "SE" by rank
  Figure<Plain> rank;
  Figure<Percent> percent;

  // "type D", "rank 25 on prior attainment"
  std::string name() const;
};
// Those of a target's pupils, level and year.
std::vector<Estimate> estimates_of(const Case& school, const Target& target);

}  // namespace termwise::targets
