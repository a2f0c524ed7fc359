// R23, R24, R30: schools causing concern, their plans and the flags about them.
#pragma once

#include "reminders/protocol.h"

namespace termwise::reminders {

Rule concern_without_plan(const Protocol& protocol);
Rule plan_review_due(const Protocol& protocol);
Rule flag_expires(const Protocol& protocol);

}  // namespace termwise::reminders
