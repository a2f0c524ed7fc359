// Targets that stood side by side, as to 2008: one in English and one in maths. A school may be below one of them, or both.
#pragma once

#include <string>
#include <vector>

#include <termwise/case.hpp>

#include "standards/stage.h"
#include "standards/year_standard.h"

namespace termwise::standards {

struct Separate {
  const Stage& stage;
  const YearStandard& standard;
  bool missing_measure_exempts = true;
  std::string with_figures_missing = {};
};

// BELOW with BELOW_E, BELOW_M or BELOW_E_AND_M as its reason: one that is known to be below is enough, whatever the other.
void judge_separate(const Separate& asked, Case& school);

std::vector<Template> separate_sentences();

}  // namespace termwise::standards
