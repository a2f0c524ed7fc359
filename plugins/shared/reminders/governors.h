// R06, R11, R14, R15: what governors take part in, and what they are told.
#pragma once

#include "reminders/protocol.h"

namespace termwise::reminders {

Rule governors_not_confirmed(const Protocol& protocol);
Rule feedback_form_not_received(const Protocol& protocol);
Rule head_teacher_not_reviewed(const Protocol& protocol);
Rule annual_report_not_issued(const Protocol& protocol);

}  // namespace termwise::reminders
