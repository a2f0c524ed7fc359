#include "reminders/governors.h"

#include <algorithm>

#include "reminders/desk.h"

namespace termwise::reminders {
namespace {

constexpr auto kAttendRaise =
    working_days("governors_working_days_before", "10",
                 "A school has said so many working days before a visit whether a governor will take part.");
constexpr auto kAttendSip = working_days(
    "governors_adviser_working_days_before", "5",
    "So many working days before a visit its adviser is told that nobody has said whether governors come.");

constexpr auto kFormRaise = working_days("feedback_working_days", "10",
                                         "Governors return the feedback form so many working days after the visit.");
constexpr auto kFormManager =
    working_days("feedback_sip_manager_working_days", "10",
                 "So many working days after a feedback form was due the manager of all advisers is told.");
constexpr std::string_view kFormSource =
    "Norfolk, School Improvement Partnership Programme (Primary), 2011/12, visit 4: a feedback form is left with "
    "governors";

constexpr auto kReviewRaise =
    calendar_days("head_review_days_before", "30",
                  "So many days before 31 December a head teacher's review is first asked for; 30 is 1 December.");
constexpr auto kReviewManager =
    working_days("head_review_sip_manager_working_days", "10",
                 "So many working days after 31 December the manager of all advisers is told that a head teacher's "
                 "review is not on record.");
constexpr std::string_view kReviewSource =
    "Buckinghamshire's guidance for governors: a head teacher is reviewed by 31 December; the other days are "
    "Termwise's default";

constexpr auto kReportRaise =
    working_days("annual_report_working_days_before", "15",
                 "The annual report is with governors so many working days before the last day of the summer term.");
constexpr auto kReportManager =
    working_days("annual_report_manager_working_days_before", "5",
                 "So many working days before the last day of the summer term the line manager is told that the annual "
                 "report is not with governors.");
constexpr Flag kReportRequired{.name = "annual_report_required",
                               .by_default = true,
                               .meaning = "Whether governors get an annual report in this year's programme."};
constexpr std::string_view kReportSource =
    "Norfolk, School Improvement Partnership Programme (Primary), 2011/12, visit 3: an annual report to governors";

Day last_day_of_autumn_year(int summer) { return std::chrono::year(summer - 1) / std::chrono::December / 31; }

// A column of the register of dates that is to have a day by another one.
struct Dated {
  std::string_view column;
  Day due;
  Origin origin;
};

// Puts down what the register has of it, and whether that was late. False where it does not apply to the school.
bool is_dated(const Desk& desk, const Item* row, int year, const Dated& wanted, Reminder& reminder) {
  if (desk.today() > wanted.due) reminder.add_note("OVERDUE");
  if (row == nullptr) {
    Desk::keep_missing(reminder, wanted.column, year, "a day", wanted.origin);
    return true;
  }
  if (does_not_apply(*row, wanted.column)) return false;
  const Date on = row->date(wanted.column);
  reminder.compare(on, Operator::less_or_equal, wanted.due, wanted.origin);
  if (on.day() != nullptr) reminder.done(*on.day(), *on.day() > wanted.due ? "LATE" : "");
  return true;
}

void remind_of_report(const Desk& desk, const School& school, const Day& summer_ends, int year) {
  const std::vector<Visit> visits = desk.visits(school);
  const auto improvement = std::find_if(visits.begin(), visits.end(), [&](const Visit& visit) {
    return visit.row.year() == year && word(visit.row, "visit_type") == "improvement";
  });
  const std::string adviser =
      improvement != visits.end() ? desk.adviser_of(school, *improvement) : desk.adviser_of(school, summer_ends);
  if (improvement == visits.end() && adviser.empty()) return;  // the school takes no part in the programme
  const auto raised = desk.before(summer_ends, kReportRaise);
  if (!raised) return;
  Reminder reminder = desk.about(school, summer_ends);
  reminder.fill("year", academic_year(year));
  const std::vector<Item> rows = school.items(kMilestones);
  if (!is_dated(desk, row_in(rows, year), year,
                {"annual_report_on", summer_ends, desk.origin(kReportSource, kReportRaise, "verified")}, reminder))
    return;
  desk.give(reminder, {{raised, desk.protocol().sip, adviser},
                       {desk.before(summer_ends, kReportManager), kLineManager, desk.line_manager_of(adviser)}});
}

}  // namespace

Rule governors_not_confirmed(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r06", protocol, [](const Desk& desk) {
    for (const School& school : desk.schools())
      for (const Visit& visit : desk.visits(school)) {
        const std::string_view type = word(visit.row, "visit_type");
        const Text attendance = visit.row.text("governor_attendance");
        const bool known = attendance.text() != nullptr || does_not_apply(visit.row, "governor_attendance");
        if (known || type == "monitoring" || type == "other" || desk.today() > visit.date) continue;
        Reminder reminder = desk.about(school, visit.date, std::string(visit.row.key()));
        reminder.compare(attendance, "confirmed", desk.origin(kOurDefault, kAttendRaise));
        desk.give(reminder,
                  {{desk.before(visit.date, kAttendRaise), kHeadAndChair},
                   {desk.before(visit.date, kAttendSip), desk.protocol().sip, desk.adviser_of(school, visit)}});
      }
  });
  rule.title = "Governors' part in a visit not confirmed";
  rule.outcomes = {
      {"OPEN",
       "Nobody has said yet whether a governor will take part in the visit to {school} on {reference}. The head "
       "teacher and the chair of governors are to tell the {adviser}. This is now with {to}."}};
  rule.parameters = {kAttendRaise, kAttendSip};
  return rule;
}

Rule feedback_form_not_received(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r11", protocol, [](const Desk& desk) {
    for (const School& school : desk.schools()) {
      const std::vector<Item> forms = school.items(kForms);
      for (const Visit& visit : desk.visits(school)) {
        if (word(visit.row, "visit_type") != "performance management") continue;
        const auto raised = desk.after(visit.date, kFormRaise);
        if (!raised) continue;
        Reminder reminder = desk.about(school, visit.date, std::string(visit.row.key()));
        const Origin origin = desk.origin(kFormSource, kFormRaise);
        reminder.compare(visit.row.date("visited_on"), Operator::less_or_equal, desk.today(), origin);
        for (const Item& form : forms) {
          if (!is_about(form, visit.row) || word(form, "feedback_from") != "governors") continue;
          reminder.compare(form.date("received_on"), Operator::less, *raised, origin);
          const auto received = day(form, "received_on");
          if (const auto over = received ? received : day(form, "waived_on")) reminder.done(*over);
        }
        desk.give(reminder, {{raised, kChair}, {desk.after(raised, kFormManager), desk.protocol().sip_manager}});
      }
    }
  });
  rule.title = "Governors' feedback form not received";
  rule.source = std::string(kFormSource);
  rule.outcomes = {
      {"OPEN",
       "The feedback form that was left with the governors of {school} at the visit on {reference} has not come back. "
       "The chair of governors is to return it to the LA. This is now with {to}."},
      {"CLOSED",
       "The governors' feedback form on the visit to {school} on {reference} has come back or is no longer asked for; "
       "it was due on {raised}."}};
  rule.items.push_back(kForms);
  rule.parameters = {kFormRaise, kFormManager};
  return rule;
}

Rule head_teacher_not_reviewed(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r14", protocol, [](const Desk& desk) {
    const Day due = last_day_of_autumn_year(desk.year());
    for (const School& school : desk.schools()) {
      Reminder reminder = desk.about(school, due);
      const std::vector<Item> rows = school.items(kMilestones);
      const Dated wanted{"htpm_reviewed_on", due, desk.origin(kReviewSource, kReviewRaise, "verified")};
      if (!is_dated(desk, row_in(rows, desk.year()), desk.year(), wanted, reminder)) continue;
      desk.give(reminder, {{desk.before(due, kReviewRaise), kChair},
                           {desk.after(due, kReviewManager), desk.protocol().sip_manager}});
    }
  });
  rule.title = "Head teacher's review not recorded";
  rule.source = std::string(kReviewSource);
  rule.outcomes = {
      {"OPEN",
       "No day is on record on which the governors of {school} reviewed their head teacher's performance in {year}; it "
       "is due by {reference}. The chair of governors is to see that it is done and to tell the LA the day, and "
       "nothing else of it. This is now with {to}."},
      {"CLOSED", "The governors of {school} reviewed their head teacher's performance in time, by {reference}."}};
  rule.sentences = {
      {"closed-late",
       "The governors of {school} reviewed their head teacher's performance after {reference}, by when it was due."}};
  rule.items.push_back(kMilestones);
  rule.parameters = {kReviewRaise, kReviewManager};
  return rule;
}

Rule annual_report_not_issued(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r15", protocol, [](const Desk& desk) {
    if (!desk.facts().setting(kReportRequired)) return;
    for (const int year : {desk.year() - 1, desk.year()}) {
      const auto summer = desk.calendar().term(year, "summer");
      if (!summer) continue;
      for (const School& school : desk.schools()) remind_of_report(desk, school, summer->last, year);
    }
  });
  rule.title = "Annual report to governors not issued";
  rule.source = std::string(kReportSource);
  rule.outcomes = {{"OPEN",
                    "The annual report for {year} to the governors of {school} has not been issued; they are to have "
                    "it by the end of the summer term on {reference}. The {adviser} is to write and send it. This is "
                    "now with {to}."},
                   {"CLOSED", "The annual report for {year} has been issued to the governors of {school}, in time."}};
  rule.sentences = {{"closed-late",
                     "The annual report for {year} was issued to the governors of {school} after the summer term had "
                     "ended on {reference}."}};
  rule.items.push_back(kMilestones);
  rule.parameters = {kReportRaise, kReportManager, kReportRequired};
  return rule;
}

}  // namespace termwise::reminders
