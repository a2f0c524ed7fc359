// Kent's school improvement protocol. It applies the floor standard in its own way: a school with figures missing is
// still judged where they could not change the result, and Kent may set floors of its own. The other rules are those of its
// primary briefing of autumn 2008, and the reminders of its programme.
#include <cstddef>
#include <utility>
#include <vector>

#include <termwise/plugin.hpp>

#include "concern/category.h"
#include "priority/rules.h"
#include "reminders/reminders.h"
#include "review/visit.h"
#include "standards/floor.h"
#include "support/ambition.h"
#include "support/level.h"
#include "trends/above_below.h"
#include "trends/against_nation.h"
#include "trends/foundation_stage.h"
#include "visits/note_of_visit.h"

namespace termwise::kent {

Plugin protocol() {
  std::vector<Rule> rules{standards::ks2_floor({.manner = " as Kent applies it",
                                                .judges_with_figures_missing = true,
                                                .with_figures_missing = ", also to schools with a figure missing",
                                                .no_other = ", and Kent has set none of its own"}),
                          concern_category(),
                          support_level(),
                          joint_above_below(),
                          english_above_below(),
                          maths_above_below(),
                          against_nation(),
                          foundation_stage(),
                          priority_list()};
  for (std::size_t criterion = 1; criterion <= 6; ++criterion) rules.push_back(priority_criterion(criterion));
  rules.push_back(autumn_pupil_review());
  rules.push_back(note_of_visit_conformity());
  for (const Rule& check : target_checks()) rules.push_back(check);
  for (const Rule& reminder : reminders::kent()) rules.push_back(reminder);
  return {.id = "kent",
          .version = "2.1.0",
          .title = "Kent school improvement protocol",
          .la_codes = {"886"},
          .rules = std::move(rules)};
}

}  // namespace termwise::kent

TERMWISE_PLUGIN(termwise::kent::protocol)
