#include "rules/sip_disputed.h"

#include <memory>

#include "registers/assignments.h"
#include "registers/present.h"

namespace termwise::west_sussex {
namespace {

void judge(const Advisers& advisers, Case& school) {
  if (is_closed(school.school())) return school.leave_out();
  const Assignments now(school.school(), 0);
  if (now.all().empty()) return school.leave_out();
  for (const Item& item : now.all())
    school.compare(item.text("assignment_status"), "disputed", {"register of assignments", "", "local"});
  const auto disputed = now.disputed();
  school.fill("sip", names_of(disputed.empty() ? now.all() : disputed, advisers));
  school.answer(disputed.empty() ? "NOT_DISPUTED" : "DISPUTED");
}

Judge prepare(const Facts& facts) {
  return
      [advisers = std::make_shared<const Advisers>(read_advisers(facts))](Case& school) { judge(*advisers, school); };
}

}  // namespace

Rule sip_disputed() {
  return {.id = "sip-disputed",
          .job = "concern-flag",
          .title = "Assignments in dispute",
          .source = "West Sussex SIP arrangements 2005, slide 22",
          .outcomes = {{"DISPUTED",
                        "The assignment of {sip} to {school} for {year} is in dispute: somebody has to settle it or "
                        "assign another SIP."},
                       {"NOT_DISPUTED", "The assignment of {sip} to {school} for {year} is not in dispute."}},
          .items = {adviser_items(), assignment_items()},
          .prepare = prepare};
}

}  // namespace termwise::west_sussex
