// What quality assurance asks for of a visit, and what a visit has come to.
#pragma once

#include <string>
#include <vector>

#include "visits/programme.h"

namespace termwise::visits {

// Before the visit: an accurate data set, and an adviser who is trained for it.
std::string data_set(Look& look, const Standing& visit);
std::string trained_in_data(Look& look, const Standing& visit);
std::string trained_in_performance_management(Look& look, const Standing& visit);
// After it.
std::string record_meets_criteria(Look& look, const Standing& visit);
std::string self_evaluation_tool(Look& look, const Standing& visit);
std::string annual_report_meets_criteria(Look& look, const Standing& visit);
std::string monitoring_verified(Look& look, const Standing& visit);

std::string record_of_visit(Look& look, const Standing& visit);
std::string targets_sanctioned(Look& look, const Standing& visit);
std::string agreed_grades(Look& look, const Standing& visit);
std::string report_to_governors(Look& look, const Standing& visit);
// Of performance management: no record, and whether the governors' form has come back; never what is on it.
std::string feedback_form(Look& look, const Standing& visit);

std::vector<Items> items_of_assurance();

}  // namespace termwise::visits
