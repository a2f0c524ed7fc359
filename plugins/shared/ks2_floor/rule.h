// The KS2 floor standard of 2015/16 to 2017/18 as one rule that plugins share: each brings its own parameters
// and wording. A year whose standard was withdrawn is NO_STANDARD; a year that the standards do not mention
// fails the run, because nobody has said what applies to it.
#pragma once

#include <string>
#include <vector>

#include <termwise/facts.hpp>
#include <termwise/finding.hpp>
#include <termwise/manifest.hpp>

#include "ks2_floor/floor_standard.h"

namespace termwise::ks2_floor {

inline constexpr std::string_view kRule = "ks2-floor";

struct Options {
  // true, as DfE does: a school that lacks a required figure is exempt, also where attainment alone would
  // have decided. false: the verdict is what the figures that there are allow.
  bool missing_measure_exempts = true;
  bool single_subject_significance = true;
  LocalFloors local;
};

// The same parameter in every plugin that applies the rule.
extern const FlagParameter kSingleSubjectSignificance;
// "national" or "local"; the first is the plugin's default.
ChoiceParameter mode_parameter(bool local_by_default);
bool exempts_missing_measures(std::string_view mode);

Rule rule();

// One finding for each school with a record in the run's year.
void evaluate(const Facts& facts, const Options& options, Findings& findings);

}  // namespace termwise::ks2_floor
