// A school's graded inspections as they were known on the run's day: the latest one and the one before it.
#pragma once

#include <optional>
#include <string_view>

#include <termwise/plugin.hpp>

#include "inspections/grades.h"

namespace termwise::modern_local {

// What a rule about inspections has to say that it reads: those of the school, and of the one that it was before it became
// an academy of its own accord or was renamed. A sponsored academy begins anew, as DfE has it.
const Items& inspections();

struct Inspections {
  std::optional<Grades> latest;
  std::optional<Grades> before;
  bool in_doubt = false;  // two inspections of one day, or one without a day: which is the latest is not known
};

// Inspections that gave no grades, as far as the files say so, are passed over. Of what came before the latest one its own
// row is believed, then the row of the inspection itself.
Inspections read_inspections(const Case& school);

// Keeps what was looked at as evidence.
void record(const Inspections& history, const Origin& origin, Case& school);

}  // namespace termwise::modern_local
