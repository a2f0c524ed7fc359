#include "priority/rules.h"

#include <string>

#include "facts/results.h"
#include "priority/criteria.h"

namespace termwise::kent {
namespace {

// What both kinds of rule have in common.
Rule rule(const std::string& id, const std::string& title) {
  return {.id = id,
          .job = "priority-list",
          .title = title,
          .source = std::string(kPrioritySource),
          .outcomes = {},
          .reads = reads_of_priority(),
          .items = items_of_priority(),
          .parameters = parameters_of_priority(),
          .cohort = kCohort.linked(),
          .national_standards = true};
}

// "P2 and P4: inspected early in ..."
struct Found {
  std::vector<std::string> codes;
  std::vector<std::string> clauses;

  void take(const Criterion& criterion, const Met& met) {
    codes.emplace_back(criterion.code);
    clauses.push_back(std::string(criterion.code) + ", " + met.what);
  }
  std::string words() const {
    std::string text;
    for (std::size_t i = 0; i < clauses.size(); ++i) text += (i == 0 ? "" : "; ") + clauses[i];
    return text;
  }
};

constexpr std::array<std::string_view, kCriteria.size()> kOpenNotes{"P1_NOT_KNOWN", "P2_NOT_KNOWN", "P3_NOT_KNOWN",
                                                                    "P4_NOT_KNOWN", "P5_NOT_KNOWN", "P6_NOT_KNOWN"};

void judge_list(Case& school) {
  if (!has_priorities(school)) return school.leave_out();
  Found hold, open;
  for (std::size_t i = 0; i < kCriteria.size(); ++i) {
    const Met met = judge_criterion(i + 1, school);
    if (met.holds == Truth::yes) {
      hold.take(kCriteria[i], met);
      school.add_note(kCriteria[i].code);
    }
    if (met.holds == Truth::unknown) {
      open.take(kCriteria[i], met);
      school.add_note(kOpenNotes[i]);
    }
  }
  school.fill("today", termwise::in_words(school.facts().reference_day()));
  school.fill("count", std::to_string(hold.codes.size()));
  school.fill("hold", hold.codes.size() == 1 ? "holds" : "hold");
  school.fill("which", hold.words());
  school.fill("open", open.words());
  const bool incomplete = !open.codes.empty();
  if (incomplete) school.add_note("INCOMPLETE");
  if (!hold.codes.empty())
    school.answer("LISTED", incomplete ? "INCOMPLETE" : "");
  else
    school.answer(incomplete ? "MAYBE" : "NOT_LISTED");
}

}  // namespace

Rule priority_criterion(std::size_t number) {
  const Criterion& criterion = kCriteria.at(number - 1);
  Rule one = rule("kent-priority-" + std::to_string(number),
                  "Kent's priority criterion " + std::string(criterion.code) + ": " + std::string(criterion.title));
  const std::string name = "Kent's priority criterion " + std::string(criterion.code);
  one.outcomes = {{"HOLDS", name + " holds for {school} on {today}: {what}."},
                  {"NOT_KNOWN", "Whether " + name + " holds for {school} on {today} is not known: {what}."},
                  {"DOES_NOT_HOLD", name + " does not hold for {school} on {today}: {what}."}};
  one.judge = [number](Case& school) {
    if (!has_priorities(school)) return school.leave_out();
    const Met met = judge_criterion(number, school);
    school.fill("today", termwise::in_words(school.facts().reference_day()));
    school.fill("what", met.what);
    school.answer(met.holds, "HOLDS", "DOES_NOT_HOLD", "NOT_KNOWN");
  };
  return one;
}

Rule priority_list() {
  Rule list = rule("kent-priority", "Schools that may be a priority");
  list.outcomes = {
      {"LISTED", "{school} may be a priority on {today}: {count} of Kent's six criteria {hold} ({which})."},
      {"MAYBE",
       "{school} may be a priority on {today} or not: none of Kent's six criteria is known to hold, and of "
       "some it is not known ({open})."},
      {"NOT_LISTED", "{school} is no priority on {today}: none of Kent's six criteria holds."}};
  list.sentences = {
      {"listed-incomplete",
       "{school} may be a priority on {today}: {count} of Kent's six criteria {hold} ({which}). The list is "
       "incomplete, because of others it is not known ({open})."}};
  list.judge = judge_list;
  return list;
}

}  // namespace termwise::kent
