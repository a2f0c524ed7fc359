// The rule about one visit of a programme: where it stands, its agenda for this school, what is due before it, what it has come
// to, and what is still open for quality assurance. Of the job visit-plan.
#pragma once

#include "visits/programme.h"

namespace termwise::visits {

inline constexpr std::string_view kJob = "visit-plan";

// `plan` is one of the programme's visits.
Rule visit_rule(const Programme& programme, const PlannedVisit& plan);

}  // namespace termwise::visits
