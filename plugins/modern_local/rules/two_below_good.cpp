#include "rules/two_below_good.h"

#include "rules/trigger_rule.h"

namespace termwise::modern_local {
namespace {

const std::string kQuestion = "{school} has had two inspections below Good one after the other";

Answer decide(const Inspections& inspections) {
  if (!inspections.latest || inspections.in_doubt) return not_evaluable(inspections);
  if (inspections.latest->scale == Scale::report_card) return {"NOT_ASKED", "REPORT_CARD"};
  const Truth both = is_below_good(*inspections.latest) && was_below_good(inspections);
  if (both == Truth::unknown) return not_evaluable(inspections);
  return {both == Truth::yes ? "ELIGIBLE" : "NOT_ELIGIBLE"};
}

void judge(Case& school) {
  const bool no_orders = school.facts().reference_day() >= kGuidanceRenamed;
  school.fill("policy", no_orders ? " Nothing follows from that by itself: in November 2024 DfE said that it no longer "
                                    "issues academy orders on this ground."
                                  : "");
  judge_trigger(kTwoBelowGood, decide, school);
}

}  // namespace

Rule two_below_good() {
  return {.id = "two-below-good",
          .job = "concern-flag",
          .title = "Two inspections below Good, one after the other",
          .source =
              "Coasting Schools (England) Regulations 2022; since September 2024 requires improvement in quality of "
              "education or in leadership and management counts as it (DfE, 2025)",
          .outcomes =
              {{"ELIGIBLE",
                "{school} is eligible for intervention, because two inspections one after the other were below Good: "
                "the latest gave {latest}, and the one before it gave {before}.{policy}"},
               {"NOT_EVALUABLE"},
               {"NOT_ASKED"},
               {"NOT_ELIGIBLE",
                "{school} has not had two inspections below Good one after the other: the latest gave {latest}, and "
                "the one before it gave {before}."},
               not_confirmed(kQuestion)},
          .sentences =
              missing_inspections(kQuestion) +
              std::vector<Template>{missing_grade(kQuestion), missing_before(kQuestion)} +
              std::vector<Template>{
                  {"not-asked-report-card",
                   "The latest inspection of {school} gave {latest}. A report card has no grade that is above or below "
                   "Good, so that two inspections below Good are not asked for; the rule about stuck schools takes its "
                   "place."}},
          .items = {inspections()},
          .parameters = {kConfirmedTo},
          .judge = judge};
}

}  // namespace termwise::modern_local
