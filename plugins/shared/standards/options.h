// What an LA may set of the rules about national standards. Each rule declares those that are about it.
#pragma once

#include <termwise/facts.hpp>
#include <termwise/parameter.hpp>

#include "standards/year_standard.h"

namespace termwise::standards {

// How a school with figures missing is judged: "national" as DfE does, or "local". The first is the default.
Choice mode(bool local_by_default);

Flag single_subject_significance();

// Thresholds of the LA's own in place of the national ones, for the measures that each of them is about.
std::vector<Parameter> ks2_floors();
std::vector<Parameter> ks4_floors();
std::vector<Parameter> ks2_coasting_bars();
std::vector<Parameter> ks4_coasting_bars();

Own own_ks2_floors(const Facts& facts);
Own own_ks4_floors(const Facts& facts);
Own own_ks2_coasting_bars(const Facts& facts);
Own own_ks4_coasting_bars(const Facts& facts);

}  // namespace termwise::standards
