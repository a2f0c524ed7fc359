// Norfolk's link adviser programme: the plan of its visits, its checks of targets, and its reminders.
#include <utility>
#include <vector>

#include <termwise/plugin.hpp>

#include "annual_report.h"
#include "governors_request.h"
#include "programme.h"
#include "reminders/reminders.h"
#include "sef_grades.h"
#include "service.h"
#include "targets/targets.h"
#include "visits/conformity.h"
#include "visits/links.h"
#include "visits/visit_rule.h"

namespace termwise::norfolk {
namespace {

// Visit 1 of 2011/12 sets the targets of 2013, with those of groups of pupils.
std::vector<Rule> checks_of_targets() {
  return targets::checks({.adviser = "link adviser",
                          .floor = targets::national_floor(),
                          .floor_parameters = targets::national_floor_parameters(),
                          .groups = {"FSM", "SEN"}});
}

}  // namespace

Plugin protocol() {
  std::vector<Rule> rules;
  for (const visits::PlannedVisit& visit : programme().visits) rules.push_back(visits::visit_rule(programme(), visit));
  for (const Rule& rule : {visits::visit_links(programme()), visits::record_conformity(programme()), sef_grades(),
                           annual_report(), governors_request(), service_order()})
    rules.push_back(rule);
  for (Rule& check : checks_of_targets()) rules.push_back(std::move(check));
  for (Rule& reminder : reminders::norfolk()) rules.push_back(std::move(reminder));
  return {.id = "norfolk",
          .version = "2.0.0",
          .title = "Norfolk's link adviser programme",
          .la_codes = {"926"},
          .rules = std::move(rules)};
}

}  // namespace termwise::norfolk

TERMWISE_PLUGIN(termwise::norfolk::protocol)
