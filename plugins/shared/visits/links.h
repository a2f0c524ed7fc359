// Whether the visits of a school's year follow each other as the programme says: each builds on what an earlier one found.
#pragma once

#include "visits/programme.h"

namespace termwise::visits {

Rule visit_links(const Programme& programme);

}  // namespace termwise::visits
