// A floor standard as a rule that plugins share: each says who applies it. A year without the standard is NO_STANDARD; a
// year that the standards do not mention fails the run, because nobody has said what applies to it.
#pragma once

#include <functional>
#include <string>

#include <termwise/plugin.hpp>

#include "standards/stage.h"
#include "standards/year_standard.h"

namespace termwise::standards {

// Who applies the standard, and what its sentences call that.
struct Applied {
  std::string manner = {};  // follows the standard's name: " as Kent applies it"
  // Unless the LA sets `mode`. true: what the figures that there are allow. false, as DfE does: a school that lacks a
  // required figure is exempt, also where attainment alone would have decided.
  bool judges_with_figures_missing = false;
  std::string with_figures_missing = {};  // follows it where such a school is judged: ", also to schools with ..."
  std::string no_other = {};  // ends the sentence about a year without a standard: ", and Kent has set none"
};

// Of all years: separate targets for English and maths, then level 4 in both, then with medians of progress, and since
// 2015/16 the expected standard with scores of progress.
Rule ks2_floor(const Applied& applied);

// Of all years: five good GCSEs, then with English and maths, then with medians of progress, and since 2015/16 Progress 8.
Rule ks4_floor(const Applied& applied);

}  // namespace termwise::standards
