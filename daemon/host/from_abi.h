// Copies what a plugin hands over out of its memory. Pointers, counts and sizes come from a stranger: each
// structure is read only as far as its own `size` says, and no count is believed beyond its limit
// (wire/limits.h).
#pragma once

#include <termwise/abi.h>

#include "base/result.h"
#include "wire/messages.h"

namespace termwise::host {

// Errors (exit 70) are clauses: "the outcome of a finding is not UTF-8 text". `manifest` and `finding` may be
// null.
Result<wire::Manifest> manifest_from(const tw_manifest* manifest);
Result<wire::Finding> finding_from(const tw_finding* finding);

}  // namespace termwise::host
