#include "reminders/assignments.h"

#include <algorithm>
#include <map>
#include <set>

#include "reminders/desk.h"

namespace termwise::reminders {
namespace {

constexpr auto kWithoutHead =
    working_days("no_adviser_head_working_days", "10",
                 "So many working days after a school was left without an adviser the head of service is told.");
constexpr Number<Days> kDaysPerSchool{.name = "adviser_days_per_school",
                                      .minimum = "0.5",
                                      .maximum = "100",
                                      .by_default = "5",
                                      .meaning = "The days in a year that an adviser has for each school."};

constexpr std::string_view kDaysSource =
    "The national SIP programme: normally five days for each school and year (Teaching Expertise, \"SIPs at work\")";

// Stretches of the academic year, up to today, on which nobody serves a school: their first day, and the day on which they
// ended.
struct Gap {
  Day first;
  std::optional<Day> ended;
};

std::vector<Gap> gaps(const std::vector<Spell>& spells, const Day& year_begins, const Day& today) {
  std::vector<Gap> found;
  Day from = year_begins;  // the first day that is not yet known to be served
  for (const Spell& spell : spells) {
    if (spell.last < spell.first || spell.last < from) continue;
    if (spell.first > today) break;
    if (spell.first > from) found.push_back({from, spell.first});
    from = days_from(spell.last, 1);
  }
  if (from <= today) found.push_back({from, std::nullopt});
  return found;
}

// Days that an adviser has had, each from a day on, and where they were read.
struct Share {
  Day from;
  Value days;
};
struct Load {
  std::vector<Share> visits;
  std::vector<Share> assignments;
  std::set<std::int64_t> schools;
};

std::map<std::string, Load> loads_of_advisers(const Desk& desk) {
  std::map<std::string, Load> loads;
  const auto take = [](std::vector<Share>& shares, const Day& from, const Value& days) {
    if (days.number() != nullptr) shares.push_back({from, days});
  };
  for (const School& school : desk.schools()) {
    for (const Spell& spell : desk.spells(school)) {
      if (spell.row.year() != desk.year()) continue;
      Load& load = loads[std::string(word(spell.row, "adviser"))];
      load.schools.insert(school.urn());
      take(load.assignments, spell.first, spell.row.measure("ASSIGNMENT_DAYS"));
    }
    for (const Visit& visit : desk.visits(school))
      if (const std::string adviser = desk.adviser_of(school, visit);
          visit.row.year() == desk.year() && !adviser.empty())
        take(loads[adviser].visits, visit.date, visit.row.measure("VISIT_DAYS"));
  }
  return loads;
}

struct Crossing {
  Day on;
  Decimal days;
};

// When the days, one after the other, came to more than the limit; none after today.
std::optional<Crossing> crossing(std::vector<Share> shares, const Decimal& limit, const Day& today) {
  std::stable_sort(shares.begin(), shares.end(), [](const Share& a, const Share& b) { return a.from < b.from; });
  Decimal sum;
  std::optional<Day> crossed;
  for (const Share& share : shares) {
    if (share.from > today) break;
    sum = add(sum, *share.days.number()).value_or(sum);
    if (sum > limit && !crossed) crossed = share.from;
  }
  return crossed ? std::optional(Crossing{*crossed, sum}) : std::nullopt;
}

struct Limit {
  std::string item;
  std::string words;
  Decimal days;
  Origin origin;
};

void remind_of_load(const Desk& desk, const Item& adviser, const std::vector<Share>& shares, std::string_view measure,
                    const Limit& limit) {
  const auto crossed = crossing(shares, limit.days, desk.today());
  if (!crossed) return;
  Reminder reminder = desk.about_adviser(adviser, crossed->on, limit.item);
  const Threshold threshold{measure, Operator::greater,   limit.days, {},
                            {},      limit.origin.source, {},         limit.origin.confidence};
  reminder.compare(Value(crossed->days, {measure, desk.year(), 0}), threshold);
  reminder.fill("days", Days::words(crossed->days)).fill("limit", Days::words(limit.days)).fill("why", limit.words);
  desk.give(reminder, {{crossed->on, desk.protocol().sip_manager}});
}

// A day of an adviser for each school, and the contract: visits held so far may go beyond the first, and both beyond the second.
void remind_of_loads(const Desk& desk, const Item& adviser, const Load& load) {
  const auto per_school = desk.facts().setting(kDaysPerSchool);
  if (per_school && !load.schools.empty()) {
    const Decimal days(per_school->units() * static_cast<std::int64_t>(load.schools.size()), per_school->scale());
    remind_of_load(
        desk, adviser, load.visits, "VISIT_DAYS",
        {"visits",
         "visits to " + std::to_string(load.schools.size()) + (load.schools.size() == 1 ? " school" : " schools"), days,
         desk.origin(kDaysSource, kDaysPerSchool, "verified")});
  }
  const Value contract = adviser.measure("ADVISER_CONTRACT_DAYS");
  if (contract.number() == nullptr) return;
  const Origin own{"the adviser's contract", "", "local"};
  remind_of_load(desk, adviser, load.visits, "VISIT_DAYS", {"contract", "the contract", *contract.number(), own});
  remind_of_load(desk, adviser, load.assignments, "ASSIGNMENT_DAYS",
                 {"assignments", "the contract, counting the days promised to schools", *contract.number(), own});
}

}  // namespace

Rule school_without_adviser(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r20", protocol, [](const Desk& desk) {
    for (const School& school : desk.schools()) {
      const std::vector<Spell> spells = desk.spells(school);
      for (const Gap& gap : gaps(spells, first_day_of(desk.year()), desk.today())) {
        Reminder reminder = desk.about(school, gap.first);
        const Origin origin = desk.origin(kOurDefault, kWithoutHead);
        for (const Spell& spell : spells)
          if (spell.row.year() == desk.year())
            reminder.compare(spell.row.date("assigned_from"), Operator::less_or_equal, gap.first, origin);
        if (gap.ended) reminder.done(*gap.ended);
        desk.give(reminder,
                  {{gap.first, desk.protocol().sip_manager}, {desk.after(gap.first, kWithoutHead), kHeadOfService}});
      }
    }
  });
  rule.title = "School without an adviser";
  rule.outcomes = {
      {"OPEN",
       "{school} has no {adviser} since {reference}. The manager of the advisers is to assign one. This is now with "
       "{to}."},
      {"CLOSED", "{school} has an {adviser} again, after having had none since {reference}."}};
  rule.parameters = {kWithoutHead};
  return rule;
}

Rule adviser_over_allocated(const Protocol& protocol) {
  Rule rule = reminder_rule("reminder-r21", protocol, [](const Desk& desk) {
    const auto loads = loads_of_advisers(desk);
    for (const Item& adviser : desk.advisers())
      if (const auto load = loads.find(std::string(adviser.key())); load != loads.end())
        remind_of_loads(desk, adviser, load->second);
  });
  rule.title = "Adviser with more days than planned";
  rule.source = std::string(kDaysSource);
  rule.outcomes = {{"OPEN",
                    "{school} comes to {days} in {year}, where {limit} are allowed by {why}; it went beyond them on "
                    "{reference}. The manager of the advisers is to plan anew. This is now with {to}."}};
  rule.parameters = {kDaysPerSchool};
  return rule;
}

}  // namespace termwise::reminders
