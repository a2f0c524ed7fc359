#include "deployment/words.h"

#include <map>
#include <vector>

namespace termwise::west_sussex {
namespace {

std::string counted_points(std::int64_t points) { return counted(Decimal(points), "point", "points"); }
std::string counted_schools(std::int64_t schools) { return counted(Decimal(schools), "school", "schools"); }

// Follows the name of somebody who may not be proposed.
std::string_view bar_in_words(Bar bar) {
  switch (bar) {
    case Bar::accreditation:
      return "whose accreditation is not active";
    case Bar::contract:
      return "whose contract does not cover the year";
    case Bar::no_days:
      return "who has no days for schools on record";
    case Bar::own_school_unknown:
      return "who leads a school that is not on record";
    case Bar::own_school:
      return "whose own school it is";
    case Bar::disputed:
      return "with whom it is in dispute";
    case Bar::expertise:
      return "who has no expertise that fits";
    case Bar::too_few_days:
      return "who has too few days for it";
    case Bar::none:
      break;
  }
  return "who may be proposed";
}

std::string joined_by_or(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? " or " : ", ";
    text += parts[i];
  }
  return text;
}

}  // namespace

std::string points_in_words(const Criteria& criteria, const Settings& settings) {
  std::vector<std::string> held;
  std::vector<std::string> not_held;
  const auto add = [&](bool holds, std::int64_t points, const char* what) {
    if (points == 0) return;
    if (holds)
      held.push_back(std::to_string(points) + " for " + what);
    else
      not_held.emplace_back(what);
  };
  add(criteria.continuity, settings.continuity, "continuity");
  add(criteria.locality, settings.locality, "locality");
  add(criteria.expertise, settings.expertise, "expertise");
  add(criteria.availability, settings.availability, "availability");
  std::string text = std::to_string(criteria.points(settings)) + " of " + counted_points(settings.most_points());
  if (!held.empty()) text += ": " + joined(held);
  if (!not_held.empty()) text += (held.empty() ? ": none for " : ", and none for ") + joined_by_or(not_held);
  return text;
}

std::string before_in_words(const Plan& plan, const Wanted& wanted) {
  const std::string name = called(plan.advisers, wanted.before);
  for (const Candidate& candidate : plan.candidates) {
    if (candidate.adviser.reference() != wanted.before) continue;
    const Bar bar = bar_between(candidate, wanted, plan.settings);
    return bar == Bar::none ? name : name + ", " + std::string(bar_in_words(bar));
  }
  return name + ", who is not in this year's register";
}

std::string runner_up(const Plan& plan, std::size_t wanted) {
  const Wanted& school = plan.wanted[wanted];
  const std::size_t chosen = plan.chosen[wanted];
  std::size_t next = kUnserved;
  std::int64_t most = -1;
  for (std::size_t c = 0; c < plan.candidates.size(); ++c) {
    if (c == chosen || bar_between(plan.candidates[c], school, plan.settings) != Bar::none) continue;
    const std::int64_t points = criteria_of(plan.candidates[c], school).points(plan.settings);
    if (points <= most) continue;
    next = c;
    most = points;
  }
  if (next == kUnserved) return "Nobody else may be proposed for it.";
  const Candidate& other = plan.candidates[next];
  const std::int64_t points = criteria_of(plan.candidates[chosen], school).points(plan.settings);
  const std::int64_t left = other.capacity - plan.planned_days[next];
  std::string text = other.adviser.called() + " would have " + counted_points(most) + " for it";
  if (most < points) return "Next comes " + other.adviser.called() + " with " + counted_points(most) + ".";
  if (left < school.days)
    return text + ", but has " + days_in_words(left) + " left of " + days_in_words(other.capacity) +
           " in this plan, and the school takes " + days_in_words(school.days) + ".";
  if (most == points) return text + " too; of plans that are equally good this is one.";
  if (plan.settings.least_change) return text + ", but the fewest schools are to change their SIP.";
  return text + ", which a longer search may bring.";
}

std::string whole_plan(const Plan& plan) {
  const Solution& solution = plan.solution;
  const auto wanted = static_cast<std::int64_t>(plan.wanted.size());
  std::string text = "The plan gives " + std::to_string(solution.served.value) + " of " + counted_schools(wanted) +
                     " a SIP and has " + counted_points(solution.points.value) + " in all";
  const bool kept_is_proven = !plan.settings.least_change || solution.kept.proven();
  if (solution.served.proven() && kept_is_proven && solution.points.proven())
    return text + (plan.settings.least_change ? "; it is proven that none serves more, none that serves as many "
                                                "changes fewer, and of those none has more points."
                                              : "; it is proven that none serves more, and of those that serve as "
                                                "many none has more points.");
  text += "; the search ended before it was proven best";
  std::vector<std::string> open;
  if (!solution.served.proven())
    open.push_back("may serve " + std::to_string(solution.served.bound - solution.served.value) + " more");
  if (!kept_is_proven)
    open.push_back("may let " + std::to_string(solution.kept.bound - solution.kept.value) + " more keep their SIP");
  if (!solution.points.proven())
    open.push_back("may have " + std::to_string(solution.points.bound - solution.points.value) + " points more");
  return text + ", and the best plan " + joined_by_or(open) + " at most.";
}

std::string nobody(const Plan& plan, const Wanted& wanted, const Facts& facts) {
  if (plan.candidates.empty()) return "the register of advisers has nobody for " + academic_year(facts.year());
  std::map<Bar, std::vector<std::string>> barred;
  for (const Candidate& candidate : plan.candidates)
    barred[bar_between(candidate, wanted, plan.settings)].push_back(candidate.adviser.called());
  constexpr std::size_t kNamed = 3;
  std::vector<std::string> parts;
  for (const auto& [bar, names] : barred)
    parts.push_back((names.size() > kNamed ? std::to_string(names.size()) + " SIPs" : joined(names)) + ", " +
                    std::string(bar_in_words(bar)));
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) text += (i > 0 ? "; " : "") + parts[i];
  return "the register has " + text;
}

std::string shortfall(const Plan& plan, const Wanted& wanted) {
  const std::int64_t needed = plan.days_wanted;
  const std::int64_t offered = plan.days_offered();
  const std::string takes = "it takes " + days_in_words(wanted.days) + ", and ";
  if (needed > offered)
    return takes + "the schools take " + days_in_words(needed) + " while the SIPs have " + days_in_words(offered) +
           ": " + days_in_words(needed - offered) + " short in all";
  return takes + "though the SIPs have " + days_in_words(offered) + " for the " + days_in_words(needed) +
         " that the schools take, they cannot be shared out so that every school has one SIP who may be proposed for "
         "it";
}

}  // namespace termwise::west_sussex
