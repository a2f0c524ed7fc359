// The KS2 floor rule's findings in words: which of the rule's sentences speaks, and what stands in its placeholders.
#pragma once

#include <termwise/case.hpp>

#include "ks2_floor/attainment.h"
#include "ks2_floor/figures.h"
#include "ks2_floor/floor_standard.h"
#include "ks2_floor/verdict.h"

namespace termwise::ks2_floor {

// Everything that led to a verdict on the limbs, or to none.
struct Judgement {
  const Figures& figures;
  const FloorStandard& standard;
  const Attainment& attainment;
  const Limbs& limbs;
  Truth below;
};

// Of a school that is exempt, or whose cohort cannot be read.
void say_exemption(const Figures& figures, const FloorStandard& standard, Case& school);
void say_judgement(const Judgement& judgement, Case& school);

}  // namespace termwise::ks2_floor
