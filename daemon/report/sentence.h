// Sentences from a plugin's templates. Logic-less: "{name}" is replaced by the argument of that name and nothing else
// has a meaning. "{{" and "}}" stand for braces.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace termwise::report {

using Arguments = std::vector<std::pair<std::string, std::string>>;

// Error (exit 70): the template names an argument that is not given, or has an unmatched brace.
Result<std::string> render_sentence(std::string_view text, const Arguments& arguments);

}  // namespace termwise::report
