#include "visits/links.h"

#include <algorithm>
#include <utility>

#include "visits/look.h"
#include "visits/visit_rule.h"

namespace termwise::visits {
namespace {

struct Dated {
  const PlannedVisit* plan = nullptr;
  Standing standing;

  std::string words() const {
    if (!standing.date)
      return std::string(plan->name) +
             (standing.state == State::held ? ", held on a day that is not on record" : " without a day");
    return std::string(plan->name) + " on " + in_words(*standing.date);
  }
};

const Dated* find(const std::vector<Dated>& all, std::string_view type) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Dated& one) { return one.plan->type == type; });
  return found == all.end() ? nullptr : &*found;
}

// What does not fit, from the worst kind to the least.
struct Problems {
  std::vector<std::string> order;    // a visit before the one on which it must build
  std::vector<std::string> missing;  // a visit with a day, whose basis has none
  std::vector<std::string> warnings;
};

void look_at(Look& look, const Dated& later, const Dated& earlier, Problems& problems) {
  const bool must = later.plan->follows->must;
  const Date date = later.standing.row->date("visited_on");
  if (!earlier.standing.date) {
    if (earlier.standing.state == State::held) return;
    look.keep_missing("visited_on", look.year(), earlier.plan->name);
    (must ? problems.missing : problems.warnings)
        .push_back(later.words() + " builds on " + std::string(earlier.plan->name) + ", which has no day");
    return;
  }
  const Truth follows = look.school().compare(date, Operator::greater_or_equal, *earlier.standing.date, look.origin());
  if (follows == Truth::no)
    (must ? problems.order : problems.warnings).push_back(later.words() + " comes before " + earlier.words());
}

void judge(Look& look) {
  Case& school = look.school();
  const Programme& programme = look.programme();
  const bool has_begun = std::any_of(programme.visits.begin(), programme.visits.end(), [&](const PlannedVisit& plan) {
    return plan.follows && plan.agendas.front().from <= look.year();
  });
  if (!has_begun || !look.takes_part()) return school.leave_out();
  std::vector<Dated> all;
  for (const PlannedVisit& plan : programme.visits) all.push_back({&plan, look.standing(plan.type)});
  Problems problems;
  for (const Dated& one : all)
    if (one.plan->follows && one.standing.date)
      if (const Dated* earlier = find(all, one.plan->follows->type)) look_at(look, one, *earlier, problems);

  const bool any_day =
      std::any_of(all.begin(), all.end(), [](const Dated& one) { return one.standing.date.has_value(); });
  std::stable_sort(all.begin(), all.end(), [](const Dated& a, const Dated& b) {
    return a.standing.date && (!b.standing.date || *a.standing.date < *b.standing.date);
  });
  std::vector<std::string> sequence;
  for (const Dated& one : all) sequence.push_back(one.words());
  school.fill("visits_of", academic_year(look.year()));
  school.fill("sequence", joined(sequence));
  school.fill("order", listed(problems.order));
  school.fill("missing", listed(problems.missing));
  school.fill("warnings", listed(problems.warnings));
  if (!problems.missing.empty()) school.add_note("BASIS_WITHOUT_A_DAY");
  if (!problems.warnings.empty()) school.add_note("WARNING");
  if (!problems.order.empty()) return school.answer("OUT_OF_ORDER");
  if (!problems.missing.empty()) return school.answer("INCOMPLETE");
  if (!problems.warnings.empty()) return school.answer("WARNING");
  if (any_day) return school.answer("IN_ORDER");
  look.keep_missing("visited_on", look.year(), "a day");
  school.answer("NO_DAYS");
}

}  // namespace

Rule visit_links(const Programme& programme) {
  return {.id = "visit-links",
          .job = std::string(kJob),
          .title = "Visits that build on each other",
          .source = std::string(programme.source),
          .outcomes = {{"OUT_OF_ORDER",
                        "The visits to {school} in {visits_of} are out of order: {order}. In the order of their days "
                        "they are {sequence}."},
                       {"INCOMPLETE",
                        "Of the visits to {school} in {visits_of} one has a day and the visit on which it builds has "
                        "none: {missing}. In the order of their days they are {sequence}."},
                       {"WARNING",
                        "The visits to {school} in {visits_of} may stand as they are, but one could build on more: "
                        "{warnings}. In the order of their days they are {sequence}."},
                       {"NO_DAYS", "No visit to {school} in {visits_of} has a day yet."},
                       {"IN_ORDER", "The visits to {school} in {visits_of} build on each other: {sequence}."}},
          .listed = 2,
          .items = {kVisitRows, kAssignmentRows, kAdviserRows},
          .national_standards = true,
          .calendar = true,
          .prepare = each_school(programme, judge)};
}

}  // namespace termwise::visits
