// What the rules about inspections share: when they hold, what is said where history is missing, and which single grade would
// have led to another answer. What each of them asks is its own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <termwise/plugin.hpp>

#include "inspections/history.h"
#include "inspections/triggers.h"

namespace termwise::modern_local {

struct Answer {
  std::string_view outcome;
  std::string_view reason = {};
};

// What a rule answers to a school's inspections; asked again with single grades changed.
using Decide = Answer (*)(const Inspections& inspections);

// Reads, decides, and says so. A closed school is left out, and so is every school on a day on which the trigger did not yet,
// or no longer, hold.
void judge_trigger(const Trigger& trigger, Decide decide, Case& school);

// NOT_EVALUABLE, with what is missing. For where the rule cannot tell.
Answer not_evaluable(const Inspections& inspections);

// Whether the inspection before the latest one was below Good; unknown where none is on record.
Truth was_below_good(const Inspections& inspections);

// The outcomes that every such rule has, after its own.
std::vector<Outcome> with_shared_outcomes(std::vector<Outcome> own);
// Their sentences; `question` follows "whether", as in "{school} is eligible for intervention".
std::vector<Template> shared_sentences(const std::string& question, std::vector<Template> own = {});

}  // namespace termwise::modern_local
