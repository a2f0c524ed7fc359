// The checks that run the plugin, one file each. Each gives its findings; an error only where a run could not be started.
#pragma once

#include "base/result.h"
#include "check/finding.h"
#include "check/lab.h"

namespace termwise::check {

// `facts`: every scene ends well.
Result<Check> check_facts(Lab& lab);

// `scale`: all England's schools within the limits, and a time that grows with them.
Result<Check> check_scale(Lab& lab, std::size_t schools);

// `determinism`: the same findings again, and whatever else they may not depend on.
Result<Check> check_determinism(Lab& lab);

// `parameters`: each at its default, its ends, its choices; whether each matters, and whether undeclared ones do. `bytes`
// is the plugin's file: the names it may ask for stand in it.
Result<Check> check_parameters(Lab& lab, std::string_view bytes);

// `drills`: a host that takes no more findings, asks for no rule, or for extensions that do not exist.
Result<Check> check_drills(Lab& lab);

}  // namespace termwise::check
