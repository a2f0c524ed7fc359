#include "school/link.h"

#include <algorithm>
#include <array>
#include <utility>

namespace termwise::school {
namespace {

constexpr std::array<std::string_view, 7> kKinds{"other",     "succeeded", "renamed", "converted",
                                                 "sponsored", "merged",    "split"};
constexpr std::array<std::string_view, 3> kRoles{"predecessor", "successor", "either"};
constexpr std::string_view kSeparator = ", ";

template <typename Enum, std::size_t size>
std::optional<Enum> named(const std::array<std::string_view, size>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

// All that is said of two schools.
struct Pair {
  bool first_before = false;  // the lower URN is the predecessor of the higher
  bool second_before = false;
  LinkKind kind = LinkKind::other;
  std::optional<std::chrono::year_month_day> on;
  std::optional<LinkSource> source;
  std::optional<LinkSource> dated;
};

// The greater value counts, and of several rows that have it the first.
template <typename Value>
void take(const Value& said, const LinkSource& where, Value& value, std::optional<LinkSource>& source) {
  if (said < value) return;
  if (value < said || !source || where < *source) source = where;
  value = said;
}

using Pairs = std::map<std::pair<std::int64_t, std::int64_t>, Pair>;

Pairs paired(const std::vector<LinkStatement>& statements) {
  Pairs pairs;
  for (const auto& said : statements) {
    if (said.urn == said.linked) continue;  // a slip of the pen
    const auto [low, high] = std::minmax(said.urn.value, said.linked.value);
    Pair& pair = pairs[{low, high}];
    const bool descent = said.word.kind != LinkKind::other;
    if (descent && said.word.role != LinkRole::either) {
      const Urn before = said.word.role == LinkRole::predecessor ? said.linked : said.urn;
      (before.value == low ? pair.first_before : pair.second_before) = true;
    }
    take(said.word.kind, said.source, pair.kind, pair.source);
    if (said.on) take(said.on, said.source, pair.on, pair.dated);
  }
  return pairs;
}

const RegisteredSchool& school_of(const std::map<std::int64_t, RegisteredSchool>& schools, std::int64_t urn) {
  static const RegisteredSchool kUnknown;
  const auto found = schools.find(urn);
  return found == schools.end() ? kUnknown : found->second;
}

}  // namespace

std::string_view name(LinkKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }
std::optional<LinkKind> link_kind_named(std::string_view name) { return named<LinkKind>(kKinds, name); }
std::string_view name(LinkRole role) { return kRoles[static_cast<std::size_t>(role)]; }
std::optional<LinkRole> link_role_named(std::string_view name) { return named<LinkRole>(kRoles, name); }

std::optional<LinkWord> link_word(std::string_view text) {
  if (text == name(LinkKind::other)) return LinkWord{};
  const std::size_t separator = text.find(kSeparator);
  const auto role = link_role_named(text.substr(0, separator));
  if (!role) return std::nullopt;
  if (separator == std::string_view::npos) return LinkWord{*role, LinkKind::succeeded};
  const auto kind = link_kind_named(text.substr(separator + kSeparator.size()));
  if (!kind || *kind == LinkKind::other) return std::nullopt;
  return LinkWord{*role, *kind};
}

LinkGraph graph_of(std::vector<LinkStatement> statements, const std::map<std::int64_t, RegisteredSchool>& schools,
                   const std::map<std::string, LinkKind>& kinds_by_type) {
  LinkGraph graph;
  for (auto& [urns, pair] : paired(statements)) {
    const RegisteredSchool& first = school_of(schools, urns.first);
    const RegisteredSchool& second = school_of(schools, urns.second);
    if (pair.kind != LinkKind::other && !pair.first_before && !pair.second_before) {
      pair.first_before = first.closed && second.known_open;
      pair.second_before = second.closed && first.known_open;
    }
    const auto add = [&, &pair = pair](std::int64_t predecessor, std::int64_t successor, const RegisteredSchool& later) {
      const auto by_type = kinds_by_type.find(later.type);
      const bool plain = pair.kind == LinkKind::succeeded && by_type != kinds_by_type.end();
      graph.links.push_back(
          {Urn{predecessor}, Urn{successor}, plain ? by_type->second : pair.kind, pair.on, *pair.source, pair.dated});
    };
    if (pair.first_before) add(urns.first, urns.second, second);
    if (pair.second_before) add(urns.second, urns.first, first);
    if (!pair.first_before && !pair.second_before)
      graph.others.push_back({Urn{urns.first}, Urn{urns.second}, pair.kind, pair.on});
  }
  std::sort(graph.links.begin(), graph.links.end(), [](const Link& a, const Link& b) {
    return std::pair(a.successor, a.predecessor) < std::pair(b.successor, b.predecessor);
  });
  return graph;
}

}  // namespace termwise::school
