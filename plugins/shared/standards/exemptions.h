// The tests that come before a standard's limbs, in DfE's order: whether the school is one that the standard judges, and
// whether it has the pupils and the figures to be judged on.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <termwise/case.hpp>

#include "standards/figures.h"
#include "standards/stage.h"
#include "standards/year_standard.h"

namespace termwise::standards {

struct Exemption {
  std::string_view outcome;  // "EXEMPT", or "NOT_EVALUABLE" for an unreadable cohort
  std::string_view reason;
};

// What they are asked of: a school's figures under one test of the run's own year.
struct Subjected {
  const Stage& stage;
  const YearStandard& standard;
  const Test& test;
  const Figures& figures;
};

// The first test that the school does not pass. Every comparison made is recorded in the finding. With
// `missing_measure_exempts` a school that lacks any required figure is left out, as DfE does.
std::optional<Exemption> find_exemption(const Subjected& asked, bool missing_measure_exempts, Case& school);

// Whether nothing says how many pupils the school had, though it had some.
bool cohort_is_not_told(const Subjected& asked);

// Whether some file says anything of the school about this stage in the run's own year.
bool has_figures(const Stage& stage, const Case& school);

// Whether the school's ages say that it teaches pupils to the end of that stage; unknown where they say nothing.
Truth teaches(const Stage& stage, const Case& school);

// What is said of a school that does not pass one of them, and what stands in it.
std::vector<Template> exemption_sentences();
void say_exemption(const Subjected& asked, Case& school);

}  // namespace termwise::standards
