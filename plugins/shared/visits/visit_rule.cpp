#include "visits/visit_rule.h"

#include <algorithm>

#include "visits/agenda.h"
#include "visits/assurance.h"
#include "visits/documents.h"
#include "visits/look.h"

namespace termwise::visits {
namespace {

// Empty before the programme began.
const Agenda* agenda_of(const PlannedVisit& plan, int year) {
  const Agenda* found = nullptr;
  for (const Agenda& agenda : plan.agendas)
    if (agenda.from <= year) found = &agenda;
  return found;
}

std::string agenda_in_words(const Agenda& agenda, Look& look, const Standing& visit) {
  std::vector<std::string> items;
  for (const AgendaItem item : agenda.items)
    if (std::string words = item(look, visit); !words.empty()) items.push_back(std::move(words));
  return listed(items);
}

// What of these is still open, as a sentence that follows others; empty where nothing is.
std::string open_in_words(const std::vector<Assured>& functions, Look& look, const Standing& visit) {
  std::vector<std::string> open;
  for (const Assured function : functions)
    if (std::string words = function(look, visit); !words.empty()) open.push_back(std::move(words));
  if (open.empty()) return {};
  look.school().add_note("QA_OPEN");
  return " Quality assurance still needs: " + listed(open) + ".";
}

const PlannedVisit* visit_of(const Programme& programme, std::string_view type) {
  const auto found = std::find_if(programme.visits.begin(), programme.visits.end(),
                                  [&](const PlannedVisit& plan) { return plan.type == type; });
  return found == programme.visits.end() ? nullptr : &*found;
}

enum class Within { yes, no, not_known };

Within term_of(Look& look, const Standing& visit, const std::optional<TermDays>& term) {
  if (!term) return Within::not_known;
  const Date date = visit.row->date("visited_on");
  const Origin calendar{"the Local Authority's calendar", {}, "local"};
  const Truth from = look.school().compare(date, Operator::greater_or_equal, term->first, calendar);
  const Truth to = look.school().compare(date, Operator::less_or_equal, term->last, calendar);
  return (from && to) == Truth::yes ? Within::yes : Within::no;
}

// Whether it has a day before that of the visit on which it builds; fills in which that is.
bool is_out_of_order(Look& look, const PlannedVisit& plan, const Standing& visit) {
  if (!plan.follows) return false;
  const Standing earlier = look.standing(plan.follows->type);
  const PlannedVisit* before = visit_of(look.programme(), plan.follows->type);
  if (!earlier.date || before == nullptr) return false;
  if (look.school().compare(visit.row->date("visited_on"), Operator::greater_or_equal, *earlier.date, look.origin()) !=
      Truth::no)
    return false;
  look.school().add_note("BEFORE_ITS_BASIS");
  look.school().fill("earlier", std::string(before->name) + " on " + with_weekday(*earlier.date));
  return plan.follows->must;
}

void say_planned(Look& look, const PlannedVisit& plan, const Standing& visit, const std::optional<TermDays>& term) {
  Case& school = look.school();
  const Within within = term_of(look, visit, term);
  if (is_out_of_order(look, plan, visit)) return school.answer("OUT_OF_ORDER");
  if (within == Within::no) return school.answer("OUT_OF_TERM");
  school.answer("PLANNED", within == Within::yes ? "" : "CALENDAR_NOT_LOADED");
}

void say_held(Look& look, const PlannedVisit& plan, const Standing& visit, const std::optional<TermDays>& term) {
  Case& school = look.school();
  std::string held = "on a day that is not on record";
  if (visit.date) {
    held = "on " + with_weekday(*visit.date);
    const Within within = term_of(look, visit, term);
    if (within == Within::yes) held += ", in the " + std::string(plan.term) + " term";
    if (within == Within::no) {
      held += ", outside the " + std::string(plan.term) + " term in which it belongs";
      school.add_note("OUT_OF_TERM");
    }
    is_out_of_order(look, plan, visit);
  }
  std::string output;
  for (const Output one : plan.outputs)
    if (const std::string words = one(look, visit); !words.empty()) output += " " + words;
  school.fill("held", held);
  school.fill("output", output);
  school.fill("open", open_in_words(plan.before, look, visit) + open_in_words(plan.after, look, visit));
  school.answer("DONE");
}

void say_undated(Look& look, const Standing& visit, const std::optional<TermDays>& term) {
  Case& school = look.school();
  if (visit.row)
    school.compare(visit.row->date("visited_on"), Operator::less_or_equal, look.today(), look.origin());
  else
    look.keep_missing("visited_on", look.year(), "a day");
  if (visit.was_cancelled) school.add_note("CANCELLED");
  if (!term) return school.answer("NOT_EVALUABLE", "CALENDAR_NOT_LOADED");
  if (look.today() < term->first) return school.answer("NOT_DUE");
  school.answer(look.today() <= term->last ? "DUE" : "OVERDUE");
}

void judge(Look& look, const PlannedVisit& plan) {
  Case& school = look.school();
  const Agenda* agenda = agenda_of(plan, look.year());
  if (agenda == nullptr || !look.takes_part()) return school.leave_out();
  const Standing visit = look.standing(plan.type);
  const auto term = look.term(plan.term);
  school.fill("visit", capital(plan.name));
  school.fill("about", std::string(plan.about));
  school.fill("adviser", std::string(look.programme().adviser));
  school.fill("term", std::string(plan.term));
  school.fill("visits_of", academic_year(look.year()));
  school.fill("term_first", term ? in_words(term->first) : "");
  school.fill("term_last", term ? in_words(term->last) : "");
  school.fill("date", visit.date ? with_weekday(*visit.date) : "");
  school.fill("cancelled", visit.was_cancelled ? ", since the one that was planned was cancelled" : "");
  if (visit.state == State::held) return say_held(look, plan, visit, term);
  if (visit.state == State::not_confirmed) {
    school.compare(visit.row->text("visit_status"), "held", look.origin());
    return school.answer("NOT_CONFIRMED");
  }
  if (visit.state == State::undated)
    say_undated(look, visit, term);
  else
    say_planned(look, plan, visit, term);
  school.fill("agenda", agenda_in_words(*agenda, look, visit));
  school.fill("documents", documents_due(look, plan, visit));
  school.fill("open", open_in_words(plan.before, look, visit));
}

void add(std::vector<Items>& all, const std::vector<Items>& more) { all.insert(all.end(), more.begin(), more.end()); }

}  // namespace

Rule visit_rule(const Programme& programme, const PlannedVisit& plan) {
  std::vector<Items> items = items_of_agendas();
  add(items, items_of_documents());
  add(items, items_of_assurance());
  std::vector<Parameter> parameters = parameters_of_documents();
  for (const Parameter& parameter : parameters_of_agendas()) parameters.push_back(parameter);
  Rule rule{
      .id = plan.id,
      .job = std::string(kJob),
      .title = capital(plan.name) + " " + std::string(plan.about),
      .source = std::string(programme.source),
      .outcomes =
          {{"OVERDUE",
            "{visit} to {school} {about} belonged to the {term} term of {visits_of}, which ended on {term_last}, and "
            "no "
            "day of it is on record{cancelled}. The {adviser} is to enter the day, or what has become of the visit. "
            "What it is for: {agenda}."},
           {"OUT_OF_ORDER",
            "{visit} to {school} {about} is planned for {date}, before {earlier}, on which it builds: one of the two "
            "days is to be changed. Its agenda: {agenda}.{documents}{open}"},
           {"OUT_OF_TERM",
            "{visit} to {school} {about} is planned for {date}, outside the {term} term in which it belongs, from "
            "{term_first} to {term_last}. Its agenda: {agenda}.{documents}{open}"},
           {"NOT_CONFIRMED",
            "{visit} to {school} {about} was planned for {date}, and nobody has entered since that it was held. The "
            "{adviser} is to enter that, or another day."},
           {"DUE",
            "{visit} to {school} {about} is to be held in the {term} term, by {term_last}, and has no day "
            "yet{cancelled}. Its agenda so far: {agenda}.{documents}{open}"},
           {"NOT_EVALUABLE"},
           {"PLANNED",
            "{visit} to {school} {about} is planned for {date}, in the {term} term. Its agenda: "
            "{agenda}.{documents}{open}"},
           {"DONE", "{visit} to {school} {about} was held {held}.{output}{open}"},
           {"NOT_DUE",
            "{visit} to {school} {about} belongs to the {term} term, which begins on {term_first}, and has no day "
            "yet{cancelled}. Its agenda so far: {agenda}.{documents}{open}"}},
      .sentences =
          {{"not-evaluable-calendar-not-loaded",
            "{visit} to {school} {about} belongs to the {term} term of {visits_of} and has no day yet{cancelled}. The "
            "dates of that term are not loaded, so that it cannot be said whether the visit is due. Its agenda so far: "
            "{agenda}.{documents}{open}"},
           {"planned-calendar-not-loaded",
            "{visit} to {school} {about} is planned for {date}. The dates of the {term} term, in which it belongs, are "
            "not loaded. Its agenda: {agenda}.{documents}{open}"}},
      .listed = 4,
      .reads = reads_of_agendas(),
      .items = items,
      .parameters = parameters,
      .national_standards = true,
      .calendar = true,
      .prepare = each_school(programme, [&plan](Look& look) { judge(look, plan); })};
  if (!plan.follows || !plan.follows->must) {
    rule.outcomes.erase(std::find_if(rule.outcomes.begin(), rule.outcomes.end(),
                                     [](const Outcome& outcome) { return outcome.code == "OUT_OF_ORDER"; }));
    --rule.listed;
  }
  return rule;
}

}  // namespace termwise::visits
