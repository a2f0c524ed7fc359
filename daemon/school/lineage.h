// From which schools a school has come: a walk along links, backwards. Pure. A lineage says nothing of whose figures count;
// each rule says whether it crosses a link.
#pragma once

#include <cstddef>
#include <vector>

#include "base/ids.h"
#include "school/link.h"

namespace termwise::school {

inline constexpr std::size_t kMaximumGenerations = 20;  // that a lineage goes back; the longest real one has 4
inline constexpr std::size_t kMaximumAncestors = 100;   // of one school; the most that a real one has is 13

struct Ancestor {
  Urn urn;
  Urn via;                   // the school one step nearer that it became
  std::size_t distance = 0;  // steps, from 1
  Link link;                 // to `via`
  bool operator==(const Ancestor&) const = default;
};

struct Lineage {
  std::vector<Ancestor> ancestors;  // by (distance, urn)
  bool cut = false;                 // there are more, beyond the limits
};

// Each school once, by the shortest way and of equally short ones by the lowest URN, so that circles end. `links` are
// sorted by (successor, predecessor), as graph_of has them.
Lineage lineage_of(Urn school, const std::vector<Link>& links);

}  // namespace termwise::school
