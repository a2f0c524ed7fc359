#include "report/series_chart.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "report/chart_axis.h"
#include "report/chart_text.h"

namespace termwise::report {
namespace {

// In the units of the viewBox, which are CSS pixels where the page leaves the chart its natural width.
constexpr double kWidth = 640;
constexpr double kTop = 30;
constexpr double kBottom = 250;
constexpr double kMargin = 12;
constexpr double kYearRoom = 24;        // to the right, for half of the last year
constexpr double kThresholdRoom = 166;  // or for the labels of thresholds
constexpr std::size_t kThresholdLetters = 22;
constexpr std::size_t kThresholdLines = 3;
constexpr double kLetter = 7.2;  // the width of a digit, generously: the page chooses the font
constexpr double kLineHeight = 15;
constexpr double kNoteHeight = 18;
constexpr std::size_t kYearLetters = 9;
constexpr std::size_t kUnitLetters = 24;
constexpr std::size_t kYearsInNote = 6;

struct Drawing {
  const SeriesChart& chart;
  std::vector<SeriesPoint> points;
  std::vector<SeriesLine> thresholds;
  Axis axis;
  std::string_view percent;  // "%" or nothing
  double left = 0;
  double right = 0;
  std::string svg = {};

  double slot() const { return (right - left) / static_cast<double>(points.size()); }
  double x(std::size_t index) const { return left + slot() * (static_cast<double>(index) + 0.5); }
  double y(double value) const {
    return kBottom - (kBottom - kTop) * (value - axis.lowest()) / (axis.highest() - axis.lowest());
  }
  double y(const Decimal& value) const { return y(position_of(value)); }
  bool broken_before(std::size_t index) const { return index > 0 && !points[index].break_before.empty(); }

  template <typename... Values>
  void add(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(svg), format, std::forward<Values>(values)...);
  }
  // `text` is markup: escaped already.
  void label(double at_x, double at_y, std::string_view anchor, std::string_view text) {
    add("<text class=\"label\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", at_x, at_y, anchor, text);
  }
  void line(std::string_view css, double x1, double y1, double x2, double y2, std::string_view more = "/>\n") {
    add("<line class=\"{}\" x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"currentColor\"{}", css, x1,
        y1, x2, y2, more);
  }
};

bool has_interval(const SeriesPoint& point) { return point.value.number() && point.lower && point.upper; }

// From `first` to before `last`.
struct Run {
  std::size_t first = 0;
  std::size_t last = 0;

  std::size_t size() const { return last - first; }
};

// The longest stretches of years that `belongs` takes and that compare with each other.
template <typename Belongs>
std::vector<Run> runs_of(const Drawing& drawing, Belongs belongs) {
  std::vector<Run> runs;
  bool open = false;
  for (std::size_t i = 0; i < drawing.points.size(); ++i) {
    if (!belongs(drawing.points[i])) {
      open = false;
      continue;
    }
    if (!open || drawing.broken_before(i)) runs.push_back({i, i});
    runs.back().last = i + 1;
    open = true;
  }
  return runs;
}

Axis axis_of(const SeriesChart& chart, const std::vector<SeriesPoint>& points,
             const std::vector<SeriesLine>& thresholds) {
  std::vector<Decimal> values;
  for (const auto& point : points) {
    if (point.value.number()) values.push_back(*point.value.number());
    if (has_interval(point)) values.insert(values.end(), {*point.lower, *point.upper});
  }
  for (const auto& threshold : thresholds) values.push_back(threshold.value);
  return axis_for(values, chart.counts ? Range::counts : chart.unit == "%" ? Range::percentages : Range::fitted);
}

void draw_value_axis(Drawing& drawing) {
  if (drawing.percent.empty()) drawing.label(kMargin, 16, "start", xml_text(drawing.chart.unit, kUnitLetters));
  for (const auto& tick : drawing.axis.ticks) {
    const double y = drawing.y(tick.value);
    drawing.line(tick.value == 0 ? "axis" : "tick", drawing.left, y, drawing.right, y,
                 tick.value == 0 ? "/>\n" : " stroke-opacity=\"0.2\"/>\n");
    drawing.label(drawing.left - 8, y + 4, "end", fmt::format("{}{}", tick.text, drawing.percent));
  }
}

// As many years as there is room for, the newest always.
void draw_year_axis(Drawing& drawing) {
  drawing.line("axis", drawing.left, kBottom, drawing.right, kBottom);
  std::size_t every = 1;
  while (drawing.slot() * static_cast<double>(every) < 7.5 * kLetter) ++every;
  for (std::size_t i = 0; i < drawing.points.size(); ++i) {
    drawing.line("axis", drawing.x(i), kBottom, drawing.x(i), kBottom + 5);
    if ((drawing.points.size() - 1 - i) % every == 0)
      drawing.label(drawing.x(i), kBottom + 21, "middle", xml_text(drawing.points[i].year, kYearLetters));
  }
}

void draw_bands(Drawing& drawing) {
  for (const Run& run : runs_of(drawing, has_interval)) {
    std::string path;
    if (run.size() == 1) {
      const double x = drawing.x(run.first);
      const double low = drawing.y(*drawing.points[run.first].lower);
      const double high = drawing.y(*drawing.points[run.first].upper);
      path =
          fmt::format("M{:.1f} {:.1f}h12M{:.1f} {:.1f}V{:.1f}M{:.1f} {:.1f}h12", x - 6, high, x, high, low, x - 6, low);
    } else {
      for (std::size_t i = run.first; i < run.last; ++i)
        path +=
            fmt::format("{}{:.1f} {:.1f}", path.empty() ? 'M' : 'L', drawing.x(i), drawing.y(*drawing.points[i].upper));
      for (std::size_t i = run.last; i-- > run.first;)
        path += fmt::format("L{:.1f} {:.1f}", drawing.x(i), drawing.y(*drawing.points[i].lower));
      path += 'Z';
    }
    drawing.add("<path class=\"band\" d=\"{}\" fill-opacity=\"0.15\" stroke=\"currentColor\"/>\n", path);
  }
}

// A label in up to three lines, broken after a colon or else at a space.
std::vector<std::string> lines_of(const std::string& label) {
  std::vector<std::string> lines{plain_line(label)};
  while (lines.back().size() > kThresholdLetters && lines.size() < kThresholdLines) {
    const std::string text = lines.back();
    const std::size_t colon = text.rfind(": ", kThresholdLetters - 1);
    const std::size_t end = colon == std::string::npos ? text.rfind(' ', kThresholdLetters) : colon + 1;
    if (end == std::string::npos || end == 0) break;
    lines.back() = text.substr(0, end);
    lines.push_back(text.substr(end + 1));
  }
  return lines;
}

// Labels stand beside their lines, and below each other where lines lie close.
void draw_thresholds(Drawing& drawing) {
  std::vector<const SeriesLine*> highest_first;
  for (const auto& threshold : drawing.thresholds) highest_first.push_back(&threshold);
  std::stable_sort(highest_first.begin(), highest_first.end(),
                   [](const auto* a, const auto* b) { return a->value > b->value; });
  std::vector<std::vector<std::string>> labels;
  std::size_t lines = 0;
  for (const auto* threshold : highest_first) {
    labels.push_back(lines_of(threshold->label));
    lines += labels.back().size();
  }
  double free = kTop - kLineHeight / 2;
  for (std::size_t i = 0; i < highest_first.size(); ++i) {
    const double y = drawing.y(highest_first[i]->value);
    drawing.line("threshold", drawing.left, y, drawing.right, y, " stroke-dasharray=\"7 4\">");
    drawing.add("<title>{}</title></line>\n", xml_text(highest_first[i]->label));
    const double height = kLineHeight * static_cast<double>(labels[i].size());
    const double latest = kBottom + kLineHeight - kLineHeight * static_cast<double>(lines);
    const double top = std::max(free, std::min(y - height / 2, latest));
    for (std::size_t part = 0; part < labels[i].size(); ++part)
      drawing.label(drawing.right + 8, top + kLineHeight * (static_cast<double>(part) + 0.8), "start",
                    xml_text(labels[i][part], kThresholdLetters));
    free = top + height;
    lines -= labels[i].size();
  }
}

void draw_breaks(Drawing& drawing) {
  const std::string_view word = drawing.slot() < 7 * kLetter ? "" : "Break ";
  int number = 0;
  for (std::size_t i = 0; i < drawing.points.size(); ++i) {
    if (!drawing.broken_before(i)) continue;
    const double x = drawing.x(i) - drawing.slot() / 2;
    drawing.line("break", x, kTop - 8, x, kBottom, " stroke-dasharray=\"2 4\">");
    drawing.add("<title>{}</title></line>\n", xml_text(drawing.points[i].break_before));
    drawing.label(x, 16, "middle", fmt::format("{}{}", word, ++number));
  }
}

// A value stands above its point; below, where the line comes down to it from both sides; beside or above a whisker.
void write_value(Drawing& drawing, const Run& run, std::size_t i) {
  const Decimal& value = *drawing.points[i].value.number();
  const std::string text = value.to_string();
  const double y = drawing.y(value);
  if (run.size() == 1 && has_interval(drawing.points[i])) {
    if (7 + 6.5 * static_cast<double>(text.size()) <= drawing.slot() / 2)
      return drawing.label(drawing.x(i) + 7, y + 4, "start", text);
    return drawing.label(drawing.x(i), drawing.y(std::max(*drawing.points[i].lower, *drawing.points[i].upper)) - 6,
                         "middle", text);
  }
  const bool rises_left = i == run.first || *drawing.points[i - 1].value.number() > value;
  const bool rises_right = i + 1 == run.last || *drawing.points[i + 1].value.number() > value;
  const bool below = (run.size() > 1 && rises_left && rises_right && y < kBottom - 22) || y < kTop + 14;
  drawing.label(drawing.x(i), below ? y + 18 : y - 10, "middle", text);
}

std::string tooltip(const Drawing& drawing, const SeriesPoint& point) {
  std::string text = plain_line(point.year) + ": " + point.value.number()->to_string();
  text += drawing.percent;
  if (drawing.percent.empty() && !drawing.chart.unit.empty()) text += " " + plain_line(drawing.chart.unit);
  if (has_interval(point))
    text += fmt::format(" (interval {}{} to {}{})", point.lower->to_string(), drawing.percent, point.upper->to_string(),
                        drawing.percent);
  return xml_text(text);
}

void draw_points(Drawing& drawing) {
  const std::vector<Run> runs =
      runs_of(drawing, [](const SeriesPoint& point) { return point.value.number() != nullptr; });
  std::size_t longest = 0;
  for (const auto& point : drawing.points)
    if (point.value.number()) longest = std::max(longest, point.value.number()->to_string().size());
  const bool write_values = static_cast<double>(longest + 1) * kLetter <= drawing.slot();
  for (const Run& run : runs) {
    if (run.size() > 1) {
      std::string path;
      for (std::size_t i = run.first; i < run.last; ++i)
        path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? 'M' : 'L', drawing.x(i),
                            drawing.y(*drawing.points[i].value.number()));
      drawing.add("<path class=\"series\" d=\"{}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"/>\n", path);
    }
    for (std::size_t i = run.first; i < run.last; ++i) {
      drawing.add("<circle class=\"point\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\"><title>{}</title></circle>\n",
                  drawing.x(i), drawing.y(*drawing.points[i].value.number()), tooltip(drawing, drawing.points[i]));
      if (write_values) write_value(drawing, run, i);
    }
  }
}

// "× 2016/17, 2017/18: suppressed to protect pupils", a line a reason, in the order in which they first appear.
std::vector<std::string> notes_of(const std::vector<SeriesPoint>& points) {
  std::vector<std::pair<std::string, std::vector<std::string>>> years_of;
  for (const auto& point : points) {
    if (!point.value.missing()) continue;
    const std::string reason = why_missing(point);
    auto found =
        std::find_if(years_of.begin(), years_of.end(), [&](const auto& entry) { return entry.first == reason; });
    if (found == years_of.end()) found = years_of.insert(years_of.end(), {reason, {}});
    found->second.push_back(xml_text(point.year, kYearLetters));
  }
  std::vector<std::string> notes;
  for (auto& [reason, years] : years_of) {
    const std::size_t more = years.size() - std::min(years.size(), kYearsInNote);
    years.resize(years.size() - more);
    notes.push_back(fmt::format("\u00D7 {}{}: {}", fmt::join(years, ", "),
                                more == 0 ? "" : fmt::format(" and {} more", more), xml_text(reason)));
  }
  return notes;
}

void draw_missing(Drawing& drawing, const std::vector<std::string>& notes) {
  for (std::size_t i = 0; i < drawing.points.size(); ++i) {
    if (!drawing.points[i].value.missing()) continue;
    drawing.add(
        "<path class=\"missing\" d=\"M{:.1f} {:.1f}l10 10m0 -10l-10 10\" stroke=\"currentColor\" "
        "stroke-width=\"2\"><title>{}: "
        "{}</title></path>\n",
        drawing.x(i) - 5, kBottom - 5, xml_text(drawing.points[i].year), xml_text(why_missing(drawing.points[i])));
  }
  for (std::size_t i = 0; i < notes.size(); ++i)
    drawing.label(kMargin, kBottom + 46 + kNoteHeight * static_cast<double>(i), "start", notes[i]);
}

std::string identifier(std::string_view id) {
  std::string clean;
  for (const char c : id)
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-') clean += c;
  return clean;
}

}  // namespace

std::string series_chart_svg(const SeriesChart& chart) {
  const std::size_t surplus = chart.points.size() - std::min(chart.points.size(), kMaximumPoints);
  std::vector<SeriesPoint> points(chart.points.begin() + static_cast<std::ptrdiff_t>(surplus), chart.points.end());
  if (std::all_of(points.begin(), points.end(), [](const auto& point) { return point.value.missing() != nullptr; }))
    return {};
  std::vector<SeriesLine> thresholds = chart.thresholds;
  if (thresholds.size() > kMaximumThresholds)
    thresholds.erase(thresholds.begin() + kMaximumThresholds, thresholds.end());
  const std::vector<std::string> notes = notes_of(points);

  Axis axis = axis_of(chart, points, thresholds);
  Drawing drawing{chart, std::move(points), std::move(thresholds), std::move(axis), chart.unit == "%" ? "%" : ""};
  std::size_t longest = 0;
  for (const auto& tick : drawing.axis.ticks) longest = std::max(longest, tick.text.size() + drawing.percent.size());
  drawing.left = kMargin + 8 + kLetter * static_cast<double>(std::max<std::size_t>(longest, 3));
  drawing.right = kWidth - (drawing.thresholds.empty() ? kYearRoom : kThresholdRoom);

  const double height = kBottom + 34 + (notes.empty() ? 0 : 4 + kNoteHeight * static_cast<double>(notes.size()));
  const std::string id = identifier(chart.id);
  drawing.add(
      "<svg class=\"chart\" role=\"img\" aria-labelledby=\"{0}-title {0}-desc\" viewBox=\"0 0 {1:.0f} {2:.0f}\" "
      "width=\"{1:.0f}\" font-size=\"12\" fill=\"currentColor\">\n",
      id, kWidth, height);
  drawing.add("<title id=\"{}-title\">{}</title>\n", id, xml_text(chart.title));
  drawing.add("<desc id=\"{}-desc\">{}</desc>\n", id, xml_text(series_chart_in_words(chart), std::string::npos));
  draw_value_axis(drawing);
  draw_year_axis(drawing);
  draw_bands(drawing);
  draw_thresholds(drawing);
  draw_breaks(drawing);
  draw_points(drawing);
  draw_missing(drawing, notes);
  drawing.add("</svg>\n");
  return std::move(drawing.svg);
}

}  // namespace termwise::report
