#include "rules/sip_conflict.h"

#include <memory>

#include "registers/assignments.h"
#include "registers/present.h"

namespace termwise::west_sussex {
namespace {

constexpr Origin kOwn{"register of advisers", "", "local"};

// What the register says of the SIP's own school, beside this one. Who leads none has none, and nothing to show.
void record(const Adviser& adviser, Truth owns, Case& school) {
  const Text own = adviser.item().text("own_school");
  if (own.text() == nullptr && owns == Truth::no) return;
  school.compare(own, owns == Truth::yes ? *own.text() : "this school", kOwn);
}

void judge(const Advisers& advisers, Case& school) {
  if (is_closed(school.school())) return school.leave_out();
  const auto holding = present_assignments(school.school(), school.facts());
  if (holding.empty()) return school.leave_out();
  std::vector<Item> conflicting, unknown;
  for (const Item& assignment : holding) {
    const auto found = advisers.find(adviser_of(assignment));
    const Truth owns = found == advisers.end() ? Truth::unknown : found->second.owns(school.school());
    if (owns == Truth::yes) conflicting.push_back(assignment);
    if (owns == Truth::unknown) unknown.push_back(assignment);
    if (found != advisers.end()) record(found->second, owns, school);
  }
  school.fill("sip", names_of(!conflicting.empty() ? conflicting : !unknown.empty() ? unknown : holding, advisers));
  if (!conflicting.empty()) return school.answer("CONFLICT");
  school.answer(unknown.empty() ? "NO_CONFLICT" : "NOT_KNOWN");
}

Judge prepare(const Facts& facts) {
  return
      [advisers = std::make_shared<const Advisers>(read_advisers(facts))](Case& school) { judge(*advisers, school); };
}

}  // namespace

Rule sip_conflict() {
  return {.id = "sip-conflict",
          .job = "concern-flag",
          .title = "SIPs with a conflict of interest",
          .source = "West Sussex SIP arrangements 2005, slide 12: serving heads as SIPs of other schools",
          .outcomes = {{"CONFLICT",
                        "{sip} is SIP of {school}, which is the SIP's own school: a conflict of interest, and somebody "
                        "else has to be assigned."},
                       {"NOT_KNOWN",
                        "Whether {sip}, SIP of {school}, has a conflict of interest there is not known: the register "
                        "of advisers for {year} does not say which school is the SIP's own."},
                       {"NO_CONFLICT", "{school} is not the own school of its SIP, {sip}."}},
          .items = {adviser_items(), assignment_items()},
          .prepare = prepare};
}

}  // namespace termwise::west_sussex
