// R07 to R10: the record of a visit, from its draft to everybody who is to have it.
#pragma once

#include "reminders/protocol.h"

namespace termwise::reminders {

Rule record_overdue(const Protocol& protocol);
Rule record_does_not_conform(const Protocol& protocol);
Rule record_not_signed(const Protocol& protocol);
Rule record_not_shared(const Protocol& protocol);

}  // namespace termwise::reminders
