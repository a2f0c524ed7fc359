// From which schools a school has come, and whether a rule takes their figures for its own. A conversion, a merger or a
// split makes a new school with a new URN: its history is its own from then on, unless a rule says that it crosses the link.
//
//   constexpr Measure<Percent> kReached{"KS2_EXS_RWM"};
//   school[kReached.before(2)]            // its own, and missing where it had not opened
//   school[kReached.before(2).linked()]   // or that of the school it was before; evidence().crossed says which
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/date.hpp>

namespace termwise {

// Over which links a figure may be found; each of them crosses what the one before it does.
enum class History : std::uint8_t {
  own,          // none: what was published under the school's own URN
  same_school,  // conversions into an academy and renamings
  linked        // every link by which one school has come from another: also sponsored academies, mergers and splits
};

// A school from which one of the run's schools has come.
struct Ancestor {
  std::int64_t urn = 0;
  std::int64_t via = 0;      // what it became: the school itself, or another ancestor
  std::size_t distance = 0;  // links between, from 1
  Text kind;  // "converted", "sponsored", "merged", "split", "renamed", or "succeeded" where no file says how
  Date on;    // the first day of what it became; may be missing
  bool is_judged = false;  // it is one of the run's schools itself

  // Whether its link may be crossed. What no file says is not crossed for the same school.
  bool may_be_reached_by(History history) const {
    if (history == History::linked) return true;
    return history == History::same_school && (kind == "converted" || kind == "renamed") == Truth::yes;
  }
  // "URN 118001, which was converted on 1 September 2011": to stand in a sentence.
  std::string words() const {
    const std::string_view how = kind.text() == nullptr ? std::string_view() : *kind.text();
    std::string text = "URN " + std::to_string(urn) + ", which ";
    if (how == "sponsored")
      text += "became a sponsored academy";
    else
      text += "was " + std::string(how.empty() ? "succeeded" : how);
    return on.day() == nullptr ? text : text + " on " + in_words(*on.day());
  }
};

// Those of `ancestors` (by distance) to whom a way leads over links of which may_cross(ancestor) is true.
template <class Key, class Range, class MayCross>
auto reachable(const Key& school, const Range& ancestors, const MayCross& may_cross) {
  std::vector<decltype(&*ancestors.begin())> found;
  std::vector<Key> open{school};
  for (const auto& ancestor : ancestors) {
    if (std::find(open.begin(), open.end(), ancestor.via) == open.end() || !may_cross(ancestor)) continue;
    open.push_back(ancestor.urn);
    found.push_back(&ancestor);
  }
  return found;
}

// Those of `ancestors` (by distance) for whom has(ancestor) is true and before whom no other such one lies on the way to
// the school. may_cross(ancestor) says of each whether its link may be crossed.
template <class Key, class Range, class MayCross, class Has>
auto nearest(const Key& school, const Range& ancestors, const MayCross& may_cross, const Has& has) {
  std::vector<decltype(&*ancestors.begin())> found;
  std::vector<Key> open{school};  // from which the walk goes on
  for (const auto& ancestor : ancestors) {
    if (std::find(open.begin(), open.end(), ancestor.via) == open.end() || !may_cross(ancestor)) continue;
    if (has(ancestor))
      found.push_back(&ancestor);
    else
      open.push_back(ancestor.urn);
  }
  return found;
}

}  // namespace termwise
