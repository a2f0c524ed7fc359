#include "report/pair_chart.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "report/chart_axis.h"
#include "report/chart_text.h"

namespace termwise::report {
namespace {

// In the units of the viewBox, which are CSS pixels where the page leaves the chart its natural width.
constexpr double kWidth = 640;
constexpr double kTop = 40;
constexpr double kBottom = 250;
constexpr double kHeight = 284;
constexpr double kLeft = 60;
constexpr double kRight = 616;
constexpr double kLetter = 7.2;  // the width of a digit, generously: the page chooses the font
constexpr double kWidestBar = 40;
constexpr std::size_t kYearLetters = 9;
constexpr std::size_t kUnitLetters = 24;

std::span<const CountPair> shown(const PairChart& chart) {
  const std::span<const CountPair> all(chart.pairs);
  return all.last(std::min(all.size(), kMaximumPairs));
}

class Drawing {
 public:
  Drawing(const PairChart& chart, std::span<const CountPair> pairs)
      : chart_(chart), pairs_(pairs), axis_(axis_for(values_of(pairs), Range::counts)) {}

  std::string draw() && {
    begin();
    draw_value_axis();
    draw_key();
    for (std::size_t i = 0; i < pairs_.size(); ++i) draw_pair(i);
    line("axis", kLeft, kBottom, kRight, kBottom);
    svg_ += "</svg>\n";
    return std::move(svg_);
  }

 private:
  static std::vector<Decimal> values_of(std::span<const CountPair> pairs) {
    std::vector<Decimal> values;
    for (const auto& pair : pairs) values.insert(values.end(), {Decimal(pair.before), Decimal(pair.after)});
    return values;
  }

  double slot() const { return (kRight - kLeft) / static_cast<double>(pairs_.size()); }
  double y(std::int64_t count) const {
    return kBottom -
           (kBottom - kTop) * (position_of(Decimal(count)) - axis_.lowest()) / (axis_.highest() - axis_.lowest());
  }

  template <typename... Values>
  void add(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(svg_), format, std::forward<Values>(values)...);
  }
  // `text` is markup: escaped already.
  void label(double x, double y, std::string_view anchor, std::string_view text) {
    add("<text class=\"label\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", x, y, anchor, text);
  }
  void line(std::string_view css, double x1, double y1, double x2, double y2) {
    add("<line class=\"{}\" x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"currentColor\"/>\n", css,
        x1, y1, x2, y2);
  }
  // Hollow before and full after, so that no colour is needed to tell them apart.
  void bar(bool is_after, double x, double top, double width, double height, std::string_view tooltip) {
    add("<rect class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" {}>", is_after ? "is" : "was",
        x, top, width, height,
        is_after ? "stroke=\"currentColor\"" : "fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"");
    add("<title>{}</title></rect>\n", tooltip);
  }

  void begin() {
    std::string id;
    for (const char c : chart_.id)
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-') id += c;
    add("<svg class=\"chart\" role=\"img\" aria-labelledby=\"{0}-title {0}-desc\" viewBox=\"0 0 {1:.0f} {2:.0f}\" "
        "width=\"{1:.0f}\" font-size=\"12\" fill=\"currentColor\">\n",
        id, kWidth, kHeight);
    add("<title id=\"{}-title\">{}</title>\n", id, xml_text(chart_.title));
    add("<desc id=\"{}-desc\">{}</desc>\n", id, xml_text(pair_chart_in_words(chart_), std::string::npos));
  }

  void draw_value_axis() {
    label(12, 16, "start", xml_text(chart_.unit, kUnitLetters));
    for (const auto& tick : axis_.ticks) {
      const double at = y(static_cast<std::int64_t>(tick.value));
      line("tick", kLeft, at, kRight, at);
      label(kLeft - 8, at + 4, "end", tick.text);
    }
  }

  void draw_key() {
    bar(false, 470, 6, 12, 12, "before");
    label(488, 16, "start", "before");
    bar(true, 545, 6, 12, 12, "after");
    label(563, 16, "start", "after");
  }

  void draw_pair(std::size_t index) {
    const CountPair& pair = pairs_[index];
    const double middle = kLeft + slot() * (static_cast<double>(index) + 0.5);
    const double width = std::min(kWidestBar, slot() * 0.35);
    for (const bool is_after : {false, true}) {
      const std::int64_t count = is_after ? pair.after : pair.before;
      const double x = is_after ? middle + 2 : middle - 2 - width;
      bar(is_after, x, y(count), width, kBottom - y(count),
          fmt::format("{}, {}: {}", xml_text(pair.label), is_after ? "after" : "before", count));
      const std::string text = std::to_string(count);
      if (kLetter * static_cast<double>(text.size()) <= width + 4) label(x + width / 2, y(count) - 5, "middle", text);
    }
    if (slot() >= 7.5 * kLetter || (pairs_.size() - 1 - index) % 3 == 0)
      label(middle, kBottom + 21, "middle", xml_text(pair.label, kYearLetters));
  }

  const PairChart& chart_;
  std::span<const CountPair> pairs_;
  Axis axis_;
  std::string svg_;
};

}  // namespace

std::string pair_chart_in_words(const PairChart& chart) {
  std::vector<std::string> parts;
  for (const auto& pair : shown(chart))
    parts.push_back(fmt::format("{} before and {} after in {}", pair.before, pair.after, plain_line(pair.label)));
  if (parts.empty()) parts.emplace_back("no figures yet");
  return fmt::format("{}, {}: {}.", plain_line(chart.title), plain_line(chart.unit), fmt::join(parts, "; "));
}

std::string pair_chart_svg(const PairChart& chart) {
  const auto pairs = shown(chart);
  return pairs.empty() ? std::string() : Drawing(chart, pairs).draw();
}

}  // namespace termwise::report
