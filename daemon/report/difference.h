// How two findings about one subject differ, in a sentence.
#pragma once

#include <string>

#include "school/finding.h"

namespace termwise::report {

// Names the first part that differs, with both values; `before` and `after` must not be equal.
std::string first_difference(const school::Finding& before, const school::Finding& after);

}  // namespace termwise::report
