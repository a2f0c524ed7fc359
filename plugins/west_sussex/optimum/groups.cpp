#include "optimum/groups.h"

#include <algorithm>
#include <map>
#include <utility>

namespace termwise::west_sussex {
namespace {

const Option* kept_option(const Need& need) {
  const auto found = std::find_if(need.options.begin(), need.options.end(), [](const Option& o) { return o.keeps; });
  return found == need.options.end() ? nullptr : &*found;
}

// The needs of one group, and how many of them have which adviser already.
struct Group {
  std::vector<std::size_t> members;
  std::map<std::pair<std::size_t, std::int64_t>, std::int64_t> kept;  // by adviser and points
};

// Two needs are the same where they take as many days and each adviser counts as much for the one as for the other. Whom a
// need has already may count more: what this adviser would count without that is the least of both.
using Profile = std::pair<std::int64_t, std::vector<std::pair<std::size_t, std::int64_t>>>;

Profile profile_of(const Need& need, std::int64_t bonus) {
  Profile profile{need.days, {}};
  for (const Option& option : need.options)
    profile.second.emplace_back(option.adviser, option.keeps ? option.points - bonus : option.points);
  return profile;
}

}  // namespace

Groups group(const Problem& problem) {
  std::map<Profile, Group> by_profile;
  std::vector<const Group*> in_order;
  std::vector<const Profile*> profiles;
  for (std::size_t i = 0; i < problem.needs.size(); ++i) {
    const Need& need = problem.needs[i];
    const Option* kept = kept_option(need);
    const auto [at, is_new] = by_profile.try_emplace(profile_of(need, kept == nullptr ? 0 : problem.keeping_bonus));
    at->second.members.push_back(i);
    if (kept != nullptr) ++at->second.kept[{kept->adviser, kept->points}];
    if (is_new) {
      in_order.push_back(&at->second);
      profiles.push_back(&at->first);
    }
  }
  Groups groups;
  for (std::size_t g = 0; g < in_order.size(); ++g) {
    const auto& [days, options] = *profiles[g];
    const auto all = static_cast<std::int64_t>(in_order[g]->members.size());
    groups.members.push_back(in_order[g]->members);
    for (const auto& [key, count] : in_order[g]->kept)
      groups.columns.push_back({g, key.first, days, count, 1, 1, key.second});
    for (const auto& [adviser, points] : options) groups.columns.push_back({g, adviser, days, all, 1, 0, points});
    groups.columns.push_back({g, kUnserved, days, all, 0, 0, 0});
  }
  return groups;
}

std::vector<std::int64_t> count(const Groups& groups, const Problem& problem,
                                const std::vector<std::size_t>& advisers) {
  std::vector<std::int64_t> counts;
  for (const Column& column : groups.columns)
    counts.push_back(
        std::count_if(groups.members[column.group].begin(), groups.members[column.group].end(), [&](std::size_t need) {
          if (advisers[need] != column.adviser) return false;
          const Option* kept = kept_option(problem.needs[need]);
          const bool keeps = kept != nullptr && kept->adviser == column.adviser;
          return keeps ? column.kept == 1 && column.points == kept->points : column.kept == 0;
        }));
  return counts;
}

std::vector<std::size_t> deal(const Problem& problem, const Groups& groups, const std::vector<std::int64_t>& counts) {
  std::vector<std::size_t> advisers(problem.needs.size(), kUnserved);
  std::vector<bool> dealt(problem.needs.size(), false);
  for (std::size_t c = 0; c < groups.columns.size(); ++c) {
    const Column& column = groups.columns[c];
    std::int64_t left = counts[c];
    for (const std::size_t need : groups.members[column.group]) {
      if (left == 0) break;
      if (dealt[need]) continue;
      if (column.kept > 0) {
        const Option* kept = kept_option(problem.needs[need]);
        if (kept == nullptr || kept->adviser != column.adviser || kept->points != column.points) continue;
      }
      advisers[need] = column.adviser;
      dealt[need] = true;
      --left;
    }
  }
  return advisers;
}

}  // namespace termwise::west_sussex
