#include "rules/deployment.h"

#include <memory>

#include "deployment/plan.h"
#include "deployment/words.h"
#include "registers/assignments.h"
#include "registers/phase.h"
#include "registers/words.h"

namespace termwise::west_sussex {
namespace {

constexpr Origin kOwn{"West Sussex SIP arrangements 2005, slide 18", "", "local"};

void answer_outside(const Plan& plan, Outside outside, Case& school) {
  school.fill("phase", std::string(plan.settings.phase));
  switch (outside) {
    case Outside::closed:
      return school.leave_out();
    case Outside::has_sip:
      school.fill("sip", called(plan.advisers, plan.has.at(school.school().urn())));
      return school.answer("NOT_PLANNED", "HAS_SIP");
    case Outside::other_phase:
      return school.answer("NOT_PLANNED", "OTHER_PHASE");
    case Outside::phase_unknown:
      return school.answer("NOT_PLANNED", "PHASE_UNKNOWN");
    case Outside::not_registered:
      return school.answer("NOT_PLANNED", "NOT_REGISTERED");
  }
}

// What allows the pairing, and what it counts for.
void record(const Plan& plan, const Candidate& candidate, const Wanted& wanted, Case& school) {
  const Item& item = candidate.adviser.item();
  if (plan.settings.require_accreditation) school.compare(item.text("accreditation"), "active", kOwn);
  if (item.date("contract_from").day() != nullptr)
    school.compare(item.date("contract_from"), Operator::less_or_equal, plan.span.first, kOwn);
  if (item.date("contract_to").day() != nullptr)
    school.compare(item.date("contract_to"), Operator::greater_or_equal, plan.span.last, kOwn);
  Threshold days;
  days.operation = Operator::greater_or_equal;
  days.value = Decimal(plan.settings.reserved + wanted.days, 1);
  days.source = "days of the school and days that are not for schools";
  days.confidence = "local";
  school.compare(item.measure(kContractDays.code), days);
  const Text locality = item.text("locality");
  if (locality.text() == nullptr || wanted.cluster.empty()) return;
  // Written otherwise and the same to people: shown as the adviser's register has it.
  const bool same = plain(*locality.text()) == plain(wanted.cluster);
  school.compare(locality, same ? *locality.text() : wanted.cluster, kOwn);
}

void judge(const Plan& plan, Case& school) {
  const std::int64_t urn = school.school().urn();
  if (const auto outside = plan.outside.find(urn); outside != plan.outside.end())
    return answer_outside(plan, outside->second, school);
  const std::size_t place = plan.place.at(urn);
  const Wanted& wanted = plan.wanted[place];
  const std::size_t chosen = plan.chosen[place];
  if (wanted.level_is_unknown) school.add_note("LEVEL_UNKNOWN");
  if (!plan.solution.served.proven() || !plan.solution.points.proven()) school.add_note("NOT_PROVEN_BEST");
  school.fill("plan", whole_plan(plan));
  if (chosen == kUnserved) {
    const bool anybody = plan.allowed[place];
    school.fill("why", anybody ? shortfall(plan, wanted) : nobody(plan, wanted, school.facts()));
    return school.answer("UNSERVED", anybody ? "NO_DAYS" : "NOBODY_ALLOWED");
  }
  const Candidate& candidate = plan.candidates[chosen];
  record(plan, candidate, wanted, school);
  school.fill("sip", candidate.adviser.called());
  school.fill("days", days_in_words(wanted.days));
  school.fill("points", points_in_words(criteria_of(candidate, wanted), plan.settings));
  school.fill("next", runner_up(plan, place));
  if (wanted.before.empty()) return school.answer("PROPOSED_NEW");
  school.fill("before", before_in_words(plan, wanted));
  school.answer(wanted.before == candidate.adviser.reference() ? "PROPOSED_SAME" : "PROPOSED_CHANGE");
}

Judge prepare(const Facts& facts) {
  return [plan = std::make_shared<const Plan>(make_plan(facts))](Case& school) { judge(*plan, school); };
}

}  // namespace

Rule deployment() {
  return {.id = "deployment",
          .job = "deployment",
          .title = "Proposed deployment of SIPs",
          .source = "West Sussex SIP arrangements 2005, slide 18; the weights are the LA's",
          .outcomes = {{"UNSERVED", ""},
                       {"PROPOSED_CHANGE",
                        "{sip} is proposed as SIP of {school} for {year}, with {days}, in place of {before}; this has "
                        "{points}. {next} {plan} It is a proposal until the LA accepts it."},
                       {"PROPOSED_NEW",
                        "{sip} is proposed as SIP of {school} for {year}, with {days}; no SIP before is on record, and "
                        "this has {points}. {next} {plan} It is a proposal until the LA accepts it."},
                       {"PROPOSED_SAME",
                        "{sip} is proposed to stay the SIP of {school} for {year}, with {days}; this has {points}. "
                        "{next} {plan} It is a proposal until the LA accepts it."},
                       {"NOT_PLANNED", ""}},
          .sentences = {{"unserved-nobody-allowed", "Nobody can be proposed as SIP of {school} for {year}: {why}."},
                        {"unserved-no-days", "{school} goes without a SIP in the plan for {year}: {why}. {plan}"},
                        {"not-planned-has-sip", "{school} has a SIP for {year}, {sip}, and is not planned anew."},
                        {"not-planned-other-phase",
                         "{school} is not planned for {year}: the plan is for {phase} schools only."},
                        {"not-planned-phase-unknown",
                         "{school} is not planned for {year}: the plan is for {phase} schools only, and the age range "
                         "of this school is not on record."},
                        {"not-planned-not-registered",
                         "{school} is not planned for {year}: the plan is for schools in the register of assignments "
                         "only, and it stands there neither this year nor the year before."}},
          .listed = 3,
          .reads = {kYoungest, kOldest},
          .items = {adviser_items(), assignment_items()},
          .parameters = deployment_parameters(),
          .prepare = prepare};
}

}  // namespace termwise::west_sussex
