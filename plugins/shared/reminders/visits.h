// R01, R02: a visit that has no date.
#pragma once

#include "reminders/protocol.h"

namespace termwise::reminders {

Rule autumn_visit_not_booked(const Protocol& protocol);
Rule later_visit_not_booked(const Protocol& protocol);

}  // namespace termwise::reminders
