// R03 to R05, R27: what has to be there before a visit, and the school's self-evaluation (SEF).
#pragma once

#include "reminders/protocol.h"

namespace termwise::reminders {

Rule data_pack_incomplete(const Protocol& protocol);
Rule self_evaluation_due(const Protocol& protocol);
Rule evidence_not_supplied(const Protocol& protocol);
Rule self_evaluation_without_results(const Protocol& protocol);

}  // namespace termwise::reminders
