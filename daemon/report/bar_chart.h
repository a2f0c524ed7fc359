// The one small chart of a digest, as a PNG: a bar for each year. Its numbers stand in words beside it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace termwise::report {

struct Bar {
  std::string label;       // "2016/17"
  std::int64_t count = 0;  // of `total`; not negative
  std::int64_t total = 0;
  bool operator==(const Bar&) const = default;
};

struct BarChart {
  std::string title;      // "Schools on the list, KS2 floor standard"
  std::vector<Bar> bars;  // at most kMaximumBars; oldest first
  bool operator==(const BarChart&) const = default;
};

inline constexpr std::size_t kMaximumBars = 12;
inline constexpr int kBarChartWidth = 540;  // as shown, in CSS pixels; the picture has twice as many
inline constexpr int kBarChartHeight = 220;

// The picture's bytes; the same chart gives the same bytes on one machine. Error (exit 70): cairo's words.
Result<std::string> bar_chart_png(const BarChart& chart);

// What a reader who does not see the picture is told: the title and every number of it, one sentence.
std::string bar_chart_in_words(const BarChart& chart);

}  // namespace termwise::report
