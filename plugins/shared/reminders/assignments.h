// R20, R21: schools without an adviser, and advisers with more days than they have.
#pragma once

#include "reminders/protocol.h"

namespace termwise::reminders {

Rule school_without_adviser(const Protocol& protocol);
Rule adviser_over_allocated(const Protocol& protocol);

}  // namespace termwise::reminders
