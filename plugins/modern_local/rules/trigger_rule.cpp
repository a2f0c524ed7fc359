#include "rules/trigger_rule.h"

#include <array>
#include <optional>

namespace termwise::modern_local {
namespace {

using GradeOf = Figure<Plain> Grades::*;
constexpr std::array<GradeOf, 3> kGrades{&Grades::overall, &Grades::education, &Grades::leadership};

// The nearest other grade from 1 to 4 that leads to another outcome. `grade` is part of `inspections`.
void add_flip_of(Figure<Plain>& grade, const Inspections& inspections, Decide decide, Case& school) {
  if (grade.number() == nullptr || grade.evidence().name.empty()) return;
  const Figure<Plain> found = grade;
  const auto units = found.number()->rescaled(0);
  if (!units) return;
  for (const std::int64_t change : {-1, 1, -2, 2, -3, 3}) {
    const std::int64_t other = units->units() + change;
    if (other < 1 || other > 4) continue;
    grade = Figure<Plain>(Value(Decimal(other), found.evidence()));
    const Answer answer = decide(inspections);
    if (answer.outcome == school.outcome() || answer.outcome == "NOT_EVALUABLE") continue;
    school.add_flip(found.evidence().name, found.evidence().year, Decimal(change), Plain::name, answer.outcome);
    break;
  }
  grade = found;
}

void add_flips(Inspections inspections, Decide decide, Case& school) {
  for (auto* each : {&inspections.latest, &inspections.before})
    if (*each)
      for (const GradeOf grade : kGrades) add_flip_of((**each).*grade, inspections, decide, school);
}

std::string so_that_unknown(const std::string& question) {
  return ", so that it cannot be said whether " + question + ".";
}

}  // namespace

void judge_trigger(const Trigger& trigger, Decide decide, Case& school) {
  const Force force = force_of(trigger, school.facts());
  const bool is_closed = (school.school().status() == "closed") == Truth::yes;
  if (force == Force::outside || is_closed) return school.leave_out();
  const Inspections inspections = read_inspections(school);
  school.fill("today", termwise::in_words(school.facts().reference_day()));
  school.fill("latest", inspections.latest ? in_words(*inspections.latest) : "nothing that is on record");
  school.fill("before", inspections.before ? in_words(*inspections.before) : "nothing that is on record");
  school.fill(kConfirmedTo.name, school.facts().setting(kConfirmedTo)->to_string());
  if (force == Force::not_confirmed) return school.answer("NOT_CONFIRMED");
  record(inspections, trigger.origin, school);
  const Answer answer = decide(inspections);
  school.answer(answer.outcome, answer.reason);
  add_flips(inspections, decide, school);
}

Answer not_evaluable(const Inspections& inspections) {
  if (inspections.in_doubt) return {"NOT_EVALUABLE", "ORDER_UNKNOWN"};
  if (!inspections.latest) return {"NOT_EVALUABLE", "NO_INSPECTION"};
  if (is_below_good(*inspections.latest) != Truth::unknown && !inspections.before)
    return {"NOT_EVALUABLE", "NO_EARLIER_INSPECTION"};
  return {"NOT_EVALUABLE", "GRADE_MISSING"};
}

Truth was_below_good(const Inspections& inspections) {
  return inspections.before ? is_below_good(*inspections.before) : Truth::unknown;
}

std::vector<Template> missing_inspections(const std::string& question) {
  const std::string unknown = so_that_unknown(question);
  return {{"not-evaluable-no-inspection", "No graded inspection of {school} is on record up to {today}" + unknown},
          {"not-evaluable-order-unknown",
           "Of the inspections of {school} up to {today} it is not known which is the latest, because one has no day "
           "or two "
           "have the same" +
               unknown}};
}

Template missing_grade(const std::string& question) {
  return {"not-evaluable-grade-missing",
          "The latest inspection of {school} gave {latest}, and the one before it gave {before}: what is missing could "
          "make "
          "the difference" +
              so_that_unknown(question)};
}

Template missing_before(const std::string& question) {
  return {
      "not-evaluable-no-earlier-inspection",
      "The latest inspection of {school} gave {latest}, and none before it is on record" + so_that_unknown(question)};
}

Outcome not_confirmed(const std::string& question) {
  return {"NOT_CONFIRMED",
          "On {today} it is not asked whether " + question +
              ": the LA has confirmed the guidance to 31 August {guidance_confirmed_to} only, and what has changed "
              "since has to be looked up first."};
}

std::vector<Template> operator+(std::vector<Template> some, std::vector<Template> more) {
  some.insert(some.end(), more.begin(), more.end());
  return some;
}

}  // namespace termwise::modern_local
