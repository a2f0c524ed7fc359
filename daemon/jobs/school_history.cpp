#include "jobs/school_history.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "jobs/school_figures.h"
#include "jobs/vocabulary.h"
#include "report/wording.h"
#include "store/batches.h"
#include "wire/tables.h"

namespace termwise::jobs {
namespace {

using report::SchoolHistory;

constexpr int kFirstSummer = 1989;
constexpr int kLastSummer = 2099;

Result<std::vector<const school::Measure*>> measures_named(const settings::Settings& settings,
                                                           const std::vector<std::string>& codes) {
  if (codes.size() > kMostMeasures)
    return Error{ExitCode::usage, fmt::format("--measure is given {} times, and a history shows at most {}. Ask for "
                                              "fewer.",
                                              codes.size(), kMostMeasures)};
  std::vector<std::string> known;
  for (const auto& measure : settings.measures) known.push_back(measure.code);
  std::vector<const school::Measure*> measures;
  for (const auto& code : codes) {
    const school::Measure* measure = settings.measure(code);
    if (measure == nullptr)
      return Error{ExitCode::usage, fmt::format("--measure {} is none that measures.toml lists.{}", quote(code),
                                                did_you_mean(code, known))};
    measures.push_back(measure);
  }
  return measures;
}

const OnRecord* latest_of(const SchoolFigures& figures) {
  const auto latest = std::max_element(figures.records.begin(), figures.records.end(),
                                       [](const auto& a, const auto& b) { return a.record.year < b.record.year; });
  return latest == figures.records.end() ? nullptr : &*latest;
}

// Of each attribute, each text that differs from the one before. In a year in which several files speak, a list of schools
// counts before the others.
std::vector<SchoolHistory::Attribute> attributes_of(const SchoolFigures& figures, const settings::Settings& settings) {
  std::vector<const OnRecord*> records;
  for (const auto& row : figures.records) records.push_back(&row);
  std::stable_sort(records.begin(), records.end(), [](const auto* a, const auto* b) {
    const auto rank = [](const OnRecord& row) { return row.dataset == store::kSchoolDataset ? 0 : 1; };
    return std::pair(a->record.year, rank(*a)) < std::pair(b->record.year, rank(*b));
  });
  std::vector<SchoolHistory::Attribute> attributes;
  for (std::size_t i = 0; i < figures.attributes.size(); ++i) {
    SchoolHistory::Attribute attribute{figures.attributes[i], settings.attributes.at(figures.attributes[i]), {}};
    int year = 0;
    for (const auto* row : records) {
      const std::string* text = row->record.attributes[i].text();
      if (text == nullptr || row->record.year == year) continue;
      year = row->record.year;
      if (attribute.changes.empty() || attribute.changes.back().text != *text)
        attribute.changes.push_back({report::year_label(year), *text, row->file_name, row->record.line});
    }
    if (!attribute.changes.empty()) attributes.push_back(std::move(attribute));
  }
  return attributes;
}

std::vector<SchoolHistory::Link> links_of(const Relatives& relatives, Urn urn) {
  const auto name_of = [&](Urn other) {
    const auto name = relatives.names.find(other.value);
    return name == relatives.names.end() ? std::string() : name->second;
  };
  std::vector<SchoolHistory::Link> links;
  using Relation = SchoolHistory::Relation;
  for (const auto& one : relatives.lineage.ancestors)
    links.push_back({Relation::before, one.urn, name_of(one.urn), one.link.kind, one.link.on, one.distance, one.via});
  for (const auto& link : relatives.became)
    links.push_back({Relation::after, link.successor, name_of(link.successor), link.kind, link.on, 1, urn});
  for (const auto& link : relatives.others) {
    const Urn other = link.first == urn ? link.second : link.first;
    links.push_back({Relation::other, other, name_of(other), link.kind, link.on, 1, urn});
  }
  return links;
}

std::vector<SchoolHistory::Series> series_of(const SchoolFigures& figures, const Relatives& relatives,
                                             const report::Vocabulary& vocabulary) {
  std::vector<SchoolHistory::Series> all;
  for (const auto* list : {&figures.cohorts, &figures.measures})
    for (const auto& series : *list) {
      const auto breaks = breaks_of(series, figures.years, relatives);
      SchoolHistory::Series one{
          series.measure->code, series.measure->label, report::unit_suffix(series.measure->code, vocabulary), {}};
      for (std::size_t i = 0; i < figures.years.size(); ++i) {
        const YearFigure& figure = series.figures[i];
        one.figures.push_back({figure.value, figure.lower, figure.upper, figure.of, figure.several, breaks[i]});
      }
      all.push_back(std::move(one));
    }
  return all;
}

Result<std::vector<SchoolHistory::Inspection>> inspections_of(store::Reader& reader, const settings::Settings& settings,
                                                              const std::vector<Urn>& schools, BatchId highest) {
  const std::string code = "OFSTED_OE";
  const int scale = settings.measure(code) != nullptr ? settings.measure(code)->scale : 0;
  TERMWISE_TRY(const auto items,
               store::latest_items(reader, wire::item_table("inspection/1")->dataset, schools, kFirstSummer,
                                   kLastSummer, highest, {code}, {"started_on", "inspection_type", "category"}));
  std::vector<SchoolHistory::Inspection> inspections;
  for (const auto& [record, item] : items) {
    const auto text = [&, &record = record](std::size_t i) {
      return record.attributes[i].text() ? *record.attributes[i].text() : std::string();
    };
    school::Value grade = record.values[0];
    if (const Decimal* number = grade.number()) grade = number->rescaled(scale).value_or(*number);
    inspections.push_back({record.urn, item, grade, text(0), text(1), text(2)});
  }
  std::stable_sort(inspections.begin(), inspections.end(), [](const auto& a, const auto& b) {
    return std::pair(a.started_on.empty(), a.started_on) < std::pair(b.started_on.empty(), b.started_on);
  });
  return inspections;
}

Result<std::vector<store::StoredFinding>> findings_of(store::Reader& reader, const std::vector<Urn>& schools,
                                                      const std::optional<BatchId>& known) {
  std::vector<store::StoredFinding> all;
  for (const Urn urn : schools) {
    store::FindingFilter filter;
    filter.urn = urn;
    filter.known = known;
    TERMWISE_TRY(auto found, store::find_findings(reader, filter));
    std::move(found.begin(), found.end(), std::back_inserter(all));
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.finding.year > b.finding.year; });
  return all;
}

}  // namespace

Result<report::SchoolHistory> school_history(store::Reader& reader, const settings::Settings& settings,
                                             const HistoryRequest& request) {
  TERMWISE_TRY(auto measures, measures_named(settings, request.measures));
  TERMWISE_TRY(const auto newest, store::highest_batch(reader, std::nullopt));
  const BatchId highest = request.known.value_or(newest.value_or(BatchId{0}));
  TERMWISE_TRY(const Relatives relatives, read_relatives(reader, settings, request.urn, highest));
  std::vector<Urn> schools{request.urn};
  if (request.linked)
    for (const auto& ancestor : relatives.lineage.ancestors) schools.push_back(ancestor.urn);
  TERMWISE_TRY(const auto findings, findings_of(reader, schools, request.known));
  if (request.measures.empty()) measures = measures_compared(settings, findings);
  TERMWISE_TRY(const SchoolFigures figures,
               read_figures(reader, settings, request.urn, highest,
                            request.linked ? relatives.lineage : school::Lineage{}, measures));
  SchoolHistory history;
  history.urn = request.urn;
  history.attributes = attributes_of(figures, settings);
  history.links = links_of(relatives, request.urn);
  history.more_links = relatives.lineage.cut;
  TERMWISE_TRY(history.inspections, inspections_of(reader, settings, schools, highest));
  if (figures.records.empty() && findings.empty() && history.links.empty() && history.inspections.empty())
    return Error{ExitCode::data,
                 fmt::format("No file that {} has a row about a school with the URN {}. Look for a slip of the pen, or "
                             "load a file that has it: termwise ingest FILE.",
                             request.known ? "had been loaded by then" : "is loaded", request.urn.value)};
  for (const auto& attribute : history.attributes)
    if (attribute.name == "name") history.school = attribute.changes.back().text;
  if (const auto* latest = latest_of(figures); latest && latest->record.la_code)
    history.la = latest->record.la_code->text();
  for (const int year : figures.years) history.years.push_back(report::year_label(year));
  history.joins = joins_in_words(figures, relatives);
  history.series = series_of(figures, relatives, vocabulary_of(settings));
  for (const auto& stored : findings) {
    const auto& finding = stored.finding;
    history.findings.push_back({Urn{finding.subject}, report::year_label(finding.year), finding.rule, finding.outcome,
                                finding.reason, finding.sentence, stored.la.text(), stored.run.value});
  }
  return history;
}

}  // namespace termwise::jobs
