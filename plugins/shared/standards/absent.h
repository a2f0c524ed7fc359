// Years without a standard, and schools that a standard is not about at all.
#pragma once

#include <string>
#include <vector>

#include <termwise/case.hpp>

#include "standards/stage.h"

namespace termwise::standards {

// To which schools a rule about a stage has anything to say. A file of the year's results names every school with that stage,
// special and closed ones included; of one that only a list of schools names nothing is known here. Where no such file is
// loaded, as in a year without tests, it has something to say of every school. At key stage 4 a school must besides have a
// figure of that stage, or ages that say that it teaches it.
class About {
 public:
  About(const Stage& stage, const Facts& facts);
  bool operator()(const Case& school) const;

 private:
  const Stage* stage_;
  bool has_results_;
};

// "{school} has no floor standard ...": `standard` is its name, and `no_other` ends the sentence about one that was removed.
std::vector<Template> absent_sentences(const std::string& standard, const std::string& key_stage,
                                       const std::string& no_other);

// Decided before the exemptions: special and closed schools too have no standard in such a year. The evidence is the
// standards' own entry, with its source and confidence.
void answer_without_standard(const Standard& standard, Case& school);

}  // namespace termwise::standards
