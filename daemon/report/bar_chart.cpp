#include "report/bar_chart.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "base/text.h"
#include "report/canvas.h"
#include "report/chart_text.h"

namespace termwise::report {
namespace {

constexpr int kScale = 2;  // pixels of the picture in a CSS pixel, for screens that have them

// On white: ink 16.2 to 1, bars 7.5 to 1, border 4.5 to 1. The picture is opaque, so a dark mail client shows it as is.
constexpr Colour kPaper{255, 255, 255};
constexpr Colour kInk{32, 32, 36};
constexpr Colour kBarFill{29, 83, 158};
constexpr Colour kBorder{118, 118, 118};

constexpr double kMargin = 20;
constexpr Rectangle kTitleArea{kMargin, 12, kBarChartWidth - 2 * kMargin, 24};
constexpr Font kTitleFont{15, true};
constexpr double kBase = 184;     // the line on which the bars stand
constexpr double kTallest = 116;  // the highest bar
constexpr double kCountHeight = 22;
constexpr double kLabelHeight = 24;
constexpr double kWidestSlot = 125;  // of a bar with the space around it
constexpr double kWidestBar = 72;
constexpr double kBarShare = 0.64;  // of its slot
constexpr double kGap = 4;          // between the labels of two bars
constexpr double kCountSize = 14;
constexpr double kLabelSize = 12;
constexpr double kSmallestSize = 9;

std::vector<Bar> newest(const BarChart& chart) {
  const std::size_t surplus = chart.bars.size() - std::min(chart.bars.size(), kMaximumBars);
  return {chart.bars.begin() + static_cast<std::ptrdiff_t>(surplus), chart.bars.end()};
}

std::string grouped(std::int64_t count) { return std::string(trim(counted(count, "", ""))); }

// The size at which the longest of the lines fits, so that they all look alike; what does not fit at the smallest size
// is cut by the canvas.
Font fitting(const Canvas& canvas, const std::vector<std::string>& lines, Font font, double width) {
  double widest = 0;
  for (const auto& line : lines) widest = std::max(widest, canvas.width_of(line, font));
  if (widest > width) font.size = std::max(kSmallestSize, std::floor(font.size * width / widest * 4) / 4);
  return font;
}

// Whole pixels of the picture, for sharp edges, and never nothing for something.
double bar_height(std::int64_t count, std::int64_t highest) {
  if (count <= 0) return 0;
  const double height = kTallest * static_cast<double>(count) / static_cast<double>(highest);
  return std::max(std::round(height * kScale), 1.0) / kScale;
}

void draw_frame(Canvas& canvas) {
  canvas.fill({0, 0, kBarChartWidth, kBarChartHeight}, kBorder);
  canvas.fill({1, 1, kBarChartWidth - 2, kBarChartHeight - 2}, kPaper);
}

void draw_bars(Canvas& canvas, const std::vector<Bar>& bars) {
  std::vector<std::string> counts;
  std::vector<std::string> labels;
  std::int64_t highest = 0;
  for (const auto& bar : bars) {
    counts.push_back(grouped(bar.count));
    labels.push_back(bar.label);
    highest = std::max(highest, bar.count);
  }
  const double room = kBarChartWidth - 2 * kMargin;
  const double slot = std::min(room / static_cast<double>(bars.size()), kWidestSlot);
  const double bar_width = std::round(std::min(slot * kBarShare, kWidestBar));
  const Font count_font = fitting(canvas, counts, {kCountSize, true}, slot - kGap);
  const Font label_font = fitting(canvas, labels, {kLabelSize, false}, slot - kGap);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const double left = kMargin + slot * static_cast<double>(i);
    const double height = bar_height(bars[i].count, highest);
    canvas.fill({std::round(left + (slot - bar_width) / 2), kBase - height, bar_width, height}, kBarFill);
    const Rectangle over{left + kGap / 2, kBase - height - kCountHeight, slot - kGap, kCountHeight};
    canvas.write(counts[i], over, count_font, kInk, Align::centre);
    canvas.write(labels[i], {left + kGap / 2, kBase + 4, slot - kGap, kLabelHeight}, label_font, kInk, Align::centre);
  }
  canvas.fill({kMargin, kBase, room, 1}, kInk);
}

}  // namespace

Result<std::string> bar_chart_png(const BarChart& chart) {
  Canvas canvas(kBarChartWidth, kBarChartHeight, kScale);
  draw_frame(canvas);
  canvas.write(chart.title, kTitleArea, kTitleFont, kInk, Align::left);
  const std::vector<Bar> bars = newest(chart);
  if (bars.empty())
    canvas.write("No figures yet", {kMargin, 90, kBarChartWidth - 2 * kMargin, 24}, {kCountSize}, kInk, Align::left);
  else
    draw_bars(canvas, bars);
  return canvas.png();
}

std::string bar_chart_in_words(const BarChart& chart) {
  std::string words = plain_line(chart.title) + ": ";
  const std::vector<Bar> bars = newest(chart);
  if (bars.empty()) return words + "no figures yet.";
  std::string_view separator;
  for (const auto& bar : bars) {
    words += fmt::format("{}{} of {} in {}", separator, grouped(bar.count), grouped(bar.total), plain_line(bar.label));
    separator = ", ";
  }
  return words + ".";
}

}  // namespace termwise::report
