// What an LA may set of the KS2 floor rule.
#pragma once

#include <termwise/facts.hpp>

#include "ks2_floor/floor_standard.h"

namespace termwise::ks2_floor {

struct Options {
  bool missing_measure_exempts = true;
  bool single_subject_significance = true;
  LocalFloors local;
};

// `mode` is "local" by default, or "national".
std::vector<Parameter> parameters(bool local_by_default);

Options read_options(const Facts& facts, bool local_by_default);

}  // namespace termwise::ks2_floor
