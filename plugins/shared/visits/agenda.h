// Items of agendas, each tailored to a school by what its figures and registers say.
#pragma once

#include <string>
#include <vector>

#include "visits/programme.h"

namespace termwise::visits {

// The latest summer's results, against England and against the targets that were set for them.
std::string latest_results(Look& look, const Standing& visit);
// The targets that this summer's results are to reach.
std::string targets_of_this_year(Look& look, const Standing& visit);
// The targets for the summer after it, which are agreed now, and those of groups.
std::string targets_of_next_year(Look& look, const Standing& visit);
std::string targets_of_groups(Look& look, const Standing& visit);
std::string questions_about_groups(Look& look, const Standing& visit);
// What has come of actions that earlier visits agreed.
std::string impact_of_actions(Look& look, const Standing& visit);
// What the register has as further items.
std::string further_items(Look& look, const Standing& visit);

std::string self_evaluation(Look& look, const Standing& visit);
std::string grades(Look& look, const Standing& visit);
// What the latest inspection said must improve; only where the register of key issues says something.
std::string issues_of_inspection(Look& look, const Standing& visit);
// How support beyond visits is used, and what it has achieved; only where there is some.
std::string use_of_support(Look& look, const Standing& visit);
std::string impact_of_support(Look& look, const Standing& visit);
std::string governors_self_review(Look& look, const Standing& visit);
std::string monitoring_by_governors(Look& look, const Standing& visit);
std::string monitoring_activities(Look& look, const Standing& visit);
std::string annual_report(Look& look, const Standing& visit);
std::string level_of_support(Look& look, const Standing& visit);

// Of a head teacher's performance management: who meets, and never about what.
std::string review_with_governors(Look& look, const Standing& visit);

std::string succession(Look& look, const Standing& visit);
std::string inspection_framework(Look& look, const Standing& visit);
std::string aspect_of_capacity(Look& look, const Standing& visit);

// What these read, for each rule that uses them.
std::vector<Items> items_of_agendas();
std::vector<Read> reads_of_agendas();
std::vector<Parameter> parameters_of_agendas();

}  // namespace termwise::visits
