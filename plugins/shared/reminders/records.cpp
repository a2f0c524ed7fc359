#include "reminders/records.h"

#include <functional>

#include "reminders/desk.h"

namespace termwise::reminders {
namespace {

constexpr auto kDraft = working_days("record_working_days", "10",
                                     "The record of a visit is submitted within so many working days after the visit.");
constexpr auto kDraftManager =
    working_days("record_manager_working_days", "5",
                 "So many working days after a record should have been submitted its author's line manager is told.");
constexpr auto kDraftSipManager =
    working_days("record_sip_manager_working_days", "10",
                 "So many working days after a record should have been submitted the manager of all advisers is told.");
constexpr auto kConformityManager =
    working_days("conformity_manager_working_days", "5",
                 "So many working days after a record failed its check its author's line manager is told.");
constexpr auto kSign = working_days("signing_working_days", "10",
                                    "A record is signed off within so many working days after it was submitted.");
constexpr auto kSignManager = working_days(
    "signing_sip_manager_working_days", "10",
    "So many working days after a record should have been signed off the manager of all advisers is told.");
constexpr auto kShare = working_days("sharing_working_days", "5",
                                     "A record is with head teacher, chair and LA so many working days after it was "
                                     "signed off.");
constexpr auto kShareManager =
    working_days("sharing_manager_working_days", "5",
                 "So many working days after a record should have been shared its author's line manager is told.");

constexpr std::string_view kConformitySource =
    "Kent, Primary School Improvement Partner briefing, autumn 2008, slide 30: the record conforms to the LA's "
    "guidance";

// A visit about a head teacher's performance management is a matter for governors and leaves no record.
bool leaves_a_record(const Visit& visit) { return word(visit.row, "visit_type") != "performance management"; }

// What a rule says of a visit and its record, which is null where the register has none.
using Say = std::function<void(const School&, const Visit&, const Item* record)>;

void each_record(const Desk& desk, const Say& say) {
  for (const School& school : desk.schools()) {
    const std::vector<Item> records = school.items(kRecords);
    for (const Visit& visit : desk.visits(school))
      if (leaves_a_record(visit)) say(school, visit, row_of(records, visit.row));
  }
}

std::string author_of(const Desk& desk, const School& school, const Visit& visit, const Item* record) {
  const std::string_view author = record == nullptr ? std::string_view() : word(*record, "record_author");
  return desk.is_adviser(author) ? std::string(author) : desk.adviser_of(school, visit);
}

Reminder about(const Desk& desk, const School& school, const Visit& visit, const Day& reference) {
  Reminder reminder = desk.about(school, reference, std::string(visit.row.key()));
  reminder.fill("visited", in_words(visit.date));
  return reminder;
}

}  // namespace

Rule record_overdue(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r07", protocol, [](const Desk& desk) {
    each_record(desk, [&](const School& school, const Visit& visit, const Item* record) {
      const auto raised = desk.after(visit.date, kDraft);
      if (!raised) return;
      Reminder reminder = about(desk, school, visit, visit.date);
      const Origin origin = desk.origin(kOurDefault, kDraft);
      reminder.compare(visit.row.date("visited_on"), Operator::less_or_equal, desk.today(), origin);
      if (record != nullptr) {
        if (does_not_apply(*record, "submitted_on")) return;
        reminder.compare(record->date("submitted_on"), Operator::less, *raised, origin);
        if (const auto submitted = day(*record, "submitted_on")) reminder.done(*submitted);
      }
      const std::string author = author_of(desk, school, visit, record);
      desk.give(reminder, {{raised, desk.protocol().sip, author},
                           {desk.after(raised, kDraftManager), kLineManager, desk.line_manager_of(author)},
                           {desk.after(raised, kDraftSipManager), desk.protocol().sip_manager}});
    });
  });
  rule.title = "Record of a visit overdue";
  rule.outcomes = {
      {"OPEN",
       "The {record} of the visit to {school} on {reference} has not been submitted; it was due within "
       "{record_working_days} working days. The {adviser} is to submit it now. This is now with {to}."},
      {"CLOSED", "The {record} of the visit to {school} on {reference} has been submitted; it was due on {raised}."}};
  rule.items.push_back(kRecords);
  rule.parameters = {kDraft, kDraftManager, kDraftSipManager};
  return rule;
}

Rule record_does_not_conform(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r08", protocol, [](const Desk& desk) {
    each_record(desk, [&](const School& school, const Visit& visit, const Item* record) {
      const auto submitted = record == nullptr ? std::nullopt : day(*record, "submitted_on");
      if (!submitted || word(*record, "conformity") != "fails") return;
      Reminder reminder = about(desk, school, visit, *submitted);
      reminder.compare(record->text("conformity"), "conforms", desk.origin(kConformitySource, kConformityManager));
      std::vector<std::string> lacking;
      for (const auto& [column, words] :
           {std::pair("actions_reviewed", "the actions agreed before"),
            std::pair("progress_reviewed", "progress towards targets"),
            std::pair("targets_agreed", "the targets agreed"),
            std::pair("impact_evaluated", "the impact of support and its value for money")})
        if (word(*record, column) == "no") lacking.emplace_back(words);
      reminder.fill("lacking",
                    lacking.empty() ? "the LA's check says in what" : "it does not cover " + joined(lacking));
      // The check follows the submission; what failed stands from the day on which it was found to.
      const Day raised = std::max(*submitted, day(*record, "conformity_on").value_or(*submitted));
      const std::string author = author_of(desk, school, visit, record);
      desk.give(reminder, {{raised, desk.protocol().sip, author},
                           {desk.after(raised, kConformityManager), kLineManager, desk.line_manager_of(author)}});
    });
  });
  rule.title = "Record of a visit fails its check";
  rule.source = std::string(kConformitySource);
  rule.outcomes = {{"OPEN",
                    "The {record} of the visit to {school} on {visited} does not conform to the LA's guidance: "
                    "{lacking}. The {adviser} is to mend it and submit it again, or the line manager waives the check. "
                    "This is now with {to}."}};
  rule.items.push_back(kRecords);
  rule.parameters = {kConformityManager};
  return rule;
}

Rule record_not_signed(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r09", protocol, [](const Desk& desk) {
    each_record(desk, [&](const School& school, const Visit& visit, const Item* record) {
      const auto submitted = record == nullptr ? std::nullopt : day(*record, "submitted_on");
      const auto raised = desk.after(submitted, kSign);
      if (!raised || does_not_apply(*record, "qa_signed_on")) return;
      Reminder reminder = about(desk, school, visit, *submitted);
      const Origin origin = desk.origin(kOurDefault, kSign);
      reminder.compare(record->date("submitted_on"), Operator::less_or_equal, desk.today(), origin);
      reminder.compare(record->date("qa_signed_on"), Operator::less, *raised, origin);
      if (const auto signed_on = day(*record, "qa_signed_on")) reminder.done(*signed_on);
      const std::string author = author_of(desk, school, visit, record);
      desk.give(reminder, {{raised, kLineManager, desk.line_manager_of(author)},
                           {desk.after(raised, kSignManager), desk.protocol().sip_manager}});
    });
  });
  rule.title = "Record of a visit not signed off";
  rule.outcomes = {
      {"OPEN",
       "The {record} of the visit to {school} on {visited} was submitted on {reference} and has not been signed off. "
       "The line manager of the {adviser} is to check it and sign it off. This is now with {to}."},
      {"CLOSED", "The {record} of the visit to {school} on {visited} has been signed off; that was due on {raised}."}};
  rule.items.push_back(kRecords);
  rule.parameters = {kSign, kSignManager};
  return rule;
}

Rule record_not_shared(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r10", protocol, [](const Desk& desk) {
    each_record(desk, [&](const School& school, const Visit& visit, const Item* record) {
      const auto signed_on = record == nullptr ? std::nullopt : day(*record, "qa_signed_on");
      const auto raised = desk.after(signed_on, kShare);
      if (!raised) return;
      Reminder reminder = about(desk, school, visit, *signed_on);
      Completion shared;
      for (const auto& [column, words] :
           {std::pair("shared_with_head_on", "the head teacher"),
            std::pair("shared_with_chair_on", "the chair of governors"), std::pair("shared_with_la_on", "the LA")}) {
        if (does_not_apply(*record, column)) continue;
        reminder.compare(record->date(column), Operator::less, *raised, desk.origin(kOurDefault, kShare));
        shared.add(words, day(*record, column));
      }
      if (shared.missing().empty() && !shared.on()) return;  // nobody is to have it
      if (shared.on()) reminder.done(*shared.on());
      reminder.fill("missing", joined(shared.missing()));
      const std::string author = author_of(desk, school, visit, record);
      desk.give(reminder, {{raised, desk.protocol().sip, author},
                           {desk.after(raised, kShareManager), kLineManager, desk.line_manager_of(author)}});
    });
  });
  rule.title = "Record of a visit not shared";
  rule.outcomes = {
      {"OPEN",
       "The {record} of the visit to {school} on {visited} was signed off on {reference} and has not been shared with "
       "{missing}. The {adviser} is to send it. This is now with {to}."},
      {"CLOSED",
       "The {record} of the visit to {school} on {visited} has been shared with everybody who is to have it; that was "
       "due on {raised}."}};
  rule.items.push_back(kRecords);
  rule.parameters = {kShare, kShareManager};
  return rule;
}

}  // namespace termwise::reminders
