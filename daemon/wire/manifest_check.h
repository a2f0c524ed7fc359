// Whether a manifest makes sense: ids well formed and unique, each rule with outcomes and a job that exists,
// each parameter's declaration and default in agreement. Lengths and counts are the codec's business.
#pragma once

#include "base/result.h"
#include "wire/messages.h"

namespace termwise::wire {

// Error (exit 69): the first problem as a clause that can follow "because " ("its rule 'x' declares no
// outcome").
Result<void> check_manifest(const Manifest& manifest);

}  // namespace termwise::wire
