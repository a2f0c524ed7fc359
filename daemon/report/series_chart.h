// A measure over the years as an SVG element, to stand in a page: points, a line between years that can be compared, a
// band where there is a confidence interval, a gap with its reason where there is no value. The title is not drawn: the
// page says it above the chart.
//
// Colours are the page's. Without any, all is drawn in the colour of the text around it. The classes:
//   chart      the <svg>                         point      a year's value
//   axis       the line of the years, and zero   band       confidence interval: an area, or a whisker at a lone point
//   tick       a line across, at a round value   threshold  dashed line of a standard
//   series     line between comparable years     break      dotted line before a year that does not compare
//   label      every text                        missing    cross on the axis: a year without a value
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "school/value.h"

namespace termwise::report {

struct SeriesPoint {
  std::string year;  // "2016/17"
  school::Value value = school::Missing::not_supplied;
  std::optional<Decimal> lower;  // of its confidence interval: both or neither
  std::optional<Decimal> upper;
  std::string break_before;      // why it does not compare with the year before; empty: it does. Not read in the first
  std::string why_missing = {};  // in place of the words for the value's reason; empty: those
};

struct SeriesLine {
  std::string label;  // "Floor standard: 65%"
  Decimal value;
};

struct SeriesChart {
  std::string id;                      // unique in the page; letters, digits and '-'
  std::string title;                   // "Reading progress score"
  std::string unit;                    // "%" or "points"
  std::vector<SeriesPoint> points;     // a year each, oldest first; at most kMaximumPoints
  std::vector<SeriesLine> thresholds;  // at most kMaximumThresholds
  // Whether values are counts of things: the axis begins at 0 and has whole steps.
  bool counts = false;
  std::string_view placed = "in";  // how a value stands to its label in words: "5 in 2016/17", "5 at 65"
};

inline constexpr std::size_t kMaximumPoints = 40;     // of more, the newest
inline constexpr std::size_t kMaximumThresholds = 5;  // of more, the first: five labels of three lines fill the chart

// <svg role="img"> with <title> and <desc>; every text in it is escaped. Empty where no point has a value.
std::string series_chart_svg(const SeriesChart& chart);

std::string why_missing(const SeriesPoint& point);

// All of its points, breaks and thresholds in words, one sentence, not escaped: for <desc>, and for the page beside the
// chart, where it says why there is a "Break 1".
std::string series_chart_in_words(const SeriesChart& chart);

}  // namespace termwise::report
