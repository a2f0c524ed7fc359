#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "jobs/declared_rules.h"
#include "jobs/school_figures.h"
#include "jobs/vocabulary.h"
#include "report/lineage_words.h"
#include "report/page_links.h"
#include "report/wording.h"
#include "store/batches.h"
#include "web/pages.h"
#include "web/school_charts.h"
#include "web/texts.h"
#include "web/visible.h"

namespace termwise::web {
namespace {

using jobs::MeasureSeries;
using jobs::Relatives;
using jobs::SchoolFigures;
using nlohmann::json;
using store::StoredFinding;

// ---- On record ----------------------------------------------------------------------------------------------------

// The record of the latest year, of all datasets.
const store::SchoolRecord* latest_of(const SchoolFigures& figures) {
  const auto latest = std::max_element(figures.records.begin(), figures.records.end(),
                                       [](const auto& a, const auto& b) { return a.record.year < b.record.year; });
  return latest == figures.records.end() ? nullptr : &latest->record;
}

const std::string* attribute_of(const SchoolFigures& figures, const std::string& name) {
  const auto* record = latest_of(figures);
  const auto place = std::find(figures.attributes.begin(), figures.attributes.end(), name);
  if (!record || place == figures.attributes.end()) return nullptr;
  return record->attributes[static_cast<std::size_t>(place - figures.attributes.begin())].text();
}

json facts_of(const SchoolFigures& figures, const settings::Settings& settings) {
  json facts = json::array();
  for (const auto& [name, label] : settings.attributes)
    if (const auto* text = attribute_of(figures, name); text && name != "name")
      facts.push_back({{"label", label}, {"value", *text}});
  return facts;
}

json records_view(const SchoolFigures& figures) {
  json records = json::array();
  for (auto row = figures.records.rbegin(); row != figures.records.rend(); ++row)
    records.push_back({{"dataset", row->dataset},
                       {"year", report::year_label(row->record.year)},
                       {"file", row->file_name},
                       {"line", row->record.line},
                       {"batch", row->record.batch.value},
                       {"la", row->record.la_code ? row->record.la_code->text() : std::string()}});
  return records;
}

// ---- Findings -----------------------------------------------------------------------------------------------------

json finding_view(const StoredFinding& stored, jobs::DeclaredRules& declared) {
  const auto& finding = stored.finding;
  const wire::Rule& rule = declared.of(stored.run, finding.rule).rule;
  return {{"year", report::year_label(finding.year)},
          {"rule", rule.title},
          {"path", report::finding_path(stored.la.text(), finding.subject, finding.rule, finding.year)},
          {"outcome", report::sentence_case(report::code_in_words(finding.outcome))},
          {"class", wire::lists(rule, finding.outcome) ? "outcome problem" : "outcome"},
          {"sentence", finding.sentence},
          {"cohort", finding.cohort ? report::value_in_words(finding.cohort, "", "") : std::string()},
          {"run", stored.run.value},
          {"run_path", report::run_path(stored.run.value)}};
}

// ---- Figures ------------------------------------------------------------------------------------------------------

// What the measure was last compared with, by each rule.
std::vector<report::SeriesLine> thresholds_of(const school::Measure& measure,
                                              const std::vector<StoredFinding>& findings, jobs::DeclaredRules& declared,
                                              const std::string& suffix) {
  int latest = 0;
  const auto compares = [&](const school::Predicate& predicate) {
    return predicate.measure == measure.code && predicate.threshold && predicate.threshold->number();
  };
  for (const auto& stored : findings)
    for (const auto& predicate : stored.finding.predicates)
      if (compares(predicate)) latest = std::max(latest, stored.finding.year);
  std::vector<report::SeriesLine> lines;
  for (const auto& stored : findings) {
    if (stored.finding.year != latest) continue;
    for (const auto& predicate : stored.finding.predicates) {
      if (!compares(predicate)) continue;
      const Decimal& value = *predicate.threshold->number();
      const std::string label = fmt::format("{} {}: {}{}", declared.of(stored.run, stored.finding.rule).rule.title,
                                            report::year_label(latest), value.to_string(), suffix);
      if (std::none_of(lines.begin(), lines.end(), [&](const auto& line) { return line.label == label; }))
        lines.push_back({label, value});
    }
  }
  return lines;
}

json table_row(const MeasureSeries& series, const std::string& suffix) {
  json cells = json::array();
  for (const auto& figure : series.figures) {
    const bool number = figure.value && figure.value->number();
    json cell{{"number", number},
              {"value", figure.value ? report::value_in_words(figure.value, "", suffix) : std::string("no record")},
              {"of", figure.of ? json(figure.of->value) : json(false)},
              {"interval", false}};
    if (figure.lower && figure.upper)
      cell["interval"] =
          fmt::format("{}{} to {}{}", figure.lower->to_string(), suffix, figure.upper->to_string(), suffix);
    cells.push_back(std::move(cell));
  }
  return {{"label", series.measure->label}, {"cells", std::move(cells)}};
}

json charts_view(const SchoolFigures& figures, const Relatives& relatives, const std::vector<StoredFinding>& findings,
                 jobs::DeclaredRules& declared, const report::Vocabulary& vocabulary) {
  json charts = json::array();
  for (const auto& series : figures.measures) {
    const std::string suffix = report::unit_suffix(series.measure->code, vocabulary);
    const auto chart =
        chart_of(series, figures.years, relatives, thresholds_of(*series.measure, findings, declared, suffix));
    charts.push_back({{"label", series.measure->label},
                      {"svg", report::series_chart_svg(chart)},
                      {"words", report::series_chart_in_words(chart)}});
  }
  return charts;
}

json figures_view(const SchoolFigures& figures, const report::Vocabulary& vocabulary) {
  json years = json::array();
  for (const int year : figures.years) years.push_back(report::year_label(year));
  json rows = json::array();
  for (const auto* list : {&figures.cohorts, &figures.measures})
    for (const auto& series : *list)
      rows.push_back(table_row(series, report::unit_suffix(series.measure->code, vocabulary)));
  return {{"years", std::move(years)}, {"rows", std::move(rows)}};
}

// ---- Links --------------------------------------------------------------------------------------------------------

// A page of the LA's for each; a school that no file puts into the LA has none, and says so.
json school_view(Urn urn, const Relatives& relatives, const LaCode& la) {
  const auto name = relatives.names.find(urn.value);
  return {{"school", report::school_in_words(urn, name == relatives.names.end() ? "" : name->second)},
          {"path", report::school_path(la.text(), urn.value)}};
}

json links_view(const Relatives& relatives, Urn urn, const LaCode& la) {
  json links = json::array();
  const auto add = [&](Urn other, std::string said) {
    json link = school_view(other, relatives, la);
    link["said"] = std::move(said);
    links.push_back(std::move(link));
  };
  for (const auto& ancestor : relatives.lineage.ancestors)
    add(ancestor.urn, fmt::format("{}, {}", ancestor.distance == 1 ? "came before" : "came before those",
                                  report::change_in_words(ancestor.link.kind, ancestor.link.on)));
  for (const auto& link : relatives.became)
    add(link.successor, fmt::format("came after: this school {}", report::change_in_words(link.kind, link.on)));
  for (const auto& link : relatives.others)
    add(link.first == urn ? link.second : link.first,
        link.kind == school::LinkKind::other ? "is linked with it and did not come from it"
                                             : "is linked with it, and no file says which of the two came first");
  return links;
}

bool known_to(const LaCode& la, const std::vector<StoredFinding>& findings, const SchoolFigures& figures) {
  return !findings.empty() || std::any_of(figures.records.begin(), figures.records.end(),
                                          [&](const auto& row) { return row.record.la_code == la; });
}

}  // namespace

Result<Response> school_page(const PageContext& context) {
  TERMWISE_TRY(const LaCode la, context.la(0));
  TERMWISE_TRY(const Urn urn, context.urn(1));
  const auto& settings = context.configuration.settings;
  store::FindingFilter filter;
  filter.la = la;
  filter.urn = urn;
  TERMWISE_TRY(auto findings, store::find_findings(context.reader, filter));
  // They come sorted by year and rule.
  std::stable_sort(findings.begin(), findings.end(),
                   [](const auto& a, const auto& b) { return a.finding.year > b.finding.year; });
  TERMWISE_TRY(const auto newest, store::highest_batch(context.reader, std::nullopt));
  const BatchId highest = newest.value_or(BatchId{0});
  TERMWISE_TRY(const Relatives relatives, jobs::read_relatives(context.reader, settings, urn, highest));
  // A new school has hardly any findings yet: what was compared of those before it is shown of it too.
  std::vector<StoredFinding> compared = findings;
  for (const auto& ancestor : relatives.lineage.ancestors) {
    store::FindingFilter earlier;
    earlier.urn = ancestor.urn;
    TERMWISE_TRY(const auto others, store::find_findings(context.reader, earlier));
    compared.insert(compared.end(), others.begin(), others.end());
  }
  TERMWISE_TRY(const SchoolFigures figures,
               jobs::read_figures(context.reader, settings, urn, highest, relatives.lineage,
                                  jobs::measures_compared(settings, compared)));
  const std::string la_name = settings.la(la).name;
  if (!known_to(la, findings, figures))
    return Error{ExitCode::data,
                 fmt::format("Nothing is on record for {} about a school with the URN {}.", la_name, urn.value)};
  const auto* name = attribute_of(figures, "name");
  const std::string school = !findings.empty() ? findings.front().subject_name
                             : name            ? *name
                                               : fmt::format("URN {}", urn.value);

  jobs::DeclaredRules declared(context.reader);
  const report::Vocabulary vocabulary = jobs::vocabulary_of(settings);
  json links = links_view(relatives, urn, la);
  json joins = json::array();
  for (auto& sentence : jobs::joins_in_words(figures, relatives)) joins.push_back(std::move(sentence));
  json found = json::array();
  for (const auto& stored : findings) found.push_back(finding_view(stored, declared));
  const json view{{"urn", urn.value},
                  {"la_name", la_name},
                  {"la_path", report::findings_path(la.text())},
                  {"facts", facts_of(figures, settings)},
                  {"any_findings", !findings.empty()},
                  {"findings", std::move(found)},
                  {"any_figures", !figures.years.empty() && !figures.measures.empty()},
                  {"joins", std::move(joins)},
                  {"charts", charts_view(figures, relatives, findings, declared, vocabulary)},
                  {"figures", figures_view(figures, vocabulary)},
                  {"any_links", !links.empty()},
                  {"links", std::move(links)},
                  {"links_cut", relatives.lineage.cut},
                  {"any_records", !figures.records.empty()},
                  {"records", records_view(figures)}};
  return page(context, {school, la.text(), ""}, texts::school_html_mustache, visible(view));
}

}  // namespace termwise::web
