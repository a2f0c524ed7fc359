// R29: files that should have been loaded by now.
#pragma once

#include "reminders/protocol.h"

namespace termwise::reminders {

Rule data_feed_late(const Protocol& protocol);

}  // namespace termwise::reminders
