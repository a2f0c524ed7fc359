// The tests that come before the floor's limbs, in DfE's order: whether the school is one that the standard
// judges, and whether it has the pupils and the figures to be judged on.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <termwise/case.hpp>

#include "ks2_floor/figures.h"
#include "ks2_floor/floor_standard.h"

namespace termwise::ks2_floor {

struct Exemption {
  std::string_view outcome;  // "EXEMPT", or "NOT_EVALUABLE" for an unreadable cohort
  std::string_view reason;
};

// The first test that the school does not pass. Every comparison made is recorded in the finding. With
// `missing_measure_exempts` a school that lacks any required figure is left out, as DfE does.
std::optional<Exemption> find_exemption(const Figures& figures, const FloorStandard& standard,
                                        bool missing_measure_exempts, Finding& finding);

// What is said of a school that does not pass one of them, and what stands in it.
std::vector<Template> exemption_sentences();
void say_exemption(const Figures& figures, const FloorStandard& standard, Case& school);

// The cohort as a whole number of pupils above 0, if it is one.
std::optional<std::int64_t> pupils(const Value& cohort);

}  // namespace termwise::ks2_floor
