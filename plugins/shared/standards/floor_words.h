// A floor standard's verdicts in words: the sentences of each, which of them speaks, and what stands in its placeholders.
#pragma once

#include <vector>

#include <termwise/case.hpp>

#include "standards/judged.h"

namespace termwise::standards {

// Of standards with an attainment limb, with progress or without it.
std::vector<Template> verdict_sentences();
// Of those in which writing has a part.
std::vector<Template> writing_only_sentences();
// Of those that one score decides.
std::vector<Template> score_sentences();

// Writing is known to be the only subject under its floor.
bool is_writing_only(const Judged& judged);

void say_verdict(const Judged& judged, Case& school);
void say_not_evaluable(const Judged& judged, Case& school);

}  // namespace termwise::standards
