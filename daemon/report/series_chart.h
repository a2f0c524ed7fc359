// A measure over the years as an SVG element, to stand in a page: points, a line between years that can be compared, a band
// where there is a confidence interval, a gap with its reason where there is no value. Colours are the page's (CSS classes).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "school/value.h"

namespace termwise::report {

struct SeriesPoint {
  std::string year;  // "2016/17"
  school::Value value = school::Missing::not_supplied;
  std::optional<Decimal> lower;  // of its confidence interval: both or neither
  std::optional<Decimal> upper;
  std::string break_before;  // why it does not compare with the year before; empty: it does
};

struct SeriesLine {
  std::string label;  // "Floor standard: 65%"
  Decimal value;
};

struct SeriesChart {
  std::string id;                   // unique in the page; letters, digits and '-'
  std::string title;                // "Reading progress score"
  std::string unit;                 // "%" or "points"
  std::vector<SeriesPoint> points;  // a year each, oldest first; at most kMaximumPoints
  std::vector<SeriesLine> thresholds;
};

inline constexpr std::size_t kMaximumPoints = 40;

// <svg role="img"> with <title> and <desc>; every text in it is escaped. Empty where no point has a value.
std::string series_chart_svg(const SeriesChart& chart);

// All of its points in words, one sentence: for <desc>.
std::string series_chart_in_words(const SeriesChart& chart);

}  // namespace termwise::report
