// Whether the records of a school's visits have in them what they must have. What can be checked is checked; a person still has to
// sign each record off, and may find what no check finds.
#pragma once

#include "visits/programme.h"

namespace termwise::visits {

Rule record_conformity(const Programme& programme);

}  // namespace termwise::visits
