// The KS2 floor's verdicts in words: the sentences of each, which of them speaks, and what stands in its placeholders.
#pragma once

#include <vector>

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

std::vector<Template> judgement_sentences();
void say_judgement(const Judgement& judgement, Case& school);

}  // namespace termwise::ks2_floor
