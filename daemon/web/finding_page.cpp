#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "jobs/declared_rules.h"
#include "jobs/explain.h"
#include "jobs/vocabulary.h"
#include "report/page_links.h"
#include "report/wording.h"
#include "web/pages.h"
#include "web/texts.h"
#include "web/visible.h"

namespace termwise::web {
namespace {

using nlohmann::json;

constexpr std::size_t kLongestRaw = 200;  // bytes of a cell that are shown

// "2016-17", as addresses have it.
Result<AcademicYear> year_of(const std::string& segment) {
  std::string label = segment;
  std::replace(label.begin(), label.end(), '-', '/');
  const auto year = AcademicYear::parse(label);
  if (!year || segment.find('/') != std::string::npos)
    return Error{ExitCode::data,
                 fmt::format("{} is not an academic year as addresses have it, such as 2016-17.", quote(segment))};
  return *year;
}

json cell_view(const school::Predicate& predicate, const std::optional<report::RawCell>& cell) {
  if (!predicate.evidence || !cell) return false;
  const auto& where = *predicate.evidence;
  return {{"place", fmt::format("{}:{}:{}", cell->file_name, where.line, where.column)},
          {"column", where.column_name},
          {"raw", cell->text ? json(quote(*cell->text, kLongestRaw)) : json(false)},
          {"no_text", report::no_text_in_words(*cell)}};
}

json comparison_view(const school::Predicate& predicate, const std::optional<report::RawCell>& cell,
                     const report::Vocabulary& vocabulary) {
  const std::string suffix = report::unit_suffix(predicate.measure, vocabulary);
  return {{"label", report::label_of(predicate.measure, vocabulary) + report::of_whom(predicate)},
          {"year", report::year_label(predicate.year)},
          {"observed", report::value_in_words(predicate.observed, predicate.observed_text, suffix)},
          {"comparison", report::question_in_words(predicate, vocabulary) + "?"},
          {"truth", report::truth_in_words(predicate.truth)},
          {"source", report::source_in_words(predicate)},
          {"cell", cell_view(predicate, cell)}};
}

json facts_of(const report::Explanation& explanation, const report::Vocabulary& vocabulary) {
  const auto& finding = explanation.row.finding;
  json facts = json::array();
  const auto add = [&](std::string_view label, const std::string& value) {
    if (!value.empty()) facts.push_back({{"label", label}, {"value", value}});
  };
  add("Reason", report::sentence_case(report::code_in_words(finding.reason)));
  add("Pupils in the cohort", finding.cohort ? report::value_in_words(finding.cohort, "", "") : std::string());
  if (const auto& interval = finding.interval)
    add(fmt::format("95% confidence interval of {}", report::label_of(interval->measure, vocabulary)),
        fmt::format("{} to {}", report::value_in_words(interval->lower, "", ""),
                    report::value_in_words(interval->upper, "", "")));
  add("Basis", report::basis_in_words(finding.basis));
  for (const auto& note : finding.notes) add("Note", report::sentence_case(report::code_in_words(note)));
  add("Rule", fmt::format("{} version {}, from {}", finding.rule, explanation.row.rule_version, explanation.plugin));
  add("Source of the rule", explanation.rule_source);
  add("Data", explanation.standing);
  return facts;
}

json changes_of(const school::Finding& finding, const report::Vocabulary& vocabulary) {
  json changes = json::array();
  for (const auto& flip : finding.flips)
    changes.push_back({{"label", report::label_of_year(flip.measure, flip.year, finding.year, vocabulary)},
                       {"change", report::change_in_words(flip)},
                       {"outcome", report::code_in_words(flip.outcome)}});
  return changes;
}

}  // namespace

Result<Response> finding_page(const PageContext& context) {
  TERMWISE_TRY(const LaCode la, context.la(0));
  TERMWISE_TRY(const Urn urn, context.urn(1));
  TERMWISE_TRY(const AcademicYear year, year_of(context.captured[3]));
  const auto& settings = context.configuration.settings;
  TERMWISE_TRY(const report::Explanation explanation,
               jobs::explain(context.reader, settings, urn, context.captured[2], year, la));
  const auto& row = explanation.row;
  const auto& finding = row.finding;
  const report::Vocabulary vocabulary = jobs::vocabulary_of(settings);
  jobs::DeclaredRules declared(context.reader);
  const bool listed = wire::lists(declared.of(RunId{row.run}, finding.rule).rule, finding.outcome);
  json comparisons = json::array();
  for (std::size_t i = 0; i < finding.predicates.size(); ++i)
    comparisons.push_back(comparison_view(finding.predicates[i], explanation.cells[i], vocabulary));
  const json view{{"school", row.school},
                  {"school_path", report::school_path(la.text(), urn.value)},
                  {"urn", urn.value},
                  {"la_name", explanation.la_name},
                  {"la_path", report::findings_path(la.text(), {{"year", year.label()}, {"rule", finding.rule}})},
                  {"rule", explanation.rule_title},
                  {"year", year.label()},
                  {"outcome", report::sentence_case(report::code_in_words(finding.outcome))},
                  {"class", listed ? "outcome problem" : "outcome"},
                  {"sentence", finding.sentence},
                  {"any_comparisons", !comparisons.empty()},
                  {"comparisons", std::move(comparisons)},
                  {"any_changes", !finding.flips.empty()},
                  {"changes", changes_of(finding, vocabulary)},
                  {"facts", facts_of(explanation, vocabulary)},
                  {"run", row.run},
                  {"run_path", report::run_path(row.run)}};
  return page(context, {fmt::format("{}: {} {}", row.school, explanation.rule_title, year.label()), la.text(), ""},
              texts::finding_html_mustache, visible(view));
}

}  // namespace termwise::web
