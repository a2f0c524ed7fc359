// Finds settings that a plugin reads although its manifest does not declare them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "check/lab.h"

namespace termwise::check {

inline constexpr std::size_t kMostCandidates = 2000;

// Texts in the file that could be a parameter's name and are not declared as one.
std::vector<std::string> candidate_names(std::string_view bytes, const wire::Manifest& manifest);

// Runs the plugin with settings of these names beside its own, and narrows down which of them changes what it finds. Adds a
// finding for the first.
Result<void> look_for_undeclared(Lab& lab, std::string_view bytes, const Facts& facts, const Run& usual,
                                 Notebook& notes);

}  // namespace termwise::check
