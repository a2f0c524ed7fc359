#include "visits/note_of_visit.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "facts/parameters.h"
#include "facts/reasoned.h"
#include "reminders/days.h"
#include "reminders/registers.h"

namespace termwise::kent {
namespace {

using reminders::day;
using reminders::does_not_apply;
using reminders::is_about;
using reminders::row_of;
using reminders::word;

constexpr std::string_view kSource =
    "Kent primary briefing, autumn 2008, slides 9, 12, 16 and 30; what a note must have is Termwise's default, Kent's "
    "guidance is not in it";
constexpr Measure<Plain> kWords{"VISIT_RECORD_WORDS"};

const Items kVisits{"visit/1", {"term", "visit_type", "visited_on", "head_attendance", "governor_attendance"}, 1};
const Items kNotes{
    "visit_record/1",
    {"visit", "record_author", "submitted_on", "conformity", "qa_signed_on", "shared_with_head_on",
     "shared_with_chair_on", "shared_with_la_on", "actions_reviewed", "progress_reviewed", "targets_agreed",
     "impact_evaluated", "support_and_challenge", "support_level", "differences_of_view", "VISIT_RECORD_WORDS"},
    1};
const Items kActions{"action/1", {"visit", "action_owner", "due_on"}, 1};

// One note with what the other registers have of its visit.
struct Note {
  Item row;
  const Item* visit;  // null where the register of visits has none
  std::vector<Item> actions;
};

bool is_blank(const Text& text) { return text.missing() != nullptr && *text.missing() == Missing::not_supplied; }

// Of a column in which the note itself stands: blank, the note has none.
Truth is_there(const Note& note, std::string_view column) {
  const Text text = note.row.text(column);
  if (text.text() != nullptr || does_not_apply(note.row, column)) return Truth::yes;
  return is_blank(text) ? Truth::no : Truth::unknown;
}
// Of a column that says yes or no: blank, nobody has looked.
Truth says_yes(const Note& note, std::string_view column) {
  if (does_not_apply(note.row, column)) return Truth::yes;
  const std::string_view said = word(note.row, column);
  return said == "yes" ? Truth::yes : (said == "no" ? Truth::no : Truth::unknown);
}

Truth is_dated(const Note& note) {
  if (note.visit == nullptr) return Truth::unknown;
  const Date on = note.visit->date("visited_on");
  if (on.day() != nullptr) return Truth::yes;
  return *on.missing() == Missing::not_supplied ? Truth::no : Truth::unknown;
}

Truth names_who_took_part(const Note& note) {
  if (note.visit == nullptr) return Truth::unknown;
  Truth any = Truth::no;
  for (const std::string_view column : {"head_attendance", "governor_attendance"}) {
    const std::string_view said = word(*note.visit, column);
    const bool away = said == "absent" || said == "declined";
    any = any || (said == "attended" ? Truth::yes : (away ? Truth::no : Truth::unknown));
  }
  return any;
}

// Targets are agreed in autumn.
Truth has_targets(const Note& note) {
  if (note.visit == nullptr) return says_yes(note, "targets_agreed");
  const std::string_view type = word(*note.visit, "visit_type");
  const bool asked =
      type == "pupil review" || type == "data and targets" || (type.empty() && word(*note.visit, "term") == "autumn");
  return asked ? says_yes(note, "targets_agreed") : Truth::yes;
}

// Where the register has no action of the visit, nothing is known to be missing.
Truth has_next_actions(const Note& note) {
  if (note.actions.empty()) return Truth::unknown;
  const bool whole = std::all_of(note.actions.begin(), note.actions.end(), [](const Item& action) {
    return !word(action, "action_owner").empty() && (day(action, "due_on") || does_not_apply(action, "due_on"));
  });
  return truth(whole);
}

// Once it has been signed off: then it goes to the head teacher, the chair and the LA.
Truth is_distributed(const Note& note) {
  if (!day(note.row, "qa_signed_on")) return Truth::yes;
  Truth all = Truth::yes;
  for (const std::string_view column : {"shared_with_head_on", "shared_with_chair_on", "shared_with_la_on"})
    all = all && is_there(note, column);
  return all;
}

Truth has_words(const Note& note) { return note.row[kWords] > Figure<Plain>(Value(Decimal(0))); }

// What a note must have, and where that stands: in a column that has to be filled in, in one that has to say yes, or elsewhere.
enum class Stands { given, yes, elsewhere };
struct Part {
  std::string_view code;
  std::string_view not_known;
  std::string_view what;    // "an author"
  std::string_view column;  // of the note; empty where it is in other registers
  Stands stands;
  Truth (*elsewhere)(const Note& note);
  Flag asked;
};
constexpr std::string_view kMeaning =
    "Whether a note of visit must have this to conform. Termwise's default, Kent's document does not have the "
    "guidance.";
constexpr Flag asked(std::string_view name) { return {.name = name, .by_default = true, .meaning = kMeaning}; }
constexpr std::array<Part, 13> kParts{{
    {"AUTHOR", "AUTHOR_NOT_KNOWN", "an author", "record_author", Stands::given, nullptr, asked("note_author")},
    {"DATE", "DATE_NOT_KNOWN", "the date of the visit", "", Stands::elsewhere, is_dated, asked("note_date")},
    {"ATTENDEES", "ATTENDEES_NOT_KNOWN", "who took part", "", Stands::elsewhere, names_who_took_part,
     asked("note_attendees")},
    {"ACTIONS_REVIEWED", "ACTIONS_REVIEWED_NOT_KNOWN", "a review of the actions agreed before", "actions_reviewed",
     Stands::yes, nullptr, asked("note_actions_reviewed")},
    {"PROGRESS_REVIEWED", "PROGRESS_REVIEWED_NOT_KNOWN", "a review of the progress towards targets",
     "progress_reviewed", Stands::yes, nullptr, asked("note_progress_reviewed")},
    {"TARGETS_AGREED", "TARGETS_AGREED_NOT_KNOWN", "the targets that were agreed", "targets_agreed", Stands::elsewhere,
     has_targets, asked("note_targets_agreed")},
    {"IMPACT", "IMPACT_NOT_KNOWN", "the impact and value for money of outside intervention", "impact_evaluated",
     Stands::yes, nullptr, asked("note_impact")},
    {"BALANCE", "BALANCE_NOT_KNOWN", "the balance of support and challenge", "support_and_challenge", Stands::given,
     nullptr, asked("note_balance")},
    {"SUPPORT_LEVEL", "SUPPORT_LEVEL_NOT_KNOWN", "the level of support", "support_level", Stands::given, nullptr,
     asked("note_support_level")},
    {"DIFFERENCES", "DIFFERENCES_NOT_KNOWN", "a word on whether views differ", "differences_of_view", Stands::given,
     nullptr, asked("note_differences")},
    {"NEXT_ACTIONS", "NEXT_ACTIONS_NOT_KNOWN", "an owner and a date for each next action", "", Stands::elsewhere,
     has_next_actions, asked("note_next_actions")},
    {"DISTRIBUTION", "DISTRIBUTION_NOT_KNOWN", "all to whom it goes", "", Stands::elsewhere, is_distributed,
     asked("note_distribution")},
    {"WORDS", "WORDS_NOT_KNOWN", "any words", "VISIT_RECORD_WORDS", Stands::elsewhere, has_words, asked("note_words")},
}};

Truth has(const Note& note, const Part& part) {
  if (part.stands == Stands::given) return is_there(note, part.column);
  return part.stands == Stands::yes ? says_yes(note, part.column) : part.elsewhere(note);
}

// Of one school, as a sentence names them at most, and as evidence is kept.
constexpr std::size_t kMostNamed = 8;
constexpr std::size_t kMostNotes = 15;

std::string called(const Note& note) {
  const auto on = note.visit == nullptr ? std::nullopt : day(*note.visit, "visited_on");
  return "that of visit " + std::string(word(note.row, "visit")) + (on ? ", of " + in_words(*on) + "," : "");
}

// Why something is not there, or not known; what is there needs no evidence of its own.
void keep(const Note& note, const Part& part, Truth there, Case& school) {
  const Origin origin{kSource, {}, "local"};
  if (part.column.empty()) return;
  if (part.column == "VISIT_RECORD_WORDS") {
    Threshold any;
    any.operation = Operator::greater;
    any.source = kSource;
    any.confidence = "local";
    school.compare(note.row[kWords], any);
    return;
  }
  const Text said = note.row.text(part.column);
  if (said.text() != nullptr)
    school.compare(said, there == Truth::yes ? *said.text() : std::string_view("yes"), origin);
  else
    school.record(*said.missing(), said.evidence(), Operator::equal, part.what, origin);
}

struct Looked {
  std::vector<std::string> lacking, open;
};

Looked look_at(const Note& note, bool with_evidence, Case& school) {
  Looked looked;
  for (const Part& part : kParts) {
    if (!school.facts().setting(part.asked)) continue;
    const Truth there = has(note, part);
    if (with_evidence) keep(note, part, there, school);
    if (there == Truth::no) {
      looked.lacking.emplace_back(part.what);
      school.add_note(part.code);
    }
    if (there == Truth::unknown) {
      looked.open.emplace_back(part.what);
      school.add_note(part.not_known);
    }
  }
  return looked;
}

// The notes of the academic year in which the run's day lies that have been submitted by then, but those about performance
// management, which is a matter for governors.
std::vector<Note> notes_of(const Case& school, const std::vector<Item>& visits) {
  const Day today = school.facts().reference_day();
  const int year = reminders::academic_year_of(today);
  const std::vector<Item> actions = school.items(kActions);
  std::vector<Note> notes;
  for (const Item& row : school.items(kNotes)) {
    if (row.year() != year || (row.date("submitted_on") <= today) != Truth::yes) continue;
    const auto visit = std::find_if(visits.begin(), visits.end(), [&](const Item& one) { return is_about(row, one); });
    Note note{row, visit == visits.end() ? nullptr : &*visit, {}};
    if (note.visit != nullptr && word(*note.visit, "visit_type") == "performance management") continue;
    for (const Item& action : actions)
      if (action.year() == row.year() && word(action, "visit") == word(row, "visit")) note.actions.push_back(action);
    notes.push_back(std::move(note));
  }
  return notes;
}

std::string listed(const std::vector<std::string>& clauses) {
  std::vector<std::string> named(clauses.begin(),
                                 clauses.begin() + static_cast<std::ptrdiff_t>(std::min(clauses.size(), kMostNamed)));
  if (named.size() < clauses.size()) named.push_back(std::to_string(clauses.size() - named.size()) + " more");
  return in_one_sentence(named);
}

void judge(Case& school) {
  if ((school.school().status() == "closed") == Truth::yes) return school.leave_out();
  const std::vector<Item> visits = school.items(kVisits);
  std::vector<std::string> failing, open, whole;
  std::size_t seen = 0;
  for (const Note& note : notes_of(school, visits)) {
    const std::string_view said = word(note.row, "conformity");
    if (said == "waived") {
      school.add_note("WAIVED");
      whole.push_back(called(note) + " which the LA waived");
      continue;
    }
    const Looked looked = look_at(note, ++seen <= kMostNotes, school);
    const bool fails = !looked.lacking.empty();
    if (said == (fails ? "conforms" : "fails") && (fails || looked.open.empty())) school.add_note("CHECKER_DIFFERS");
    if (fails)
      failing.push_back(called(note) + " lacks " + joined(looked.lacking));
    else if (!looked.open.empty())
      open.push_back(called(note) + " may lack " + joined(looked.open));
    else
      whole.push_back(called(note));
  }
  if (seen > kMostNotes) school.add_note("EVIDENCE_CUT");
  school.fill("when", academic_year(reminders::academic_year_of(school.facts().reference_day())));
  school.fill("notes", listed(!failing.empty() ? failing : open));
  school.fill("aside", failing.empty() || open.empty() ? "" : " Of others it is not known: " + listed(open) + ".");
  school.fill("number", std::to_string(whole.size()) + (whole.size() == 1 ? " note" : " notes"));
  if (!failing.empty()) return school.answer("FAILS", open.empty() ? "" : "INCOMPLETE");
  if (!open.empty()) return school.answer("NOT_KNOWN");
  school.answer(whole.empty() ? "NO_NOTE" : "CONFORMS");
}

}  // namespace

Rule note_of_visit_conformity() {
  Rule rule;
  rule.id = "nov-conformity";
  rule.job = "visit-plan";
  rule.title = "Notes of visit that do not conform";
  rule.source = std::string(kSource);
  rule.outcomes = {
      {"FAILS",
       "Of the notes of visit of {school} in {when} these do not have in them what the LA asks for: {notes}.{aside}"},
      {"NOT_KNOWN",
       "Whether the notes of visit of {school} in {when} have in them what the LA asks for is not known: {notes}."},
      {"CONFORMS",
       "The notes of visit of {school} in {when} have in them what the LA asks for ({number}); a person still has to "
       "sign each."},
      {"NO_NOTE", "No note of a visit to {school} in {when} has been submitted."}};
  rule.items = {kVisits, kNotes, kActions};
  for (const Part& part : kParts) rule.parameters.push_back(part.asked);
  rule.judge = judge;
  return rule;
}

}  // namespace termwise::kent
