// Two counts for each year as bars beside each other, before and after a change, as an SVG element to stand in a page. The
// title is not drawn: the page says it above the chart. Colours are the page's, as with series_chart.h; its own classes are
// `was` and `is`, the bars.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace termwise::report {

struct CountPair {
  std::string label;        // "2016/17"
  std::int64_t before = 0;  // not negative
  std::int64_t after = 0;
};

struct PairChart {
  std::string id;                // unique in the page; letters, digits and '-'
  std::string title;             // "Schools on the list, KS2 floor standard"
  std::string unit;              // "schools"
  std::vector<CountPair> pairs;  // oldest first; at most kMaximumPairs
};

inline constexpr std::size_t kMaximumPairs = 40;  // of more, the newest

// <svg role="img"> with <title> and <desc>; every text in it is escaped. Empty without pairs.
std::string pair_chart_svg(const PairChart& chart);

// All of its numbers in words, one sentence, not escaped.
std::string pair_chart_in_words(const PairChart& chart);

}  // namespace termwise::report
