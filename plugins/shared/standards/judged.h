// One test of one school in one year, with every figure compared with its threshold.
#pragma once

#include <string_view>

#include <termwise/case.hpp>
#include <termwise/share.hpp>

#include "standards/figures.h"
#include "standards/verdict.h"
#include "standards/year_standard.h"

namespace termwise::standards {

struct Judged {
  const Test* test = nullptr;
  Figures figures;
  Share attainment;
  Limbs limbs;
  Truth below = Truth::unknown;
  std::string_view bar = "floor";  // what its thresholds are called
};

// Compares without a trace.
Judged judge_test(const Test& test, const Figures& figures, bool significance_counts);

// Keeps the comparisons with floors and medians as evidence, and those of the confidence limits on which the verdict may
// hang.
void record_floors(const Judged& judged, Case& school);
void record_limits(const Judged& judged, Case& school);

// Scores and limits are published rounded, so that one on its boundary may lie on either side of it.
void note_rounded_boundaries(const Test& test, const Figures& figures, Finding& finding);

// What the count behind a percentage says, and what the verdict hangs on.
void note_limbs(const Judged& judged, Finding& finding);

// The weaker of what two percentages were compared by: published and rounded, then inferred counts, then counts.
std::string_view weaker(std::string_view basis, std::string_view other);

}  // namespace termwise::standards
