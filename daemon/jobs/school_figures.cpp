#include "jobs/school_figures.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include <termwise/lineage.hpp>

#include "report/lineage_words.h"
#include "report/wording.h"
#include "snapshot/lineage.h"
#include "store/batches.h"
#include "store/links.h"

namespace termwise::jobs {
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

bool is_there(const school::Value* value) {
  if (value == nullptr) return false;
  const auto* missing = value->missing();
  return missing == nullptr || (*missing != school::Missing::not_supplied && *missing != school::Missing::new_school);
}

// Values by school, measure and year, of all datasets.
class Figures {
 public:
  Figures(Urn school, const school::Lineage& lineage) : school_(school), lineage_(lineage) {}

  void add(const std::vector<std::string>& codes, const store::SchoolRecord& record) {
    for (std::size_t i = 0; i < codes.size(); ++i)
      values_.insert_or_assign({record.urn.value, codes[i], record.year}, record.values[i]);
  }
  // The first and the last year that has a figure, of whichever school; 0 where there is none.
  std::pair<int, int> span() const {
    std::pair<int, int> span{0, 0};
    for (const auto& [key, value] : values_) {
      if (!is_there(&value)) continue;
      const int year = std::get<2>(key);
      if (span.first == 0 || year < span.first) span.first = year;
      span.second = std::max(span.second, year);
    }
    return span;
  }
  YearFigure at(const std::string& code, int year) const {
    if (is_there(find(school_, code, year))) return figure(school_, code, year);
    const auto found = termwise::nearest(
        school_, lineage_.ancestors, [](const school::Ancestor&) { return true; },
        [&](const school::Ancestor& ancestor) { return is_there(find(ancestor.urn, code, year)); });
    YearFigure own = figure(school_, code, year);
    own.several = found.size() > 1;
    if (found.size() != 1) return own;
    YearFigure other = figure(found.front()->urn, code, year);
    other.of = found.front()->urn;
    return other;
  }

 private:
  YearFigure figure(Urn urn, const std::string& code, int year) const {
    YearFigure figure;
    if (const auto* value = find(urn, code, year)) figure.value = *value;
    const auto* lower = find(urn, code + std::string(kLower), year);
    const auto* upper = find(urn, code + std::string(kUpper), year);
    if (lower && upper && lower->number() && upper->number()) {
      figure.lower = *lower->number();
      figure.upper = *upper->number();
    }
    return figure;
  }
  const school::Value* find(Urn urn, const std::string& code, int year) const {
    const auto found = values_.find({urn.value, code, year});
    return found == values_.end() ? nullptr : &found->second;
  }

  Urn school_;
  const school::Lineage& lineage_;
  std::map<std::tuple<std::int64_t, std::string, int>, school::Value> values_;
};

// With their confidence limits, those of the dataset.
std::vector<std::string> codes_in(const std::string& dataset, const settings::Settings& settings,
                                  const std::vector<const school::Measure*>& cohorts,
                                  const std::vector<const school::Measure*>& measures) {
  std::vector<std::string> codes;
  for (const auto* list : {&cohorts, &measures})
    for (const auto* measure : *list)
      if (measure->dataset == dataset)
        for (const auto suffix : {std::string_view(), kLower, kUpper})
          if (settings.measure(measure->code + std::string(suffix)))
            codes.push_back(measure->code + std::string(suffix));
  return codes;
}

template <typename Each>
void each_figure(const SchoolFigures& figures, const Each& each) {
  for (const auto* list : {&figures.cohorts, &figures.measures})
    for (const auto& series : *list)
      for (std::size_t i = 0; i < figures.years.size(); ++i) each(figures.years[i], series.figures[i]);
}

}  // namespace

Result<Relatives> read_relatives(store::Reader& reader, const settings::Settings& settings, Urn urn, BatchId highest) {
  TERMWISE_TRY(const auto graph, snapshot::links_behind(reader, settings, {urn}, highest, std::nullopt));
  Relatives relatives;
  relatives.lineage = school::lineage_of(urn, graph.links);
  std::set<Urn> urns{urn};
  for (const auto& ancestor : relatives.lineage.ancestors) urns.insert(ancestor.urn);
  for (const auto& link : graph.links)
    if (link.predecessor == urn) relatives.became.push_back(link);
  for (const auto& link : graph.others)
    if (link.first == urn || link.second == urn) relatives.others.push_back(link);
  for (const auto& link : relatives.became) urns.insert(link.successor);
  for (const auto& link : relatives.others) urns.insert({link.first, link.second});
  TERMWISE_TRY(relatives.names, store::names_of_schools(reader, {urns.begin(), urns.end()}, highest));
  return relatives;
}

std::vector<const school::Measure*> measures_compared(const settings::Settings& settings,
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

Result<SchoolFigures> read_figures(store::Reader& reader, const settings::Settings& settings, Urn urn, BatchId highest,
                                   const school::Lineage& lineage,
                                   const std::vector<const school::Measure*>& measures) {
  SchoolFigures result;
  for (const auto& [name, label] : settings.attributes) result.attributes.push_back(name);
  const auto cohorts = cohorts_of(settings, measures);
  TERMWISE_TRY(const auto datasets, store::datasets_up_to(reader, highest));
  Figures figures(urn, lineage);
  for (const auto& dataset : datasets) {
    const auto codes = codes_in(dataset, settings, cohorts, measures);
    TERMWISE_TRY(auto records, store::records_of_school(reader, dataset, urn, highest, codes, result.attributes));
    for (auto& [record, file_name] : records) {
      figures.add(codes, record);
      result.records.push_back({dataset, std::move(record), std::move(file_name)});
    }
    if (codes.empty()) continue;
    for (const auto& ancestor : lineage.ancestors) {
      TERMWISE_TRY(const auto earlier, store::records_of_school(reader, dataset, ancestor.urn, highest, codes, {}));
      for (const auto& filed : earlier) figures.add(codes, filed.record);
    }
  }
  auto [first, last] = figures.span();
  for (const auto& row : result.records) {
    first = first == 0 ? row.record.year : std::min(first, row.record.year);
    last = std::max(last, row.record.year);
  }
  if (first == 0) return result;
  for (int year = first; year <= last; ++year) result.years.push_back(year);
  const auto series = [&](const school::Measure* measure) {
    MeasureSeries one{measure, {}};
    for (const int year : result.years) one.figures.push_back(figures.at(measure->code, year));
    return one;
  };
  for (const auto* measure : cohorts) result.cohorts.push_back(series(measure));
  for (const auto* measure : measures) result.measures.push_back(series(measure));
  return result;
}

std::vector<Borrowed> borrowed(const SchoolFigures& figures, const school::Lineage& lineage) {
  std::map<Urn, int> last;
  each_figure(figures, [&](int year, const YearFigure& figure) {
    if (figure.of) last[*figure.of] = std::max(last[*figure.of], year);
  });
  std::vector<Borrowed> found;
  for (const auto& ancestor : lineage.ancestors)
    if (const auto year = last.find(ancestor.urn); year != last.end()) found.push_back({&ancestor, year->second});
  return found;
}

std::string break_in_words(const school::Ancestor& ancestor, const std::map<std::int64_t, std::string>& names) {
  const auto name = names.find(ancestor.urn.value);
  return fmt::format("{} {}", report::school_in_words(ancestor.urn, name == names.end() ? "" : name->second),
                     report::change_in_words(ancestor.link.kind, ancestor.link.on));
}

std::vector<std::string> breaks_of(const MeasureSeries& series, const std::vector<int>& years,
                                   const Relatives& relatives) {
  std::vector<std::string> breaks(years.size());
  const YearFigure* before = nullptr;  // the last that there is
  for (std::size_t i = 0; i < years.size(); ++i) {
    const YearFigure& figure = series.figures[i];
    const auto own_break = series.measure->breaks.find(years[i]);
    if (before != nullptr && figure.value && before->of != figure.of)
      for (const auto& ancestor : relatives.lineage.ancestors)
        if (before->of == ancestor.urn) breaks[i] = break_in_words(ancestor, relatives.names);
    if (own_break != series.measure->breaks.end()) breaks[i] += (breaks[i].empty() ? "" : "; ") + own_break->second;
    if (figure.value) before = &figure;
  }
  return breaks;
}

std::vector<std::string> joins_in_words(const SchoolFigures& figures, const Relatives& relatives) {
  std::vector<std::string> sentences;
  for (const auto& [from, last_year] : borrowed(figures, relatives.lineage))
    sentences.push_back(
        fmt::format("Figures of {} and before that this school has not itself are of a school from which "
                    "it has come: {}.",
                    report::year_label(last_year), break_in_words(*from, relatives.names)));
  bool several = false;
  each_figure(figures, [&](int, const YearFigure& figure) { several = several || figure.several; });
  if (several)
    sentences.emplace_back(
        "In some years more than one of the schools from which it has come had a figure. They are not shown here: "
        "figures "
        "of two schools are never added.");
  return sentences;
}

}  // namespace termwise::jobs
