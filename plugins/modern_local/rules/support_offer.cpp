#include "rules/support_offer.h"

#include "rules/trigger_rule.h"

namespace termwise::modern_local {
namespace {

const std::string kQuestion = "{school} is offered support";

Answer decide(const Inspections& inspections) {
  if (!inspections.latest || inspections.in_doubt) return not_evaluable(inspections);
  const Truth now = requires_improvement(*inspections.latest);
  if (now == Truth::unknown) return {"NOT_EVALUABLE", "GRADE_MISSING"};
  if (now == Truth::no)
    return is_below_good(*inspections.latest) == Truth::yes ? Answer{"NO_OFFER", "INADEQUATE"} : Answer{"NO_OFFER"};
  const Truth before = inspections.before ? requires_improvement(*inspections.before) : Truth::unknown;
  if (before == Truth::unknown) return {"OFFER", "EARLIER_UNKNOWN"};  // the offer is sure, and perhaps more
  return {before == Truth::yes ? "INTENSIVE_OFFER" : "OFFER"};
}

void judge(Case& school) { judge_trigger(kSupportOffer, decide, school); }

}  // namespace

Rule support_offer() {
  return {.id = "support-offer",
          .job = "concern-flag",
          .title = "Offer of support after an inspection",
          .source = "DfE's offer of support to schools that require improvement, September 2019 to early 2025",
          .outcomes =
              {{"INTENSIVE_OFFER",
                "{school} is offered intensive support, which it may decline: its latest inspection gave {latest}, and "
                "the one before it gave {before}."},
               {"OFFER",
                "{school} is offered support, which it may decline: its latest inspection gave {latest}, and the one "
                "before it gave {before}."},
               {"NOT_EVALUABLE"},
               {"NO_OFFER", "{school} is not offered support under this scheme: its latest inspection gave {latest}."}},
          .sentences =
              missing_inspections(kQuestion) + std::vector<Template>{missing_grade(kQuestion)} +
              std::vector<Template>{
                  {"offer-earlier-unknown",
                   "{school} is offered support, which it may decline: its latest inspection gave {latest}. Whether it "
                   "is offered intensive support is not known, because the inspection before it gave {before}."},
                  {"no-offer-inadequate",
                   "{school} is not offered support under this scheme, which is for schools that require improvement: "
                   "its latest inspection gave {latest}, and what follows from that is a matter of intervention."}},
          .listed = 2,
          .items = {inspections()},
          .parameters = {kConfirmedTo},
          .judge = judge};
}

}  // namespace termwise::modern_local
