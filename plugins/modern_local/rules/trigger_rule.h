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

// What is said where something is missing; `question` follows "whether", as in "{school} is eligible for intervention". No
// inspection, or not known which is the latest; a grade; the inspection before the latest.
std::vector<Template> missing_inspections(const std::string& question);
Template missing_grade(const std::string& question);
Template missing_before(const std::string& question);
// Of a trigger that still holds, on a day to which the LA has not confirmed it.
Outcome not_confirmed(const std::string& question);
// All of them, in this order.
std::vector<Template> operator+(std::vector<Template> some, std::vector<Template> more);

}  // namespace termwise::modern_local
