#include "annual_report.h"

#include "programme.h"
#include "reminders/annual_report.h"
#include "visits/look.h"
#include "visits/visit_rule.h"

namespace termwise::norfolk {
namespace {

using namespace visits;

std::optional<Item> milestones(Look& look) {
  for (const Item& row : look.school().items(kMilestoneRows))
    if (row.year() == look.year()) return row;
  return std::nullopt;
}

void judge(Look& look) {
  Case& school = look.school();
  if (!look.takes_part()) return school.leave_out();
  const auto summer = look.term("summer");
  const Standing visit = look.standing("improvement");
  school.fill("visits_of", academic_year(look.year()));
  school.fill("due", summer ? in_words(summer->last) : "");
  school.fill("visit", visit.date ? "Visit 3, from which it follows, " +
                                        std::string(visit.state == State::held ? "was held on " : "has the day ") +
                                        in_words(*visit.date) + "."
                                  : "Visit 3, from which it follows, has no day yet.");
  if (!reminders::annual_report_is_asked_for(look.facts(), look.year())) return school.answer("NOT_ASKED_FOR");
  const auto row = milestones(look);
  const auto issued = row ? look.by_today(*row, "annual_report_on") : std::nullopt;
  if (!row)
    look.keep_missing("annual_report_on", look.year(), "a day");
  else if (summer)
    school.compare(row->date("annual_report_on"), Operator::less_or_equal, summer->last, look.origin());
  if (issued) {
    const auto checked = look.by_today(*row, "annual_report_qa_on");
    if (!checked) school.add_note("NOT_CHECKED");
    school.fill("issued", in_words(*issued));
    school.fill("checked", checked ? " Its check against the quality criteria is dated " + in_words(*checked) + "."
                                   : " Its check against the quality criteria is not on record.");
    return school.answer(summer && *issued > summer->last ? "ISSUED_LATE" : "ISSUED");
  }
  if (row && reminders::does_not_apply(*row, "annual_report_on"))
    return school.answer("NOT_ASKED_FOR", "NOT_OF_SCHOOL");
  if (!summer) return school.answer("NOT_EVALUABLE", "CALENDAR_NOT_LOADED");
  if (look.today() > summer->last) return school.answer("OVERDUE");
  school.answer(look.today() >= summer->first || visit.state == State::held ? "DUE" : "NOT_DUE");
}

}  // namespace

Rule annual_report() {
  return {
      .id = "annual-report",
      .job = std::string(kJob),
      .title = "Annual report to governors",
      .source = std::string(reminders::kAnnualReportSource),
      .outcomes =
          {{"OVERDUE",
            "The annual report of {visits_of} to the governors of {school} was due by the end of the summer term on "
            "{due}, and is not on record. {visit}"},
           {"ISSUED_LATE",
            "The annual report of {visits_of} was issued to the governors of {school} on {issued}, after the "
            "summer term had ended on {due}.{checked}"},
           {"NOT_EVALUABLE"},
           {"DUE",
            "The annual report of {visits_of} to the governors of {school} is due by the end of the summer term on "
            "{due}. {visit}"},
           {"ISSUED", "The annual report of {visits_of} was issued to the governors of {school} on {issued}.{checked}"},
           {"NOT_DUE",
            "The annual report of {visits_of} to the governors of {school} follows from visit 3 and is due by the "
            "end of the summer term on {due}; nothing has to be done yet."},
           {"NOT_ASKED_FOR",
            "No annual report of its own goes to the governors of {school} for {visits_of}: the programme of that "
            "year asks for none."}},
      .sentences =
          {{"not-evaluable-calendar-not-loaded",
            "The annual report of {visits_of} to the governors of {school} is not on record, and the dates of the "
            "summer term are not loaded, so that it cannot be said whether it is due."},
           {"not-asked-for-not-of-school",
            "The LA's register says that no annual report for {visits_of} is asked for at {school}."}},
      .items = {kVisitRows, kAssignmentRows, kAdviserRows, kMilestoneRows},
      .parameters = reminders::annual_report_parameters(),
      .national_standards = true,
      .calendar = true,
      .prepare = each_school(programme(), judge)};
}

}  // namespace termwise::norfolk
