// R26: a report of Ofsted that nobody in the LA has acknowledged.
#pragma once

#include "reminders/protocol.h"

namespace termwise::reminders {

Rule report_not_acknowledged(const Protocol& protocol);

}  // namespace termwise::reminders
