// The KS2 floor standard of 2015/16 to 2017/18 as one rule that plugins share: each says who applies it. A year whose
// standard was withdrawn is NO_STANDARD; a year that the standards do not mention fails the run, because nobody has said
// what applies to it.
#pragma once

#include <string>

#include <termwise/plugin.hpp>

namespace termwise::ks2_floor {

// Who applies the standard, and what its sentences call that.
struct Applied {
  std::string manner = {};  // follows the standard's name: " as Kent applies it"
  // Unless the LA sets `mode`. true: what the figures that there are allow. false, as DfE does: a school that lacks a
  // required figure is exempt, also where attainment alone would have decided.
  bool judges_with_figures_missing = false;
  std::string with_figures_missing = {};  // follows it where such a school is judged: ", also to schools with ..."
  std::string no_other = {};  // ends the sentence about a year without a standard: ", and Kent has set none"
};

Rule rule(const Applied& applied);

}  // namespace termwise::ks2_floor
