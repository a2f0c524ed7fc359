#include "report/series_chart.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <map>
#include <memory>
#include <set>
#include <sstream>

#include <expat.h>
#include <gtest/gtest.h>

namespace termwise::report {
namespace {

using school::Missing;

struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string text;
  std::vector<std::unique_ptr<Element>> children;

  double number(const char* attribute) const { return std::stod(attributes.at(attribute)); }
  const Element* child(std::string_view wanted) const {
    for (const auto& each : children)
      if (each->name == wanted) return each.get();
    return nullptr;
  }
  void all(std::vector<const Element*>& found) const {
    found.push_back(this);
    for (const auto& each : children) each->all(found);
  }
  // In the order of the document.
  std::vector<const Element*> of_class(std::string_view wanted) const {
    std::vector<const Element*> found;
    all(found);
    found.erase(std::remove_if(found.begin(), found.end(),
                               [&](const Element* each) {
                                 const auto css = each->attributes.find("class");
                                 return css == each->attributes.end() || css->second != wanted;
                               }),
                found.end());
    return found;
  }
  std::vector<std::string> labels() const {
    std::vector<std::string> texts;
    for (const auto* each : of_class("label")) texts.push_back(each->text);
    return texts;
  }
  bool has_label(const std::string& wanted) const {
    const auto texts = labels();
    return std::find(texts.begin(), texts.end(), wanted) != texts.end();
  }
};

std::unique_ptr<Element> parsed(const std::string& xml) {
  struct State {
    Element root;
    std::vector<Element*> open;
  } state;
  state.open.push_back(&state.root);
  XML_Parser parser = XML_ParserCreate("UTF-8");
  XML_SetUserData(parser, &state);
  XML_SetElementHandler(
      parser,
      [](void* data, const char* name, const char** attributes) {
        auto& open = static_cast<State*>(data)->open;
        auto element = std::make_unique<Element>();
        element->name = name;
        for (; *attributes; attributes += 2) element->attributes[attributes[0]] = attributes[1];
        open.back()->children.push_back(std::move(element));
        open.push_back(open.back()->children.back().get());
      },
      [](void* data, const char*) { static_cast<State*>(data)->open.pop_back(); });
  XML_SetCharacterDataHandler(parser, [](void* data, const char* text, int length) {
    static_cast<State*>(data)->open.back()->text.append(text, static_cast<std::size_t>(length));
  });
  const auto status = XML_Parse(parser, xml.data(), static_cast<int>(xml.size()), 1);
  EXPECT_EQ(status, XML_STATUS_OK) << XML_ErrorString(XML_GetErrorCode(parser)) << "\n" << xml;
  XML_ParserFree(parser);
  if (state.root.children.empty()) return std::make_unique<Element>();
  return std::move(state.root.children.front());
}

std::unique_ptr<Element> drawn(const SeriesChart& chart) { return parsed(series_chart_svg(chart)); }

Decimal decimal(const char* text) { return *Decimal::parse(text); }

SeriesPoint point(const char* year, const char* value, const char* lower = nullptr, const char* upper = nullptr) {
  SeriesPoint made{year, decimal(value), std::nullopt, std::nullopt, {}};
  if (lower) made.lower = decimal(lower);
  if (upper) made.upper = decimal(upper);
  return made;
}

SeriesPoint missing(const char* year, Missing reason) { return {year, reason, std::nullopt, std::nullopt, {}}; }

SeriesPoint after(const char* reason, SeriesPoint made) {
  made.break_before = reason;
  return made;
}

SeriesChart progress() {
  return {"progress",
          "Reading progress score",
          "points",
          {point("2015/16", "-1.1", "-2.9", "0.7"), point("2016/17", "-2.1", "-3.9", "-0.3"),
           missing("2017/18", Missing::suppressed), point("2018/19", "1.0", "-0.8", "2.8"),
           after("the tests were changed.", point("2022/23", "2.0", "0.5", "3.5")), point("2023/24", "1.40")},
          {{"Floor standard: -5", decimal("-5")}}};
}

SeriesChart of_values(const std::vector<const char*>& values) {
  SeriesChart chart{"c", "Pupils", "pupils", {}, {}};
  for (const char* value : values) chart.points.push_back(point("2016/17", value));
  return chart;
}

SeriesChart many(std::size_t years) {
  SeriesChart chart{"c", "Pupils", "pupils", {}, {}};
  for (std::size_t i = 0; i < years; ++i) chart.points.push_back(point(std::to_string(1950 + i).c_str(), "7"));
  return chart;
}

std::vector<long> segments(const Element& svg) {
  std::vector<long> counts;
  for (const auto* path : svg.of_class("series")) {
    const std::string& d = path->attributes.at("d");
    EXPECT_EQ(std::count(d.begin(), d.end(), 'M'), 1);
    counts.push_back(std::count(d.begin(), d.end(), 'L'));
  }
  return counts;
}

std::string tooltip(const Element& element) { return element.child("title") ? element.child("title")->text : ""; }

TEST(SeriesChartSvg, IsAnImageWithTitleAndDescription) {
  const auto svg = drawn(progress());
  EXPECT_EQ(svg->name, "svg");
  EXPECT_EQ(svg->attributes.at("role"), "img");
  EXPECT_EQ(svg->attributes.at("aria-labelledby"), "progress-title progress-desc");
  EXPECT_EQ(svg->child("title")->attributes.at("id"), "progress-title");
  EXPECT_EQ(svg->child("title")->text, "Reading progress score");
  EXPECT_EQ(svg->child("desc")->attributes.at("id"), "progress-desc");
  EXPECT_EQ(svg->child("desc")->text, series_chart_in_words(progress()));
}

TEST(SeriesChartSvg, HasALineOnlyBetweenYearsThatCompare) {
  EXPECT_EQ(segments(*drawn(progress())), (std::vector<long>{1, 1}));  // a gap and a break: 2015-2016, 2022-2023
  EXPECT_EQ(segments(*drawn(of_values({"1", "2", "3", "4"}))), (std::vector<long>{3}));
  SeriesChart alternating = of_values({"1", "2", "3"});
  alternating.points[1].value = Missing::not_entered;
  EXPECT_EQ(segments(*drawn(alternating)), (std::vector<long>{}));
  EXPECT_EQ(drawn(alternating)->of_class("point").size(), 2U);
}

TEST(SeriesChartSvg, PutsEachPointAtItsValue) {
  const auto svg = drawn(of_values({"20", "50", "35", "30"}));  // ticks at 20, 30, 40 and 50
  const auto ticks = svg->of_class("tick");
  const auto points = svg->of_class("point");
  ASSERT_EQ(ticks.size(), 4U);
  ASSERT_EQ(points.size(), 4U);
  EXPECT_EQ(points[0]->number("cy"), ticks[0]->number("y1"));
  EXPECT_EQ(points[1]->number("cy"), ticks[3]->number("y1"));
  EXPECT_NEAR(points[2]->number("cy"), (ticks[1]->number("y1") + ticks[2]->number("y1")) / 2, 0.1);
  EXPECT_GT(points[0]->number("cy"), points[1]->number("cy")) << "higher values stand higher";
  const double step = points[1]->number("cx") - points[0]->number("cx");
  EXPECT_NEAR(points[3]->number("cx") - points[2]->number("cx"), step, 0.11);
}

TEST(SeriesChartSvg, ShowsIntervalsAsBandsAndAtLonePointsAsWhiskers) {
  const auto svg = drawn(progress());
  const auto bands = svg->of_class("band");
  ASSERT_EQ(bands.size(), 3U);
  const auto closed = [&](std::size_t i) { return bands[i]->attributes.at("d").back() == 'Z'; };
  EXPECT_TRUE(closed(0)) << "2015/16 and 2016/17";
  EXPECT_FALSE(closed(1)) << "2018/19, between a gap and a break";
  EXPECT_FALSE(closed(2)) << "2022/23: the year after it has no interval";
  EXPECT_TRUE(drawn(of_values({"1", "2"}))->of_class("band").empty());
}

// Every number of a path's absolute commands.
std::vector<double> numbers(const Element& path) {
  std::string text = path.attributes.at("d");
  std::replace_if(
      text.begin(), text.end(), [](char c) { return std::string_view("MLVZ").find(c) != std::string_view::npos; }, ' ');
  std::istringstream words(text);
  return {std::istream_iterator<double>(words), {}};
}

TEST(SeriesChartSvg, DrawsABandBetweenItsLimits) {
  SeriesChart chart = of_values({"30", "40"});
  chart.points = {point("2015/16", "30", "20", "40"), point("2016/17", "40", "30", "50")};
  const auto svg = drawn(chart);
  const auto ticks = svg->of_class("tick");
  ASSERT_EQ(ticks.size(), 4U);  // at 20, 30, 40 and 50
  const auto y = [&](std::size_t tick) { return ticks[tick]->number("y1"); };
  const auto points = svg->of_class("point");
  const double first = points[0]->number("cx");
  const double second = points[1]->number("cx");
  EXPECT_EQ(numbers(*svg->of_class("band")[0]),
            (std::vector<double>{first, y(2), second, y(3), second, y(1), first, y(0)}));
}

TEST(SeriesChartSvg, DrawsAWhiskerBetweenItsLimits) {
  SeriesChart chart = of_values({"30", "40"});
  chart.points = {point("2015/16", "30", "20", "50"), missing("2016/17", Missing::suppressed)};
  const auto svg = drawn(chart);
  const auto ticks = svg->of_class("tick");
  ASSERT_EQ(ticks.size(), 4U);
  const std::string& path = svg->of_class("band")[0]->attributes.at("d");
  const std::string top = ticks[3]->attributes.at("y1");
  EXPECT_NE(path.find(" " + top + "V" + ticks[0]->attributes.at("y1")), std::string::npos) << path;
}

TEST(SeriesChartSvg, IgnoresHalfAnInterval) {
  SeriesChart chart = of_values({"1", "2"});
  chart.points[0].lower = decimal("-100");
  EXPECT_TRUE(drawn(chart)->of_class("band").empty());
  EXPECT_FALSE(drawn(chart)->has_label("-100"));
}

TEST(SeriesChartSvg, WidensItsAxisForThresholds) {
  SeriesChart chart = of_values({"20", "50"});
  chart.thresholds = {{"Floor standard: 95", decimal("95")}, {"Lowest: -20", decimal("-20")}};
  const auto svg = drawn(chart);
  const auto lines = svg->of_class("threshold");
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_TRUE(svg->has_label("100"));  // ticks from -50 to 100
  for (const auto* line : lines) {
    EXPECT_TRUE(line->attributes.count("stroke-dasharray"));
    EXPECT_EQ(line->number("y1"), line->number("y2"));
    EXPECT_GE(line->number("y1"), 30);
    EXPECT_LE(line->number("y1"), 250);
  }
  EXPECT_EQ(tooltip(*lines[0]), "Floor standard: 95");
  EXPECT_TRUE(svg->has_label("Floor standard: 95"));
  EXPECT_TRUE(svg->has_label("Lowest: -20"));
}

TEST(SeriesChartSvg, KeepsTheLabelsOfCloseThresholdsApart) {
  SeriesChart chart = of_values({"20", "50"});
  const std::string label = "National average, state-funded schools: 20";
  for (std::size_t i = 0; i <= kMaximumThresholds; ++i) chart.thresholds.push_back({label, decimal("20")});
  const auto svg = drawn(chart);
  EXPECT_EQ(svg->of_class("threshold").size(), kMaximumThresholds);
  std::vector<double> heights;
  for (const auto* text : svg->of_class("label"))
    if (text->number("x") > 450 && text->attributes.at("text-anchor") == "start") heights.push_back(text->number("y"));
  ASSERT_EQ(heights.size(), 3 * kMaximumThresholds);  // "National average,", "state-funded schools:", "20"
  for (std::size_t i = 1; i < heights.size(); ++i) EXPECT_GE(heights[i] - heights[i - 1], 12);
  EXPECT_GT(heights.front(), 10);
  double height = 0;
  EXPECT_EQ(std::sscanf(svg->attributes.at("viewBox").c_str(), "0 0 640 %lf", &height), 1);
  EXPECT_LT(heights.back(), height);
}

TEST(SeriesChartSvg, BreaksLongThresholdLabelsBeforeTheirFigure) {
  SeriesChart chart = of_values({"20", "50"});
  chart.thresholds = {{"Floor standard: -5 points", decimal("-5")}};
  const auto svg = drawn(chart);
  EXPECT_TRUE(svg->has_label("Floor standard:"));
  EXPECT_TRUE(svg->has_label("-5 points"));
}

TEST(SeriesChartSvg, MarksBreaks) {
  const auto svg = drawn(progress());
  const auto breaks = svg->of_class("break");
  ASSERT_EQ(breaks.size(), 1U);
  EXPECT_EQ(tooltip(*breaks[0]), "the tests were changed.");
  EXPECT_TRUE(svg->has_label("Break 1"));
  const auto points = svg->of_class("point");
  EXPECT_GT(breaks[0]->number("x1"), points[2]->number("cx"));
  EXPECT_LT(breaks[0]->number("x1"), points[3]->number("cx"));
}

TEST(SeriesChartSvg, HasNoBreakBeforeItsFirstYear) {
  SeriesChart chart = of_values({"1", "2"});
  chart.points[0].break_before = "another test";
  EXPECT_TRUE(drawn(chart)->of_class("break").empty());
  EXPECT_EQ(series_chart_in_words(chart), "Pupils, pupils: 1 in 2016/17; 2 in 2016/17.");
}

TEST(SeriesChartSvg, MarksMissingYearsWithTheirReason) {
  const auto svg = drawn(progress());
  const auto crosses = svg->of_class("missing");
  ASSERT_EQ(crosses.size(), 1U);
  EXPECT_EQ(tooltip(*crosses[0]), "2017/18: suppressed to protect pupils");
  EXPECT_TRUE(svg->has_label("\u00D7 2017/18: suppressed to protect pupils"));
}

TEST(SeriesChartSvg, NamesAReasonOnceAndNotEveryYear) {
  SeriesChart chart = of_values({"7"});
  for (const char* year : {"1", "2", "3", "4", "5", "6", "7", "8"})
    chart.points.push_back(missing(year, Missing::not_supplied));
  chart.points.push_back(missing("9", Missing::new_school));
  const auto svg = drawn(chart);
  EXPECT_TRUE(svg->has_label("\u00D7 1, 2, 3, 4, 5, 6 and 2 more: not supplied"));
  EXPECT_TRUE(svg->has_label("\u00D7 9: not available because the school is new"));
  EXPECT_EQ(svg->of_class("missing").size(), 9U);
}

TEST(SeriesChartSvg, WritesValuesAsTheyWereGiven) {
  const auto svg = drawn(progress());
  for (const char* text : {"-1.1", "1.0", "2.0", "1.40"}) EXPECT_TRUE(svg->has_label(text)) << text;
  const auto points = svg->of_class("point");
  EXPECT_EQ(tooltip(*points[0]), "2015/16: -1.1 points (interval -2.9 to 0.7)");
  EXPECT_EQ(tooltip(*points[4]), "2023/24: 1.40 points");
}

TEST(SeriesChartSvg, ShowsPercentagesFromNoneToAll) {
  const SeriesChart chart{"c", "Expected standard", "%", {point("2015/16", "53"), point("2016/17", "61")}, {}};
  const auto svg = drawn(chart);
  EXPECT_EQ(svg->labels(),
            (std::vector<std::string>{"0%", "20%", "40%", "60%", "80%", "100%", "2015/16", "2016/17", "53", "61"}));
  EXPECT_EQ(tooltip(*svg->of_class("point")[0]), "2015/16: 53%");
}

TEST(SeriesChartSvg, StandsForOnePoint) {
  const auto svg = drawn(of_values({"7"}));
  EXPECT_EQ(svg->of_class("point").size(), 1U);
  EXPECT_TRUE(svg->of_class("series").empty());
}

TEST(SeriesChartSvg, IsEmptyWithoutAnyValue) {
  EXPECT_EQ(series_chart_svg({"c", "Title", "%", {}, {{"Floor", decimal("65")}}}), "");
  EXPECT_EQ(series_chart_svg({"c", "Title", "%", {missing("2016/17", Missing::suppressed)}, {}}), "");
}

TEST(SeriesChartSvg, ShowsTheNewestOfTooManyYears) {
  EXPECT_EQ(drawn(many(kMaximumPoints))->of_class("point").size(), kMaximumPoints);
  const auto svg = drawn(many(kMaximumPoints + 1));
  EXPECT_EQ(svg->of_class("point").size(), kMaximumPoints);
  EXPECT_EQ(tooltip(*svg->of_class("point")[0]), "1951: 7 pupils");
  EXPECT_EQ(series_chart_in_words(many(kMaximumPoints + 1)).find("1950"), std::string::npos);
}

TEST(SeriesChartSvg, NamesNoMoreYearsThanThereIsRoomForButTheNewest) {
  const auto svg = drawn(many(kMaximumPoints));
  std::vector<double> places;
  for (const auto* text : svg->of_class("label"))
    if (text->attributes.at("text-anchor") == "middle") places.push_back(text->number("x"));
  ASSERT_GT(places.size(), 3U);
  for (std::size_t i = 1; i < places.size(); ++i) EXPECT_GE(places[i] - places[i - 1], 50);
  EXPECT_TRUE(svg->has_label("1989"));
}

TEST(SeriesChartSvg, DrawsTheLargestNumbers) {
  SeriesChart chart = of_values({"0", "1"});
  chart.points[0].value = Decimal(std::numeric_limits<std::int64_t>::min(), 0);
  chart.points[1].value = Decimal(std::numeric_limits<std::int64_t>::max(), 9);
  const std::string text = series_chart_svg(chart);
  EXPECT_EQ(parsed(text)->of_class("point").size(), 2U);
  EXPECT_EQ(text.find("nan"), std::string::npos);
  EXPECT_EQ(text.find("inf"), std::string::npos);
}

TEST(SeriesChartSvg, LetsNoTextBecomeMarkup) {
  const std::string hostile = "</title><script>alert(1)</script>]]>\"'&amp;<!--\x01\xFF\u202E\u05E9\u05DC\u05D5\u05DD";
  const std::string shown =
      "</title><script>alert(1)</script>]]>\"'&amp;<!--\uFFFD\uFFFD\uFFFD\u05E9\u05DC\u05D5\u05DD";
  SeriesChart chart{"a\" onload=\"x", hostile, hostile, {}, {{hostile, decimal("3")}}};
  chart.points = {point("x", "1", "0", "2"), after(hostile.c_str(), point("x", "2")),
                  missing("x", Missing::unparseable)};
  for (auto& each : chart.points) each.year = hostile;
  const auto svg = drawn(chart);
  std::vector<const Element*> elements;
  svg->all(elements);
  const std::set<std::string> names{"svg", "title", "desc", "text", "line", "path", "circle"};
  const std::set<std::string> classes{"chart", "axis",      "tick",  "series",  "point",
                                      "band",  "threshold", "break", "missing", "label"};
  for (const auto* element : elements) {
    EXPECT_TRUE(names.count(element->name)) << element->name;
    for (const auto& [name, value] : element->attributes) {
      EXPECT_NE(name.substr(0, 2), "on");
      EXPECT_FALSE(name == "style" || name.find("href") != std::string::npos) << name;
      if (name == "class") {
        EXPECT_TRUE(classes.count(value)) << value;
      }
      if (name == "fill" || name == "stroke") {
        EXPECT_TRUE(value == "none" || value == "currentColor") << value;
      }
    }
  }
  EXPECT_EQ(svg->attributes.at("aria-labelledby"), "aonloadx-title aonloadx-desc");
  EXPECT_EQ(svg->child("title")->text, shown);
  EXPECT_EQ(tooltip(*svg->of_class("break")[0]), shown);
  EXPECT_EQ(tooltip(*svg->of_class("missing")[0]), shown + ": unreadable in the file");
}

TEST(SeriesChartInWords, SaysEveryPointBreakAndThreshold) {
  EXPECT_EQ(
      series_chart_in_words(progress()),
      "Reading progress score, points: -1.1 (interval -2.9 to 0.7) in 2015/16; -2.1 (interval -3.9 to -0.3) in "
      "2016/17; no value in 2017/18: suppressed to protect pupils; 1.0 (interval -0.8 to 2.8) in 2018/19; break 1 "
      "before 2022/23: the tests were changed; 2.0 (interval 0.5 to 3.5) in 2022/23; 1.40 in 2023/24; dashed line "
      "at -5 (Floor standard: -5).");
  EXPECT_EQ(
      series_chart_in_words(
          {"c", "Expected standard", "%", {point("2016/17", "61", "55", "67")}, {{"Floor standard", decimal("65")}}}),
      "Expected standard: 61% (interval 55% to 67%) in 2016/17; dashed line at 65% (Floor standard).");
  EXPECT_EQ(series_chart_in_words({"c", "Pupils", "", {}, {}}), "Pupils: no figures yet.");
}

}  // namespace
}  // namespace termwise::report
