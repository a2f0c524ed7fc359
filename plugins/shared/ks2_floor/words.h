// The KS2 floor rule's findings in sentences: which template of the plugin's wording speaks, and what stands
// in its placeholders. The texts themselves are each plugin's own (wording.cpp in its folder).
#pragma once

#include <string_view>

#include <termwise/finding.hpp>

#include "ks2_floor/attainment.h"
#include "ks2_floor/figures.h"
#include "ks2_floor/floor_standard.h"
#include "ks2_floor/verdict.h"

namespace termwise::ks2_floor {

// Everything that led to a verdict on the limbs.
struct Judgement {
  const Figures& figures;
  const FloorStandard& standard;
  const Attainment& attainment;
  const Limbs& limbs;
  Truth below;
};

void say_no_standard(const Standard& standard, int year, Finding& finding);
void say_exempt(std::string_view reason, const Figures& figures, const FloorStandard& standard, Finding& finding);
void say_verdict(const Judgement& judgement, Finding& finding);
void say_not_evaluable(std::string_view reason, const Judgement& judgement, Finding& finding);

}  // namespace termwise::ks2_floor
