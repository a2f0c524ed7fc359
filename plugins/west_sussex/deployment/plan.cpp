#include "deployment/plan.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "optimum/solve.h"
#include "registers/assignments.h"
#include "registers/words.h"

namespace termwise::west_sussex {
namespace {

// Of GLPK; the rest of what a plugin may have is for the facts and findings.
constexpr int kMegabytes = 400;

struct Registered {
  Assignments now;
  Assignments last_year;
};

std::optional<Level> level_named(std::string_view word) {
  if (word == "light" || word == "light touch" || word == "low") return Level::light;
  if (word == "standard" || word == "medium" || word.empty()) return Level::standard;
  if (word == "intensive" || word == "high") return Level::intensive;
  return std::nullopt;
}

// What this year's rows say, or else last year's.
std::string_view said(const Registered& registered, std::string_view attribute) {
  for (const auto* assignments : {&registered.now, &registered.last_year})
    for (const Item& item : assignments->all())
      if (const Text text = item.text(attribute); text.text() != nullptr && !text.text()->empty()) return *text.text();
  return {};
}

std::string_view sip_before(const Registered& registered, const Settings& settings, const Day& day) {
  if (settings.replan)
    if (const auto holding = registered.now.holding(day); !holding.empty()) return adviser_of(holding.front());
  const auto last = registered.last_year.last();
  return last ? adviser_of(*last) : std::string_view();
}

// The LA's own figure for this school and year, where it stands in the register already.
std::optional<std::int64_t> own_days(const Assignments& now) {
  for (const Item& item : now.all())
    if (!has_status(item, "ended"))
      if (const auto days = tenths_of(item.measure(kAssignedDays.code)); days && *days > 0) return days;
  return std::nullopt;
}

Wanted wanted_of(const School& school, const Registered& registered, const Settings& settings, const Day& day) {
  Wanted wanted{school};
  wanted.phase = phase_of(school);
  wanted.level_word = plain(said(registered, "support_level"));
  const auto level = level_named(wanted.level_word);
  wanted.level = level.value_or(Level::standard);
  wanted.level_is_unknown = !level;
  wanted.cluster = said(registered, "cluster");
  wanted.days = own_days(registered.now).value_or(settings.days(wanted.level));
  wanted.before = sip_before(registered, settings, day);
  for (const auto* assignments : {&registered.now, &registered.last_year})
    for (const Item& item : assignments->disputed()) wanted.disputed.push_back(adviser_of(item));
  return wanted;
}

std::optional<Outside> outside_of(const Wanted& wanted, const Registered& registered, const Settings& settings,
                                  const Day& day) {
  if ((wanted.school.status() == "closed") == Truth::yes) return Outside::closed;
  if (settings.phase != "every") {
    if (wanted.phase == Phase::unknown) return Outside::phase_unknown;
    const Phase phase = wanted.phase == Phase::all_through ? Phase::secondary : wanted.phase;
    if (name(phase) != settings.phase) return Outside::other_phase;
  }
  if (settings.registered_only && registered.now.all().empty() && registered.last_year.all().empty())
    return Outside::not_registered;
  if (!settings.replan && !registered.now.holding(day).empty()) return Outside::has_sip;
  return std::nullopt;
}

// Days that SIPs have this year for schools outside the plan.
using DaysInUse = std::map<std::string_view, std::int64_t>;

void add_days_in_use(const Wanted& wanted, const Assignments& now, const Settings& settings, const Day& day,
                     DaysInUse& in_use) {
  for (const Item& item : now.holding(day))
    in_use[adviser_of(item)] += tenths_of(item.measure(kAssignedDays.code)).value_or(settings.days(wanted.level));
}

// Also which schools it is about, in its order.
Problem problem_of(Plan& plan, std::vector<std::size_t>& schools) {
  Problem problem;
  problem.keeping_bonus = plan.settings.continuity;
  problem.least_change = plan.settings.least_change;
  for (const Candidate& candidate : plan.candidates) problem.capacity.push_back(candidate.capacity);
  for (std::size_t i = 0; i < plan.wanted.size(); ++i) {
    Need need{plan.wanted[i].days, {}};
    for (std::size_t c = 0; c < plan.candidates.size(); ++c) {
      if (bar_between(plan.candidates[c], plan.wanted[i], plan.settings) != Bar::none) continue;
      const Criteria criteria = criteria_of(plan.candidates[c], plan.wanted[i]);
      need.options.push_back({c, criteria.points(plan.settings), criteria.continuity});
    }
    plan.allowed.push_back(!need.options.empty());
    if (need.options.empty()) continue;
    plan.days_wanted += need.days;
    schools.push_back(i);
    problem.needs.push_back(std::move(need));
  }
  return problem;
}

}  // namespace

std::int64_t Plan::days_offered() const {
  std::int64_t days = 0;
  for (const Candidate& candidate : candidates)
    if (candidate.bar == Bar::none) days += candidate.capacity;
  return days;
}

Plan make_plan(const Facts& facts) {
  Plan plan{read_settings(facts), span_of(facts), read_advisers(facts)};
  const Day day = plan.span.first;
  DaysInUse in_use;
  for (const School& school : facts.schools()) {
    const Registered registered{Assignments(school, 0), Assignments(school, 1)};
    Wanted wanted = wanted_of(school, registered, plan.settings, day);
    if (const auto outside = outside_of(wanted, registered, plan.settings, day)) {
      plan.outside[school.urn()] = *outside;
      if (*outside == Outside::has_sip) plan.has[school.urn()] = adviser_of(registered.now.holding(day).front());
      if (*outside != Outside::closed) add_days_in_use(wanted, registered.now, plan.settings, day, in_use);
      continue;
    }
    plan.place[school.urn()] = plan.wanted.size();
    plan.wanted.push_back(std::move(wanted));
  }
  for (const auto& [reference, adviser] : plan.advisers)
    plan.candidates.push_back(candidate_of(adviser, plan.settings, plan.span, in_use[reference]));

  std::vector<std::size_t> schools;
  const Problem problem = problem_of(plan, schools);
  plan.solution = solve(problem, {plan.settings.search, kMegabytes});
  plan.chosen.assign(plan.wanted.size(), kUnserved);
  plan.planned_days.assign(plan.candidates.size(), 0);
  for (std::size_t i = 0; i < schools.size(); ++i) {
    const std::size_t candidate = plan.solution.adviser[i];
    plan.chosen[schools[i]] = candidate;
    if (candidate != kUnserved) plan.planned_days[candidate] += plan.wanted[schools[i]].days;
  }
  return plan;
}

}  // namespace termwise::west_sussex
