#include "governors_request.h"

#include "programme.h"
#include "visits/look.h"
#include "visits/visit_rule.h"

namespace termwise::norfolk {
namespace {

using namespace visits;
using reminders::word;

constexpr auto kAnswer = reminders::working_days(
    "request_answer_working_days", "10",
    "The LA answers a governing body's request for intervention within so many working days. Termwise's default, "
    "Norfolk's document gives no number.");

// What the register has of interventions, each in words.
struct Interventions {
  std::vector<std::string> without_governors, overdue, waiting, answered;
};

std::string dated(std::string_view what, const std::optional<Day>& on) {
  return std::string(what) + (on ? " on " + in_words(*on) : " on a day that is not on record");
}

void look_at_request(Look& look, const Item& row, Interventions& found) {
  Case& school = look.school();
  const std::string asked = dated("asked for", look.by_today(row, "requested_on"));
  const std::string_view answer = word(row, "request_answer");
  const auto answered = look.by_today(row, "request_answered_on");
  if (answered || (!answer.empty() && row.date("request_answered_on").missing() != nullptr))
    return found.answered.push_back(asked + " and " + dated(answer.empty() ? "answered" : answer, answered));
  const auto requested = look.by_today(row, "requested_on");
  const auto due =
      requested ? look.calendar().working_days_from(*requested, reminders::whole(look.facts(), kAnswer)) : std::nullopt;
  if (due &&
      school.compare(row.date("request_answered_on"), Operator::less_or_equal, *due,
                     {"Termwise's default; tunable by the LA", {}, "local"}) != Truth::yes &&
      look.today() > *due)
    return found.overdue.push_back(asked + ", and an answer was due by " + in_words(*due));
  found.waiting.push_back(asked + (due ? ", and an answer is due by " + in_words(*due) : std::string()));
}

void look_at(Look& look, const Item& row, Interventions& found) {
  Case& school = look.school();
  const Truth by_governors = school.compare(row.text("proposed_by"), "governors", look.origin());
  // As at a day, a request of a later day has not been made.
  if ((row.date("requested_on") > look.today()) == Truth::yes) return;
  if (by_governors == Truth::yes) return look_at_request(look, row, found);
  const auto begun = look.by_today(row, "support_from");
  const Truth consulted = school.compare(row.date("governors_consulted_on"), Operator::less_or_equal,
                                         begun.value_or(look.today()), look.origin());
  if (consulted == Truth::yes)
    return found.answered.push_back(dated("proposed by the Local Authority, with governors consulted",
                                          look.by_today(row, "governors_consulted_on")));
  if (begun) return found.without_governors.push_back("it began on " + in_words(*begun));
  found.waiting.push_back("proposed by the Local Authority, with governors still to be consulted");
}

void judge(Look& look) {
  Case& school = look.school();
  const bool is_closed = (school.school().status() == "closed") == Truth::yes;
  Interventions found;
  std::size_t count = 0;
  for (const Item& row : school.items(kPackageRows)) {
    if (row.year() != look.year() || word(row, "package_type") != "LA intervention") continue;
    if (count++ < kMostNamed) look_at(look, row, found);
  }
  if (is_closed || (count == 0 && !look.takes_part())) return school.leave_out();
  school.fill("visits_of", academic_year(look.year()));
  school.fill("without", listed(found.without_governors));
  school.fill("overdue", listed(found.overdue));
  school.fill("waiting", listed(found.waiting));
  school.fill("answered", listed(found.answered));
  if (!found.without_governors.empty()) return school.answer("WITHOUT_GOVERNORS");
  if (!found.overdue.empty()) return school.answer("ANSWER_OVERDUE");
  if (!found.waiting.empty()) return school.answer("OPEN");
  if (!found.answered.empty()) return school.answer("SETTLED");
  look.keep_missing("requested_on", look.year(), "a request");
  school.answer("NONE");
}

}  // namespace

Rule governors_request() {
  return {.id = "governors-request",
          .job = std::string(kJob),
          .title = "Governors' requests for intervention",
          .source = std::string(programme().source) + ", key principles",
          .outcomes =
              {{"WITHOUT_GOVERNORS",
                "Intervention by the Local Authority at {school} in {visits_of} is on record without a request by the "
                "governing body and without its having been consulted first: {without}. Normally it is at their "
                "request or in consultation with them."},
               {"ANSWER_OVERDUE",
                "The governing body of {school} waits for an answer to its request for intervention in {visits_of}: "
                "{overdue}. Answers are due within {request_answer_working_days} working days."},
               {"OPEN", "Intervention at {school} in {visits_of} is being talked over: {waiting}."},
               {"SETTLED", "Intervention at {school} in {visits_of} has been settled with governors: {answered}."},
               {"NONE",
                "The governing body of {school} has asked for no intervention by the Local Authority in {visits_of}, "
                "and none is on record."}},
          .listed = 2,
          .items = {kVisitRows, kAssignmentRows, kAdviserRows, kPackageRows},
          .parameters = {kAnswer},
          .national_standards = true,
          .calendar = true,
          .prepare = each_school(programme(), judge)};
}

}  // namespace termwise::norfolk
