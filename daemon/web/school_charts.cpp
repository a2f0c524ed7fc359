#include "web/school_charts.h"

#include "report/wording.h"

namespace termwise::web {
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
  const auto breaks = jobs::breaks_of(series, years, relatives);
  for (std::size_t i = 0; i < years.size(); ++i) {
    const jobs::YearFigure& figure = series.figures[i];
    report::SeriesPoint point;
    point.year = report::year_label(years[i]);
    point.value = figure.value.value_or(school::Missing::not_supplied);
    point.lower = figure.lower;
    point.upper = figure.upper;
    if (figure.several) point.why_missing = "several schools from which this one has come had a figure";
    point.break_before = breaks[i];
    chart.points.push_back(std::move(point));
  }
  return chart;
}

}  // namespace termwise::web
