// R12, R13: targets that are not set, and targets about which adviser and school differ.
#pragma once

#include "reminders/protocol.h"

namespace termwise::reminders {

Rule statutory_targets_not_set(const Protocol& protocol);
Rule target_without_rationale(const Protocol& protocol);

}  // namespace termwise::reminders
