#include "reminders/documents.h"

#include <algorithm>
#include <array>

#include "reminders/desk.h"
#include "reminders/key_stage_2.h"

namespace termwise::reminders {
namespace {

constexpr auto kPackRaise = working_days("pack_working_days_before", "10",
                                         "A visit's data pack is complete so many working days before the visit.");
constexpr auto kPackManager = working_days(
    "pack_manager_working_days_before", "5",
    "So many working days before the visit the manager of all advisers is told that its data pack is not complete.");

constexpr auto kSefFirst = calendar_days("sef_warning_days_before", "21",
                                         "So many days before a visit its self-evaluation is first asked for.");
constexpr auto kSefDue = calendar_days("sef_days_before", "14",
                                       "A school sends its self-evaluation so many days before the visit about it.");
constexpr auto kSefSip = calendar_days(
    "sef_adviser_days_before", "10", "So many days before the visit its adviser is told that no self-evaluation came.");
constexpr auto kSefManager =
    calendar_days("sef_manager_days_before", "5",
                  "So many days before the visit the manager of all advisers is told that no self-evaluation came.");
constexpr std::string_view kSefSource =
    "Norfolk, School Improvement Partnership Programme (Primary), 2011/12, visit 2: a copy of the SEF two weeks before";

constexpr auto kEvidenceRaise =
    working_days("evidence_working_days_before", "5",
                 "What was asked of a school is with its adviser so many working days before the visit.");
constexpr auto kEvidenceSip =
    working_days("evidence_adviser_working_days_before", "2",
                 "So many working days before the visit its adviser is told that the school has not sent everything.");

constexpr auto kResultsFinal =
    calendar_days("final_results_days", "91",
                  "The summer's results are taken to be final so many days after 1 September; 91 is 1 December.");
constexpr auto kSectionRaise = working_days(
    "sef_results_working_days", "15",
    "A school has the summer's results in section 3 of its self-evaluation so many working days after they were "
    "final.");
constexpr auto kSectionSip =
    working_days("sef_results_adviser_working_days", "10",
                 "So many working days after section 3 should have had the results the school's adviser is told.");
constexpr std::string_view kSectionSource =
    "Kent, Primary School Improvement Partner briefing, autumn 2008, slide 25: section 3 of the SEF with the new "
    "results";

// What the school has to send; all other documents but the self-evaluation are the LA's data pack.
constexpr std::array<std::string_view, 4> kOfTheSchool{"evidence", "development plan", "proposed targets", "other"};
constexpr std::string_view kSef = "SEF";

bool is_of_the_school(std::string_view document) {
  return std::find(kOfTheSchool.begin(), kOfTheSchool.end(), document) != kOfTheSchool.end();
}
bool is_of_the_pack(std::string_view document) {
  return !document.empty() && document != kSef && !is_of_the_school(document);
}

std::optional<Day> settled(const Item& document) {
  const auto received = day(document, "received_on");
  return received ? received : day(document, "waived_on");
}

// Documents of a visit that are received or waived, and those that are not. Each stands once in a sentence, however many parts
// it has.
class Papers {
 public:
  void add(const Item& document, Reminder& reminder, const Day& due, const Origin& origin) {
    if (does_not_apply(document, "received_on")) return;
    any_ = true;
    const auto on = settled(document);
    const Truth received = reminder.compare(document.date("received_on"), Operator::less, due, origin);
    if (received == Truth::unknown && on) reminder.compare(document.date("waived_on"), Operator::less, due, origin);
    all_.add(std::string(word(document, "document")), on);
  }
  bool any() const { return any_; }
  std::optional<Day> on() const { return all_.on(); }
  std::string missing() const {
    std::vector<std::string> names = all_.missing();
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return joined(names);
  }

 private:
  bool any_ = false;
  Completion all_;
};

// What serves one visit only is no longer asked for when the visit is over, unless it came before.
bool is_too_late(const Desk& desk, const Visit& visit, const std::optional<Day>& done) {
  return desk.today() > visit.date && (!done || *done > visit.date);
}

}  // namespace

Rule data_pack_incomplete(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r03", protocol, [](const Desk& desk) {
    for (const School& school : desk.schools()) {
      const std::vector<Item> documents = school.items(kDocuments);
      for (const Visit& visit : desk.visits(school)) {
        const auto raised = desk.before(visit.date, kPackRaise);
        if (!raised) continue;
        Reminder reminder = desk.about(school, visit.date, std::string(visit.row.key()));
        Papers papers;
        for (const Item& document : documents)
          if (is_about(document, visit.row) && is_of_the_pack(word(document, "document")))
            papers.add(document, reminder, *raised, desk.origin(kOurDefault, kPackRaise));
        if (!papers.any() || is_too_late(desk, visit, papers.on())) continue;
        if (papers.on()) reminder.done(*papers.on());
        reminder.fill("missing", papers.missing());
        desk.give(reminder,
                  {{raised, kDataTeam}, {desk.before(visit.date, kPackManager), desk.protocol().sip_manager}});
      }
    }
  });
  rule.title = "Data pack of a visit incomplete";
  rule.outcomes = {
      {"OPEN",
       "The data pack for the visit to {school} on {reference} still lacks: {missing}. The LA's data team is to send "
       "it to the {adviser} before the visit. This is now with {to}."},
      {"CLOSED", "The data pack for the visit to {school} on {reference} is complete; on {raised} it was not."}};
  rule.items.push_back(kDocuments);
  rule.parameters = {kPackRaise, kPackManager};
  return rule;
}

Rule self_evaluation_due(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r04", protocol, [](const Desk& desk) {
    for (const School& school : desk.schools()) {
      const std::vector<Item> documents = school.items(kDocuments);
      for (const Visit& visit : desk.visits(school)) {
        if (word(visit.row, "visit_type") != "self-evaluation") continue;
        const Day due = desk.before(visit.date, kSefDue);
        Reminder reminder = desk.about(school, visit.date, std::string(visit.row.key()));
        reminder.fill("due", in_words(due));
        const Origin origin = desk.origin(kSefSource, kSefDue, "verified");
        bool waived = false;
        bool listed = false;
        for (const Item& document : documents) {
          if (!is_about(document, visit.row) || word(document, "document") != kSef) continue;
          listed = true;
          waived = waived || does_not_apply(document, "received_on");
          const Date received = document.date("received_on");
          reminder.compare(received, Operator::less_or_equal, due, origin);
          const auto on = settled(document);
          if (!on) continue;
          const auto late = (std::chrono::sys_days(*on) - std::chrono::sys_days(due)).count();
          const bool is_late = received.day() != nullptr && late > 0;
          reminder.done(*on, is_late ? "LATE" : "");
          reminder.fill("late", counted(Decimal(late), "day", "days"));
        }
        if (waived) continue;
        if (!listed) Desk::keep_missing(reminder, "received_on", visit.row.year(), "a copy of the SEF", origin);
        if (desk.today() > due) reminder.add_note("OVERDUE");
        const std::string adviser = desk.adviser_of(school, visit);
        desk.give(reminder, {{desk.before(visit.date, kSefFirst), kHeadTeacher},
                             {desk.before(visit.date, kSefSip), desk.protocol().sip, adviser},
                             {desk.before(visit.date, kSefManager), desk.protocol().sip_manager}});
      }
    }
  });
  rule.title = "Self-evaluation (SEF) due before a visit";
  rule.source = std::string(kSefSource);
  rule.outcomes = {
      {"OPEN",
       "The self-evaluation (SEF) of {school} has not come; for the visit on {reference} it is due on {due}. The head "
       "teacher is to send a copy to the {adviser}. This is now with {to}."},
      {"CLOSED", "The self-evaluation (SEF) of {school} for the visit on {reference} is there, in time."}};
  rule.sentences = {
      {"closed-late",
       "The self-evaluation (SEF) of {school} for the visit on {reference} came {late} late: it was due on {due}."}};
  rule.items.push_back(kDocuments);
  rule.parameters = {kSefFirst, kSefDue, kSefSip, kSefManager};
  return rule;
}

Rule evidence_not_supplied(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r05", protocol, [](const Desk& desk) {
    for (const School& school : desk.schools()) {
      const std::vector<Item> documents = school.items(kDocuments);
      for (const Visit& visit : desk.visits(school)) {
        const auto raised = desk.before(visit.date, kEvidenceRaise);
        if (!raised) continue;
        Reminder reminder = desk.about(school, visit.date, std::string(visit.row.key()));
        Papers papers;
        for (const Item& document : documents) {
          if (!is_about(document, visit.row) || !is_of_the_school(word(document, "document"))) continue;
          const auto requested = day(document, "requested_on");
          if (requested && *requested > *raised) continue;  // asked for too late to be reminded of
          papers.add(document, reminder, *raised, desk.origin(kOurDefault, kEvidenceRaise));
        }
        if (!papers.any() || is_too_late(desk, visit, papers.on())) continue;
        if (papers.on()) reminder.done(*papers.on());
        reminder.fill("missing", papers.missing());
        const std::string adviser = desk.adviser_of(school, visit);
        desk.give(reminder,
                  {{raised, kHeadTeacher}, {desk.before(visit.date, kEvidenceSip), desk.protocol().sip, adviser}});
      }
    }
  });
  rule.title = "Evidence for a visit not supplied";
  rule.outcomes = {
      {"OPEN",
       "{school} has not yet sent what it was asked for before the visit on {reference}: {missing}. The head teacher "
       "is to send it to the {adviser}, or to agree that the visit can do without. This is now with {to}."},
      {"CLOSED",
       "{school} has sent all that it was asked for before the visit on {reference}; on {raised} something was "
       "missing."}};
  rule.items.push_back(kDocuments);
  rule.parameters = {kEvidenceRaise, kEvidenceSip};
  return rule;
}

Rule self_evaluation_without_results(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r27", protocol, [](const Desk& desk) {
    const Day results = desk.after(first_day_of(desk.year()), kResultsFinal);
    for (const School& school : desk.schools()) {
      if (!teaches_year_6(school)) continue;
      Reminder reminder = desk.about(school, results);
      reminder.set_basis("ASSUMED");  // that results were final on that day
      reminder.fill("results", academic_year(desk.year() - 1));
      const Origin origin = desk.origin(kSectionSource, kResultsFinal);
      const std::vector<Item> rows = school.items(kMilestones);
      if (const Item* row = row_in(rows, desk.year())) {
        const Date updated = row->date("sef_section_3_on");
        if (reminder.compare(updated, Operator::greater_or_equal, results, origin) == Truth::yes)
          reminder.done(*updated.day());
      } else {
        Desk::keep_missing(reminder, "sef_section_3_on", desk.year(), "a day", origin);
      }
      const auto raised = desk.after(results, kSectionRaise);
      desk.give(reminder,
                {{raised, kHeadTeacher},
                 {desk.after(raised, kSectionSip), desk.protocol().sip, desk.adviser_of(school, desk.today())}});
    }
  });
  rule.title = "Section 3 of the self-evaluation without the new results";
  rule.source = std::string(kSectionSource);
  rule.outcomes = {
      {"OPEN",
       "Section 3 of the self-evaluation (SEF) of {school} has not been brought up to date with the key stage 2 "
       "results of {results}, which are taken to be final since {reference}. The head teacher is to do so and to tell "
       "the {adviser}. This is now with {to}."},
      {"CLOSED",
       "Section 3 of the self-evaluation (SEF) of {school} now has the key stage 2 results of {results}; by {raised} "
       "it had not."}};
  rule.items.push_back(kMilestones);
  rule.parameters = {kResultsFinal, kSectionRaise, kSectionSip};
  return rule;
}

}  // namespace termwise::reminders
