// R16 to R19, R28: what the LA owes its advisers, and they it.
#pragma once

#include "reminders/protocol.h"

namespace termwise::reminders {

Rule not_shadowed(const Protocol& protocol);
Rule without_mentor(const Protocol& protocol);
Rule without_manager(const Protocol& protocol);
Rule not_qualified(const Protocol& protocol);
Rule evaluation_not_returned(const Protocol& protocol);

}  // namespace termwise::reminders
