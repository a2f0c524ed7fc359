#include <algorithm>

#include <fmt/format.h>

#include "report/chart_text.h"
#include "report/series_chart.h"

namespace termwise::report {
namespace {

std::string without_full_stop(std::string text) {
  while (!text.empty() && (text.back() == '.' || text.back() == ' ')) text.pop_back();
  return text;
}

std::string point_in_words(const SeriesPoint& point, std::string_view percent, std::string_view placed) {
  const std::string year = plain_line(point.year);
  if (point.value.missing()) return fmt::format("no value {} {}: {}", placed, year, why_missing(point));
  std::string words = point.value.number()->to_string();
  words += percent;
  if (point.lower && point.upper)
    words +=
        fmt::format(" (interval {}{} to {}{})", point.lower->to_string(), percent, point.upper->to_string(), percent);
  return fmt::format("{} {} {}", words, placed, year);
}

}  // namespace

std::string why_missing(const SeriesPoint& point) {
  if (!point.why_missing.empty()) return plain_line(point.why_missing);
  const auto* reason = point.value.missing();
  return reason == nullptr ? std::string() : std::string(school::in_words(*reason));
}

std::string series_chart_in_words(const SeriesChart& chart) {
  const std::string_view percent = chart.unit == "%" ? "%" : "";
  std::vector<std::string> parts;
  const std::size_t first = chart.points.size() - std::min(chart.points.size(), kMaximumPoints);
  int breaks = 0;
  for (std::size_t i = first; i < chart.points.size(); ++i) {
    const SeriesPoint& point = chart.points[i];
    if (i > first && !point.break_before.empty())
      parts.push_back(fmt::format("break {} before {}: {}", ++breaks, plain_line(point.year),
                                  without_full_stop(plain_line(point.break_before))));
    parts.push_back(point_in_words(point, percent, chart.placed));
  }
  if (parts.empty()) parts.emplace_back("no figures yet");
  for (std::size_t i = 0; i < std::min(chart.thresholds.size(), kMaximumThresholds); ++i)
    parts.push_back(fmt::format("dashed line at {}{} ({})", chart.thresholds[i].value.to_string(), percent,
                                plain_line(chart.thresholds[i].label)));
  std::string words = plain_line(chart.title);
  if (percent.empty() && !chart.unit.empty()) words += ", " + plain_line(chart.unit);
  return fmt::format("{}: {}.", words, fmt::join(parts, "; "));
}

}  // namespace termwise::report
