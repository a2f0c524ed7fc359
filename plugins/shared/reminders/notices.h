// R25: the periods of a warning notice.
#pragma once

#include "reminders/protocol.h"

namespace termwise::reminders {

Rule notice_period_ends(const Protocol& protocol);

}  // namespace termwise::reminders
