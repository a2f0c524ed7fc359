// R22: what a visit agreed and nobody has reported on.
#pragma once

#include "reminders/protocol.h"

namespace termwise::reminders {

Rule action_overdue(const Protocol& protocol);

}  // namespace termwise::reminders
