#include "web/school_charts.h"

#include <algorithm>

#include "report/wording.h"

namespace termwise::web {
namespace {

// Why the figure that follows is not of the school whose figure came before.
std::string break_between(const jobs::YearFigure& before, const jobs::Relatives& relatives) {
  for (const auto& ancestor : relatives.lineage.ancestors)
    if (before.of && ancestor.urn == *before.of) return jobs::break_in_words(ancestor, relatives.names);
  return "the figures before are of another school";
}

}  // namespace

report::SeriesChart chart_of(const jobs::MeasureSeries& series, const std::vector<int>& years,
                             const jobs::Relatives& relatives, std::vector<report::SeriesLine> thresholds) {
  const school::Measure& measure = *series.measure;
  report::SeriesChart chart;
  chart.id = "chart-";
  for (const char c : measure.code)
    chart.id += c == '_' ? '-' : (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  chart.title = measure.label;
  chart.unit = measure.unit == school::Unit::percent ? "%" : std::string(name(measure.unit));
  chart.thresholds = std::move(thresholds);
  const jobs::YearFigure* before = nullptr;  // the last that some school has
  for (std::size_t i = 0; i < years.size(); ++i) {
    const jobs::YearFigure& figure = series.figures[i];
    report::SeriesPoint point;
    point.year = report::year_label(years[i]);
    point.value = figure.value.value_or(school::Missing::not_supplied);
    point.lower = figure.lower;
    point.upper = figure.upper;
    if (figure.several) point.why_missing = "several schools from which this one has come had a figure";
    if (const auto found = measure.breaks.find(years[i]); found != measure.breaks.end())
      point.break_before = found->second;
    else if (before != nullptr && figure.value && before->of != figure.of)
      point.break_before = break_between(*before, relatives);
    if (figure.value) before = &figure;
    chart.points.push_back(std::move(point));
  }
  return chart;
}

}  // namespace termwise::web
