#include "rules/stuck_school.h"

#include "rules/trigger_rule.h"

namespace termwise::modern_local {
namespace {

const std::string kQuestion = "{school} counts as stuck";

Answer decide(const Inspections& inspections) {
  if (!inspections.latest || inspections.in_doubt) return not_evaluable(inspections);
  const Grades& latest = *inspections.latest;
  const bool card = latest.scale == Scale::report_card;
  const Truth now = requires_improvement(latest);
  if (now == Truth::no && is_below_good(latest) == Truth::yes) return {"NOT_STUCK", card ? "URGENT" : "INADEQUATE"};
  const Truth stuck = now && was_below_good(inspections);
  if (stuck == Truth::unknown) return not_evaluable(inspections);
  if (stuck == Truth::no) return {"NOT_STUCK"};
  return card ? Answer{"STUCK", "REPORT_CARD"} : Answer{"STUCK"};
}

void judge(Case& school) { judge_trigger(kStuck, decide, school); }

}  // namespace

Rule stuck_school() {
  return {.id = "stuck-school",
          .job = "concern-flag",
          .title = "Stuck school (RISE)",
          .source = "DfE, Schools eligible for RISE intervention, 2025",
          .outcomes = {{"STUCK",
                        "{school} counts as stuck, and DfE's regional (RISE) team arranges support for it: its latest "
                        "inspection gave {latest}, and the one before it was below Good or the equivalent: {before}."},
                       {"NOT_EVALUABLE"},
                       {"NOT_STUCK",
                        "{school} does not count as stuck: its latest inspection gave {latest}, and the one before it "
                        "gave {before}."},
                       not_confirmed(kQuestion)},
          .sentences =
              missing_inspections(kQuestion) +
              std::vector<Template>{missing_grade(kQuestion), missing_before(kQuestion)} +
              std::vector<Template>{{"not-stuck-inadequate",
                                     "{school} does not count as stuck, which is for schools that require improvement: "
                                     "its latest inspection gave {latest}, and what follows from that is a matter of "
                                     "intervention."},
                                    {"not-stuck-urgent",
                                     "{school} does not count as stuck, which is for leadership and governance that "
                                     "needs attention: its latest inspection gave {latest}, and what follows from that "
                                     "is a matter of intervention."}},
          .items = {inspections()},
          .parameters = {kConfirmedTo},
          .judge = judge};
}

}  // namespace termwise::modern_local
