#include "reminders/advisers.h"

#include <algorithm>
#include <map>

#include "reminders/desk.h"

namespace termwise::reminders {
namespace {

constexpr auto kShadowRaise =
    working_days("shadowing_working_days", "10",
                 "An adviser who has not been shadowed is named so many working days after the spring term began.");
constexpr auto kShadowManager =
    working_days("shadowing_working_days_before", "10",
                 "So many working days before the end of the spring term the manager of all advisers is told.");
constexpr std::string_view kBriefing28 = "Kent, Primary School Improvement Partner briefing, autumn 2008, slide 28";

constexpr auto kMentorRaise =
    working_days("mentor_working_days", "10", "A new adviser has a mentor so many working days after the appointment.");
constexpr auto kMentorHead =
    working_days("mentor_head_working_days", "10",
                 "So many working days after a new adviser should have had a mentor the head of service is told.");
constexpr auto kNewFor =
    calendar_days("new_adviser_days", "365", "For so many days after the appointment an adviser is new.");

constexpr auto kManagerFrom = calendar_days(
    "adviser_manager_days", "30", "Each adviser has a manager so many days after 1 September; 30 is 1 October.");
constexpr auto kManagerHead =
    working_days("adviser_manager_head_working_days", "10",
                 "So many working days after an adviser should have had a manager the head of service is told.");

constexpr std::string_view kQualifiedSource =
    "Education and Inspections Act 2006, section 5 (accreditation), and Norfolk, School Improvement Partnership "
    "Programme (Primary), 2011/12 (training for visits 1 and 4)";

constexpr auto kEventRaise = working_days(
    "evaluation_working_days", "10", "An adviser returns the evaluation form so many working days after a briefing.");
constexpr auto kEventAgain =
    working_days("evaluation_again_working_days", "10",
                 "So many working days after an evaluation form was due it is asked for once more.");

const Items kShadowing{"shadowing/1", {"adviser", "shadowed_on"}, 0};
const Items kEvents{"event_form/1", {"adviser", "event", "event_held_on", "event_attended", "form_returned_on"}, 1};

bool has_left(const Item& adviser, const Day& on) {
  const auto to = day(adviser, "contract_to");
  return to && *to < on;
}

// The end of the spring term, and when it began. Where the term is not loaded it is taken to end on 31 March.
struct Spring {
  std::optional<Day> first;
  Day last;
};

Spring spring_of(const Desk& desk) {
  if (const auto term = desk.calendar().term(desk.year(), "spring")) return {term->first, term->last};
  return {std::nullopt, std::chrono::year(desk.year()) / std::chrono::March / 31};
}

// The day of each adviser's first shadowing in the year.
std::map<std::string_view, Item> first_shadowings(const Desk& desk) {
  std::map<std::string_view, Item> first;
  for (const Item& row : desk.facts().items(kShadowing)) {
    const auto on = day(row, "shadowed_on");
    if (!on || *on > desk.today() || academic_year_of(*on) != desk.year()) continue;
    const auto [at, is_new] = first.try_emplace(word(row, "adviser"), row);
    if (!is_new && *on < *day(at->second, "shadowed_on")) at->second = row;
  }
  return first;
}

std::vector<Step> shadowing_steps(const Desk& desk, const Spring& spring) {
  const auto before_end = desk.before(spring.last, kShadowManager);
  const Step overdue{days_from(spring.last, 1), kHeadOfService};
  if (!spring.first) return {{before_end, desk.protocol().sip_manager}, overdue};
  return {{desk.after(spring.first, kShadowRaise), kQaLead}, {before_end, desk.protocol().sip_manager}, overdue};
}

}  // namespace

Rule not_shadowed(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r16", protocol, [](const Desk& desk) {
    const Spring spring = spring_of(desk);
    const auto shadowings = first_shadowings(desk);
    std::vector<Item> advisers = desk.advisers();
    advisers.erase(
        std::remove_if(advisers.begin(), advisers.end(),
                       [&](const Item& adviser) { return has_left(adviser, std::min(desk.today(), spring.last)); }),
        advisers.end());
    const auto seen = std::count_if(advisers.begin(), advisers.end(),
                                    [&](const Item& adviser) { return shadowings.count(adviser.key()) != 0; });
    for (const Item& adviser : advisers) {
      Reminder reminder = desk.about_adviser(adviser, spring.last);
      reminder.fill("seen", std::to_string(seen)).fill("all", std::to_string(advisers.size()));
      const Origin origin = desk.origin(kBriefing28, kShadowRaise);
      if (const auto shadowing = shadowings.find(adviser.key()); shadowing != shadowings.end()) {
        const Date on = shadowing->second.date("shadowed_on");
        reminder.compare(on, Operator::less_or_equal, spring.last, origin);
        reminder.done(*on.day(), *on.day() > spring.last ? "LATE" : "");
      } else {
        Desk::keep_missing(reminder, "shadowed_on", desk.year(), "a shadowed visit", origin);
      }
      if (!spring.first) reminder.set_basis("ASSUMED");
      if (desk.today() > spring.last) reminder.add_note("OVERDUE");
      desk.give(reminder, shadowing_steps(desk, spring));
    }
  });
  rule.title = "Adviser not shadowed this year";
  rule.source = std::string(kBriefing28) + ": all are shadowed by the end of the spring term";
  rule.outcomes = {
      {"OPEN",
       "{school} has not been shadowed on a visit in {year}, and {seen} of {all} advisers have: everybody is to be, by "
       "the end of the spring term on {reference}. The lead for quality assurance is to arrange a visit to shadow. "
       "This is now with {to}."},
      {"CLOSED", "{school} has been shadowed on a visit in {year}, before the spring term ended on {reference}."}};
  rule.sentences = {
      {"closed-late",
       "{school} has been shadowed on a visit in {year}, after the spring term had ended on {reference}."}};
  rule.items.push_back(kShadowing);
  rule.parameters = {kShadowRaise, kShadowManager};
  return rule;
}

Rule without_mentor(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r17", protocol, [](const Desk& desk) {
    for (const Item& adviser : desk.advisers()) {
      const auto appointed = day(adviser, "appointed_on");
      const Text mentor = adviser.text("mentor");
      if (!appointed || mentor.text() != nullptr || does_not_apply(adviser, "mentor")) continue;
      if (has_left(adviser, desk.today()) || desk.today() > desk.after(*appointed, kNewFor)) continue;
      Reminder reminder = desk.about_adviser(adviser, *appointed);
      const Origin origin = desk.origin(kBriefing28, kMentorRaise);
      reminder.compare(adviser.date("appointed_on"), Operator::less_or_equal, desk.today(), origin);
      reminder.record(*mentor.missing(), mentor.evidence(), Operator::equal, "a mentor", origin);
      const auto raised = desk.after(appointed, kMentorRaise);
      desk.give(reminder, {{raised, desk.protocol().sip_manager}, {desk.after(raised, kMentorHead), kHeadOfService}});
    }
  });
  rule.title = "New adviser without a mentor";
  rule.source = std::string(kBriefing28) + ": every new SIP has a mentor";
  rule.outcomes = {{"OPEN",
                    "{school}, appointed on {reference}, has no mentor. The manager of the advisers is to name one and "
                    "enter it in the register of advisers. This is now with {to}."}};
  rule.parameters = {kMentorRaise, kMentorHead, kNewFor};
  return rule;
}

Rule without_manager(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r18", protocol, [](const Desk& desk) {
    const Day due = desk.after(first_day_of(desk.year()), kManagerFrom);
    for (const Item& adviser : desk.advisers()) {
      const Text line_manager = adviser.text("line_manager");
      const Text manager = adviser.text("performance_manager");
      if (line_manager.text() != nullptr || manager.text() != nullptr || has_left(adviser, desk.today())) continue;
      // Who joins later than that has been without one since then.
      const Day raised = std::max(due, day(adviser, "appointed_on").value_or(due));
      Reminder reminder = desk.about_adviser(adviser, raised);
      const Origin origin = desk.origin(kBriefing28, kManagerFrom);
      reminder.record(*line_manager.missing(), line_manager.evidence(), Operator::equal, "a line manager", origin);
      reminder.record(*manager.missing(), manager.evidence(), Operator::equal, "a person for performance management",
                      origin);
      desk.give(reminder, {{raised, desk.protocol().sip_manager}, {desk.after(raised, kManagerHead), kHeadOfService}});
    }
  });
  rule.title = "Adviser without a manager";
  rule.source = std::string(kBriefing28) +
                ": a line manager or an assigned person is responsible for each SIP's performance management";
  rule.outcomes = {
      {"OPEN",
       "{school} has neither a line manager nor anybody who is responsible for performance management. The manager of "
       "the advisers is to name one and enter it in the register of advisers. This is now with {to}."}};
  rule.parameters = {kManagerFrom, kManagerHead};
  return rule;
}

namespace {

// What an adviser lacks for the schools and visits that it has been given, since when, and when it was made good.
struct Qualification {
  std::optional<Day> wanted_since;
  bool reviews_heads = false;  // a visit about a head teacher's performance management is among them
};

std::map<std::string_view, Qualification> wanted_of_advisers(const Desk& desk) {
  std::map<std::string_view, Qualification> wanted;
  for (const School& school : desk.schools()) {
    for (const Spell& spell : desk.spells(school)) {
      if (spell.row.year() != desk.year() || spell.last < desk.today()) continue;
      auto& since = wanted[word(spell.row, "adviser")].wanted_since;
      since = since ? std::min(*since, spell.first) : spell.first;
    }
    for (const Item& visit : school.items(kVisits))
      if (visit.year() == desk.year() && word(visit, "visit_type") == "performance management" &&
          word(visit, "visit_status") != "cancelled" && word(visit, "visit_status") != "held")
        wanted[word(visit, "adviser")].reviews_heads = true;
  }
  return wanted;
}

void remind_of_qualification(const Desk& desk, const Item& adviser, const Qualification& wanted) {
  Reminder reminder = desk.about_adviser(adviser, *wanted.wanted_since);
  const Origin origin{kQualifiedSource, "", "verified"};
  Completion qualified;
  const auto accredited = day(adviser, "accredited_on");
  const auto trained = day(adviser, "data_trained_on");
  const bool is_active = word(adviser, "accreditation") == "active";
  reminder.compare(adviser.text("accreditation"), "active", origin);
  std::optional<Day> ready = is_active ? accredited : std::nullopt;
  if (desk.protocol().trains_its_own) {
    reminder.compare(adviser.date("data_trained_on"), Operator::less_or_equal, *wanted.wanted_since, origin);
    if (trained && (!ready || *trained < *ready)) ready = trained;
  }
  if (ready || !is_active)
    qualified.add(desk.protocol().trains_its_own ? "accreditation as a SIP or training in analysing data"
                                                 : "accreditation as a SIP",
                  ready);
  else
    qualified.add_undated();
  if (wanted.reviews_heads && desk.protocol().trains_its_own) {
    reminder.compare(adviser.date("htpm_trained_on"), Operator::less_or_equal, *wanted.wanted_since, origin);
    qualified.add("training for head teachers' performance management", day(adviser, "htpm_trained_on"));
  }
  if (qualified.missing().empty() && !qualified.on()) return;
  if (qualified.on()) reminder.done(*qualified.on());
  reminder.fill("missing", joined(qualified.missing()));
  desk.give(reminder, {{*wanted.wanted_since, desk.protocol().sip_manager}});
}

}  // namespace

Rule not_qualified(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r19", protocol, [](const Desk& desk) {
    const auto wanted = wanted_of_advisers(desk);
    for (const Item& adviser : desk.advisers())
      if (const auto found = wanted.find(adviser.key()); found != wanted.end() && found->second.wanted_since)
        remind_of_qualification(desk, adviser, found->second);
  });
  rule.title = "Adviser not accredited or trained";
  rule.source = std::string(kQualifiedSource);
  rule.outcomes = {
      {"OPEN",
       "{school} serves schools since {reference} and lacks what that asks for: {missing}. The manager of the advisers "
       "is not to let the assignment stand until it is there, or to enter it in the register of advisers if it is. "
       "This is now with {to}."},
      {"CLOSED", "{school} has the accreditation and training that the assignments of {reference} ask for."}};
  return rule;
}

Rule evaluation_not_returned(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r28", protocol, [](const Desk& desk) {
    const std::vector<Item> advisers = desk.advisers();
    for (const Item& form : desk.facts().items(kEvents)) {
      const auto held = day(form, "event_held_on");
      const auto raised = desk.after(held, kEventRaise);
      if (!raised || word(form, "event_attended") == "no" || does_not_apply(form, "form_returned_on")) continue;
      const auto adviser = std::find_if(advisers.begin(), advisers.end(),
                                        [&](const Item& each) { return each.key() == word(form, "adviser"); });
      if (adviser == advisers.end()) continue;
      Reminder reminder = desk.about_adviser(*adviser, *held, std::string(word(form, "event")));
      const Origin origin = desk.origin(kOurDefault, kEventRaise);
      reminder.compare(form.date("event_held_on"), Operator::less_or_equal, desk.today(), origin);
      reminder.compare(form.date("form_returned_on"), Operator::less, *raised, origin);
      if (const auto returned = day(form, "form_returned_on")) reminder.done(*returned);
      const std::string key(adviser->key());
      desk.give(reminder,
                {{raised, desk.protocol().sip, key}, {desk.after(raised, kEventAgain), desk.protocol().sip, key}});
    }
  });
  rule.title = "Evaluation form of a briefing not returned";
  rule.outcomes = {{"OPEN",
                    "{school} was at the briefing {item} on {reference} and has not returned its evaluation form. The "
                    "{adviser} is to return it. This is now with {to}."},
                   {"CLOSED",
                    "{school} has returned the evaluation form of the briefing {item} on {reference}; it was due on "
                    "{raised}."}};
  rule.items.push_back(kEvents);
  rule.parameters = {kEventRaise, kEventAgain};
  return rule;
}

}  // namespace termwise::reminders
