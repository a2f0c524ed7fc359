// What has to be there before a visit, and by which day.
#pragma once

#include <string>
#include <vector>

#include "visits/look.h"

namespace termwise::visits {

// As sentences that follow others: " Due before it: by 23 February 2012 the school's self-evaluation. ..." Empty where the visit
// needs nothing. What the programme always asks for is due also where the register of documents has no row of it.
std::string documents_due(Look& look, const PlannedVisit& plan, const Standing& visit);

// Documents of the LA's data pack that the register lists and that have not come; of the school's none.
std::vector<std::string> missing_of_the_pack(Look& look, const Standing& visit);

std::vector<Items> items_of_documents();
std::vector<Parameter> parameters_of_documents();

}  // namespace termwise::visits
