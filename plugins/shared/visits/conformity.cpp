#include "visits/conformity.h"

#include <algorithm>
#include <array>
#include <utility>

#include "visits/look.h"
#include "visits/visit_rule.h"

namespace termwise::visits {

using reminders::does_not_apply;
using reminders::word;

namespace {

constexpr Origin kCriteria{
    "Termwise's checks of a record of visit, after Kent's briefing of autumn 2008, slides 16, 17 and 30", {}, "local"};

struct Checked {
  const PlannedVisit* plan = nullptr;
  Standing visit;
  std::optional<Item> record = {};
};

// Something that a record must have. `visits`: the types of visit of which it is asked; none: of all.
struct Criterion {
  std::string_view lacking;  // to follow "lacks "
  bool (*holds)(Look& look, const Checked& one);
  std::vector<std::string_view> visits = {};
};

// Whether a column of the record says what is expected, or that it does not apply.
bool says(Look& look, const Checked& one, std::string_view column, std::string_view expected) {
  return look.school().compare(one.record->text(column), expected, kCriteria) == Truth::yes ||
         does_not_apply(*one.record, column);
}
// Whether it says anything at all.
bool is_filled(Look& look, const Checked& one, std::string_view column) {
  const Text text = one.record->text(column);
  if (does_not_apply(*one.record, column)) return true;
  const bool filled = text.text() != nullptr && !text.text()->empty();
  look.school().compare(text, filled ? *text.text() : std::string_view("an entry"), kCriteria);
  return filled;
}

bool has_author(Look& look, const Checked& one) { return is_filled(look, one, "record_author"); }
bool has_day(Look&, const Checked& one) { return one.visit.date.has_value(); }
bool has_attendance(Look& look, const Checked& one) {
  const Text head = one.visit.row->text("head_attendance");
  const std::string_view governors = word(*one.visit.row, "governor_attendance");
  return look.school().compare(head, "attended", kCriteria) == Truth::yes ||
         word(*one.visit.row, "head_attendance") == "absent" || governors == "attended";
}
bool reviews_actions(Look& look, const Checked& one) {
  const std::vector<Item> actions = look.school().items(kActionRows);
  const bool any_earlier = std::any_of(actions.begin(), actions.end(), [&](const Item& action) {
    return action.year() <= look.year() && !reminders::is_about(action, *one.visit.row) &&
           (action.date("due_on") < one.visit.date.value_or(look.today())) == Truth::yes;
  });
  return !any_earlier || says(look, one, "actions_reviewed", "yes");
}
bool reviews_progress(Look& look, const Checked& one) { return says(look, one, "progress_reviewed", "yes"); }
bool agrees_targets(Look& look, const Checked& one) {
  if (!says(look, one, "targets_agreed", "yes")) return false;
  if (does_not_apply(*one.record, "targets_agreed")) return true;
  for (const Item& row : look.school().items(kTargetRows))
    if (row.year() == look.year() + 1 && row.measure("TARGET_PERCENT").number() != nullptr) return true;
  look.keep_missing("TARGET_PERCENT", look.year() + 1, "a target");
  return false;
}
bool evaluates_impact(Look& look, const Checked& one) { return says(look, one, "impact_evaluated", "yes"); }
bool has_balance(Look& look, const Checked& one) { return is_filled(look, one, "support_and_challenge"); }
bool has_level(Look& look, const Checked& one) { return is_filled(look, one, "support_level"); }
bool has_differences(Look& look, const Checked& one) { return is_filled(look, one, "differences_of_view"); }
bool has_quality(Look& look, const Checked& one) { return is_filled(look, one, "sef_quality"); }
bool has_grades(Look& look, const Checked& one) {
  const std::vector<Item> rows = look.rows_about(kGradeRows, one.visit);
  if (rows.empty()) look.keep_missing("sef_aspect", look.year(), "a grade");
  return !rows.empty();
}
bool has_next_actions(Look& look, const Checked& one) {
  const std::vector<Item> actions = look.rows_about(kActionRows, one.visit);
  if (actions.empty()) look.keep_missing("action_owner", look.year(), "an action");
  return !actions.empty() && std::all_of(actions.begin(), actions.end(), [](const Item& action) {
    return !word(action, "action_owner").empty() && action.date("due_on").day() != nullptr;
  });
}
bool has_words(Look& look, const Checked& one) {
  Threshold some;
  some.operation = Operator::greater;
  some.source = kCriteria.source;
  some.confidence = kCriteria.confidence;
  return look.school().compare(one.record->measure("VISIT_RECORD_WORDS"), some) == Truth::yes;
}

const std::vector<Criterion>& criteria() {
  static const std::vector<Criterion> all{
      {"its author", has_author},
      {"the day of the visit", has_day},
      {"who took part", has_attendance},
      {"a review of earlier actions", reviews_actions},
      {"progress towards targets", reviews_progress, {"data and targets", "pupil review"}},
      {"the targets that were agreed, with their values", agrees_targets, {"data and targets", "pupil review"}},
      {"the impact and value for money of support from outside",
       evaluates_impact,
       {"data and targets", "improvement", "pupil review"}},
      {"the balance of support and challenge", has_balance},
      {"the level of support", has_level},
      {"whether views differed", has_differences},
      {"the quality of the school's self-evaluation", has_quality, {"self-evaluation"}},
      {"the grades of the self-evaluation", has_grades, {"self-evaluation"}},
      {"next actions, each with an owner and a day", has_next_actions},
      {"a text", has_words}};
  return all;
}

std::vector<std::string> lacking(Look& look, const Checked& one) {
  std::vector<std::string> lacks;
  for (const Criterion& criterion : criteria()) {
    const auto& of = criterion.visits;
    const bool is_asked = of.empty() || std::find(of.begin(), of.end(), one.plan->type) != of.end();
    if (is_asked && !criterion.holds(look, one)) lacks.emplace_back(criterion.lacking);
  }
  return lacks;
}

std::vector<std::string> not_with(Look& look, const Checked& one) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kReaders{
      {{"shared_with_head_on", "the head teacher"},
       {"shared_with_chair_on", "the chair of governors"},
       {"shared_with_la_on", "the Local Authority"}}};
  std::vector<std::string> missing;
  for (const auto& [column, reader] : kReaders) {
    if (does_not_apply(*one.record, column)) continue;
    if (look.school().compare(one.record->date(column), Operator::less_or_equal, look.today(), kCriteria) != Truth::yes)
      missing.emplace_back(reader);
  }
  return missing;
}

// By what is to be done next, from the most urgent.
struct Sorted {
  std::vector<std::string> fail, not_submitted, not_signed, not_shared, conform;
};

void sort(Look& look, const Checked& one, Sorted& sorted) {
  const std::string name = "that of " + std::string(one.plan->name) +
                           (one.visit.date ? " (" + in_words(*one.visit.date) + ")" : std::string());
  if (!one.record || !look.by_today(*one.record, "submitted_on")) {
    if (one.record)
      look.school().compare(one.record->date("submitted_on"), Operator::less_or_equal, look.today(), kCriteria);
    else
      look.keep_missing("submitted_on", look.year(), "a day");
    return sorted.not_submitted.push_back(name);
  }
  const std::string_view decided = word(*one.record, "conformity");
  std::vector<std::string> lacks = lacking(look, one);
  if (decided == "waived") lacks.clear();
  if (decided == "fails") look.school().compare(one.record->text("conformity"), "conforms", kCriteria);
  if (!lacks.empty()) return sorted.fail.push_back(name + " lacks " + joined(lacks));
  if (decided == "fails")
    return sorted.fail.push_back(name + " does not meet the criteria, as the person who checked it says");
  const Date signed_on = one.record->date("qa_signed_on");
  if (look.school().compare(signed_on, Operator::less_or_equal, look.today(), kCriteria) != Truth::yes)
    return sorted.not_signed.push_back(name);
  if (const auto missing = not_with(look, one); !missing.empty())
    return sorted.not_shared.push_back(name + " is not with " + joined(missing));
  sorted.conform.push_back(name);
}

void judge(Look& look) {
  Case& school = look.school();
  const Programme& programme = look.programme();
  if (programme.visits.front().agendas.front().from > look.year() || !look.takes_part()) return school.leave_out();
  Sorted sorted;
  for (const PlannedVisit& plan : programme.visits) {
    if (!plan.leaves_a_record) continue;
    Checked one{.plan = &plan, .visit = look.standing(plan.type)};
    if (one.visit.state != State::held) continue;
    one.record = look.record_of(one.visit);
    sort(look, one, sorted);
  }
  school.fill("visits_of", academic_year(look.year()));
  school.fill("record", std::string(programme.record));
  school.fill("records", std::string(programme.records));
  school.fill("fail", listed(sorted.fail));
  school.fill("not_submitted", joined(sorted.not_submitted));
  school.fill("not_signed", joined(sorted.not_signed));
  school.fill("not_shared", listed(sorted.not_shared));
  school.fill("conform", joined(sorted.conform));
  if (!sorted.not_submitted.empty()) school.add_note("NOT_SUBMITTED");
  if (!sorted.not_signed.empty()) school.add_note("NOT_SIGNED");
  if (!sorted.not_shared.empty()) school.add_note("NOT_SHARED");
  if (!sorted.fail.empty()) return school.answer("FAILS");
  if (!sorted.not_submitted.empty()) return school.answer("NOT_SUBMITTED");
  if (!sorted.not_signed.empty()) return school.answer("NOT_SIGNED");
  if (!sorted.not_shared.empty()) return school.answer("NOT_SHARED");
  school.answer(sorted.conform.empty() ? "NO_RECORD_DUE" : "CONFORMS");
}

}  // namespace

Rule record_conformity(const Programme& programme) {
  const std::string name(programme.record);
  return {
      .id = "record-conformity",
      .job = std::string(kJob),
      .title = "What a " + name + " must have in it",
      .source = std::string(programme.source) + "; Kent's briefing of autumn 2008, slide 30",
      .outcomes = {{"FAILS",
                    "Of the {records} of {school} in {visits_of} something is missing: {fail}. This is what can be "
                    "checked by itself; a person still has to read and sign off each of them."},
                   {"NOT_SUBMITTED",
                    "Visits to {school} in {visits_of} were held, and their {record} is not on record yet: "
                    "{not_submitted}."},
                   {"NOT_SIGNED",
                    "The {records} of {school} in {visits_of} have what can be checked by itself, and a person has "
                    "still to sign off {not_signed}."},
                   {"NOT_SHARED",
                    "The {records} of {school} in {visits_of} are signed off, and not everybody has them: "
                    "{not_shared}."},
                   {"CONFORMS",
                    "The {records} of {school} in {visits_of} have all that is asked for, are signed off, and are "
                    "with head teacher, chair and Local Authority: {conform}."},
                   {"NO_RECORD_DUE", "No visit to {school} that leaves a {record} has been held in {visits_of} yet."}},
      .items = {kVisitRows, kAssignmentRows, kAdviserRows, kRecordRows, kActionRows, kTargetRows, kGradeRows},
      .national_standards = true,
      .calendar = true,
      .prepare = each_school(programme, judge)};
}

}  // namespace termwise::visits
