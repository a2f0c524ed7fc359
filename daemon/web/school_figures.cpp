#include "web/school_figures.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "report/wording.h"
#include "store/batches.h"

namespace termwise::web {
namespace {

constexpr std::string_view kLower = "_LOWER";
constexpr std::string_view kUpper = "_UPPER";

// The measure whose confidence limit this one is, or itself.
const school::Measure* headline(const settings::Settings& settings, const std::string& code) {
  for (const auto suffix : {kLower, kUpper})
    if (code.ends_with(suffix))
      if (const auto* whole = settings.measure(code.substr(0, code.size() - suffix.size()))) return whole;
  return settings.measure(code);
}

std::vector<const school::Measure*> compared(const settings::Settings& settings,
                                             const std::vector<store::StoredFinding>& findings) {
  std::set<const school::Measure*> found;
  for (const auto& stored : findings)
    for (const auto& predicate : stored.finding.predicates)
      if (const auto* measure = headline(settings, predicate.measure)) found.insert(measure);
  // They stand in one vector, so that their addresses are in the order of the file.
  std::vector<const school::Measure*> measures(found.begin(), found.end());
  if (measures.size() > kMostMeasures) measures.resize(kMostMeasures);
  return measures;
}

std::vector<const school::Measure*> cohorts_of(const settings::Settings& settings,
                                               const std::vector<const school::Measure*>& measures) {
  std::vector<const school::Measure*> cohorts;
  for (const auto* measure : measures) {
    const auto* cohort = measure->denominator.empty() ? nullptr : settings.measure(measure->denominator);
    if (cohort == nullptr || std::find(measures.begin(), measures.end(), cohort) != measures.end()) continue;
    if (std::find(cohorts.begin(), cohorts.end(), cohort) == cohorts.end()) cohorts.push_back(cohort);
  }
  return cohorts;
}

// Values by measure and year, of all datasets.
class Figures {
 public:
  void add(const std::vector<std::string>& codes, const store::SchoolRecord& record) {
    for (std::size_t i = 0; i < codes.size(); ++i) values_.insert_or_assign({codes[i], record.year}, record.values[i]);
  }
  YearFigure at(const std::string& code, int year) const {
    YearFigure figure;
    if (const auto* value = find(code, year)) figure.value = *value;
    const auto* lower = find(code + std::string(kLower), year);
    const auto* upper = find(code + std::string(kUpper), year);
    if (lower && upper && lower->number() && upper->number()) {
      figure.lower = *lower->number();
      figure.upper = *upper->number();
    }
    return figure;
  }

 private:
  const school::Value* find(const std::string& code, int year) const {
    const auto found = values_.find({code, year});
    return found == values_.end() ? nullptr : &found->second;
  }
  std::map<std::pair<std::string, int>, school::Value> values_;
};

}  // namespace

Result<SchoolFigures> read_figures(store::Reader& reader, const settings::Settings& settings, Urn urn,
                                   const std::vector<store::StoredFinding>& findings) {
  SchoolFigures result;
  for (const auto& [name, label] : settings.attributes) result.attributes.push_back(name);
  const auto measures = compared(settings, findings);
  const auto cohorts = cohorts_of(settings, measures);
  TERMWISE_TRY(const auto highest, store::highest_batch(reader, std::nullopt));
  if (!highest) return result;
  TERMWISE_TRY(const auto datasets, store::datasets_up_to(reader, *highest));
  Figures figures;
  for (const auto& dataset : datasets) {
    std::vector<std::string> codes;
    for (const auto* list : {&cohorts, &measures})
      for (const auto* measure : *list)
        if (measure->dataset == dataset)
          for (const auto suffix : {std::string_view(), kLower, kUpper})
            if (settings.measure(measure->code + std::string(suffix)))
              codes.push_back(measure->code + std::string(suffix));
    TERMWISE_TRY(auto records, store::records_of_school(reader, dataset, urn, codes, result.attributes));
    for (auto& [record, file_name] : records) {
      figures.add(codes, record);
      result.records.push_back({dataset, std::move(record), std::move(file_name)});
    }
  }
  if (result.records.empty()) return result;
  const auto [first, last] =
      std::minmax_element(result.records.begin(), result.records.end(),
                          [](const auto& a, const auto& b) { return a.record.year < b.record.year; });
  for (int year = first->record.year; year <= last->record.year; ++year) result.years.push_back(year);
  const auto series = [&](const school::Measure* measure) {
    MeasureSeries one{measure, {}};
    for (const int year : result.years) one.figures.push_back(figures.at(measure->code, year));
    return one;
  };
  for (const auto* measure : cohorts) result.cohorts.push_back(series(measure));
  for (const auto* measure : measures) result.measures.push_back(series(measure));
  return result;
}

report::SeriesChart chart_of(const MeasureSeries& series, const std::vector<int>& years,
                             std::vector<report::SeriesLine> thresholds) {
  const school::Measure& measure = *series.measure;
  report::SeriesChart chart;
  chart.id = "chart-";
  for (const char c : measure.code)
    chart.id += c == '_' ? '-' : (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  chart.title = measure.label;
  chart.unit = measure.unit == school::Unit::percent ? "%" : std::string(name(measure.unit));
  chart.thresholds = std::move(thresholds);
  for (std::size_t i = 0; i < years.size(); ++i) {
    const YearFigure& figure = series.figures[i];
    report::SeriesPoint point;
    point.year = report::year_label(years[i]);
    point.value = figure.value.value_or(school::Missing::not_supplied);
    point.lower = figure.lower;
    point.upper = figure.upper;
    if (const auto found = measure.breaks.find(years[i]); found != measure.breaks.end())
      point.break_before = found->second;
    chart.points.push_back(std::move(point));
  }
  return chart;
}

}  // namespace termwise::web
