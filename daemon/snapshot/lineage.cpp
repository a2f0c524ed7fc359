#include "snapshot/lineage.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "store/links.h"

namespace termwise::snapshot {
namespace {

// Layouts say it each for its own files, and mean the same types of school.
std::map<std::string, school::LinkKind> kinds_by_type(const settings::Settings& settings) {
  std::map<std::string, school::LinkKind> kinds;
  for (const auto& layout : settings.layouts) kinds.insert(layout.kinds_by_type.begin(), layout.kinds_by_type.end());
  return kinds;
}

std::vector<Urn> schools_in(const std::vector<school::LinkStatement>& statements) {
  std::set<Urn> urns;
  for (const auto& said : statements) {
    urns.insert(said.urn);
    urns.insert(said.linked);
  }
  return {urns.begin(), urns.end()};
}

void drop_later(const std::chrono::year_month_day& until, school::LinkGraph& graph) {
  const auto later = [&](const auto& link) { return link.on && *link.on > until; };
  std::erase_if(graph.links, later);
  std::erase_if(graph.others, later);
}

}  // namespace

Result<school::LinkGraph> links_behind(store::Reader& reader, const settings::Settings& settings,
                                       const std::vector<Urn>& schools, BatchId highest,
                                       const std::optional<std::chrono::year_month_day>& until) {
  const auto kinds = kinds_by_type(settings);
  std::map<school::LinkSource, school::LinkStatement> statements;
  std::map<std::int64_t, school::RegisteredSchool> registered;
  std::set<Urn> asked;
  school::LinkGraph graph;
  std::vector<Urn> generation = schools;
  // One generation more than a lineage keeps, so that one that is cut is known to be.
  for (std::size_t step = 0; !generation.empty() && step <= school::kMaximumGenerations; ++step) {
    asked.insert(generation.begin(), generation.end());
    TERMWISE_TRY(auto found, store::link_statements(reader, generation, highest));
    TERMWISE_TRY(auto described, store::registered_schools(reader, schools_in(found), highest));
    registered.merge(described);
    for (auto& said : found) statements.insert_or_assign(said.source, said);
    std::vector<school::LinkStatement> all;
    std::transform(statements.begin(), statements.end(), std::back_inserter(all),
                   [](const auto& entry) { return entry.second; });
    graph = school::graph_of(std::move(all), registered, kinds);
    if (until) drop_later(*until, graph);
    std::set<Urn> next;
    for (const auto& link : graph.links)
      if (asked.count(link.successor) != 0 && asked.count(link.predecessor) == 0) next.insert(link.predecessor);
    generation.assign(next.begin(), next.end());
  }
  return graph;
}

}  // namespace termwise::snapshot
