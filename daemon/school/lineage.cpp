#include "school/lineage.h"

#include <algorithm>
#include <set>
#include <span>

namespace termwise::school {
namespace {

std::span<const Link> links_to(Urn successor, const std::vector<Link>& links) {
  const auto first =
      std::partition_point(links.begin(), links.end(), [&](const Link& link) { return link.successor < successor; });
  const auto end =
      std::partition_point(first, links.end(), [&](const Link& link) { return link.successor == successor; });
  return {first, end};
}

}  // namespace

Lineage lineage_of(Urn school, const std::vector<Link>& links) {
  Lineage lineage;
  std::set<Urn> seen{school};
  std::vector<Urn> generation{school};
  for (std::size_t distance = 1; !generation.empty(); ++distance) {
    std::vector<Ancestor> found;
    for (const Urn via : generation)
      for (const Link& link : links_to(via, links))
        if (seen.insert(link.predecessor).second) found.push_back({link.predecessor, via, distance, link});
    std::sort(found.begin(), found.end(), [](const Ancestor& a, const Ancestor& b) { return a.urn < b.urn; });
    generation.clear();
    for (auto& ancestor : found) {
      lineage.cut = distance > kMaximumGenerations || lineage.ancestors.size() == kMaximumAncestors;
      if (lineage.cut) return lineage;
      generation.push_back(ancestor.urn);
      lineage.ancestors.push_back(std::move(ancestor));
    }
  }
  return lineage;
}

}  // namespace termwise::school
