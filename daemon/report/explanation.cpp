#include "report/explanation.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace termwise::report {
namespace {

std::string label_of(const std::string& code, const MeasureLookup& measures) {
  const school::Measure* measure = measures(code);
  return measure ? measure->label : code;
}

std::string unit_suffix(const std::string& code, const MeasureLookup& measures) {
  const school::Measure* measure = measures(code);
  return measure && measure->unit == school::Unit::percent ? "%" : "";
}

std::string in_words(const std::optional<school::Value>& value, const std::string& text, const std::string& suffix) {
  if (!text.empty()) return text;
  if (!value) return "nothing";
  if (const auto* missing = value->missing()) return std::string(in_words(*missing));
  return value->number()->to_string() + suffix;
}

std::string_view truth_in_words(school::Truth truth) {
  switch (truth) {
    case school::Truth::yes: return "yes";
    case school::Truth::no: return "no";
    case school::Truth::unknown: return "cannot be told";
  }
  return "";
}

std::string comparison_in_words(school::Operator operation) {
  switch (operation) {
    case school::Operator::less: return "below";
    case school::Operator::less_or_equal: return "at or below";
    case school::Operator::equal: return "equal to";
    case school::Operator::greater_or_equal: return "at or above";
    case school::Operator::greater: return "above";
  }
  return "";
}

std::string predicate_text(const school::Predicate& predicate, const std::optional<RawCell>& cell,
                           const MeasureLookup& measures) {
  const std::string suffix = unit_suffix(predicate.measure, measures);
  std::string text = fmt::format("  {}: {}\n", label_of(predicate.measure, measures),
                                 in_words(predicate.observed, predicate.observed_text, suffix));
  text += fmt::format("    {} {}? {}", comparison_in_words(predicate.operation),
                      in_words(predicate.threshold, predicate.threshold_text, suffix),
                      truth_in_words(predicate.truth));
  if (!predicate.source.empty()) text += fmt::format("   [{}", predicate.source);
  if (!predicate.source.empty() && !predicate.in_force.empty()) text += fmt::format("; in force {}", predicate.in_force);
  if (!predicate.source.empty())
    text += predicate.confidence == "memory" ? "; not verified against the published text]" : "]";
  text += "\n";
  if (predicate.evidence && cell) {
    const auto& where = *predicate.evidence;
    text += fmt::format("    {}:{}:{}: column {} says {}\n", cell->file_name, where.line, where.column,
                        where.column_name,
                        cell->text ? quote(*cell->text, 200) : std::string("nothing: the row ends before it"));
  }
  return text;
}

std::string flips_text(const Explanation& explanation, const MeasureLookup& measures) {
  const auto& finding = explanation.row.finding;
  if (finding.flips.empty()) return "What would change it: no change to a single figure would.\n";
  std::string text = "What would change it, everything else as it is:\n";
  for (const auto& flip : finding.flips)
    text += fmt::format("  {}: {} would make it {}.\n", label_of(flip.measure, measures), change_in_words(flip),
                        flip.outcome);
  return text;
}

}  // namespace

std::string change_in_words(const school::Flip& flip) {
  const bool less = flip.change < Decimal(0);
  const Decimal size = less ? flip.change.negated() : flip.change;
  if (flip.unit == "pupils") {
    const bool one = size == Decimal(1);
    return fmt::format("{} {} {}", size.to_string(), less ? "fewer" : "more", one ? "pupil" : "pupils");
  }
  return fmt::format("{} {} {}", size.to_string(), flip.unit, less ? "lower" : "higher");
}

std::string explanation_text(const Explanation& explanation, const MeasureLookup& measures) {
  const auto& row = explanation.row;
  const auto& finding = row.finding;
  const auto year = AcademicYear::from_summer(finding.year);
  std::string text = fmt::format("{} (URN {}), {} ({})\n", row.school, finding.subject, explanation.la_name, row.la);
  text += fmt::format("{}, {}: {}", explanation.rule_title, year ? year->label() : "", finding.outcome);
  if (!finding.reason.empty()) text += fmt::format(" ({})", finding.reason);
  text += "\n\n" + finding.sentence + "\n\n";
  if (!finding.predicates.empty()) {
    text += "Comparisons made:\n";
    for (std::size_t i = 0; i < finding.predicates.size(); ++i)
      text += predicate_text(finding.predicates[i], explanation.cells[i], measures);
    text += "\n";
  }
  if (finding.cohort && finding.cohort->number())
    text += fmt::format("Cohort: {} pupils.\n", finding.cohort->number()->to_string());
  if (finding.interval && finding.interval->lower.number() && finding.interval->upper.number())
    text += fmt::format("95% confidence interval of {}: {} to {}.\n", label_of(finding.interval->measure, measures),
                        finding.interval->lower.number()->to_string(), finding.interval->upper.number()->to_string());
  if (!finding.basis.empty()) text += fmt::format("Basis: {}.\n", finding.basis);
  if (!finding.notes.empty()) text += fmt::format("Notes: {}.\n", listed(finding.notes));
  text += flips_text(explanation, measures);
  text += fmt::format("\nRule {} version {}, from {}. {}\n", finding.rule, row.rule_version, explanation.plugin,
                      explanation.standing);
  if (!explanation.rule_source.empty()) text += fmt::format("Source of the rule: {}\n", explanation.rule_source);
  return text;
}

std::string explanation_json(const Explanation& explanation, const MeasureLookup& measures) {
  nlohmann::ordered_json json = to_json(explanation.row);
  for (std::size_t i = 0; i < explanation.cells.size(); ++i) {
    auto& predicate = json["predicates"][i];
    predicate["label"] = label_of(explanation.row.finding.predicates[i].measure, measures);
    const auto& cell = explanation.cells[i];
    if (!cell || predicate["evidence"].is_null()) continue;
    predicate["evidence"]["file_name"] = cell->file_name;
    predicate["evidence"]["raw"] = cell->text ? nlohmann::ordered_json(*cell->text) : nlohmann::ordered_json(nullptr);
  }
  json["la_name"] = explanation.la_name;
  json["rule_title"] = explanation.rule_title;
  json["rule_source"] = explanation.rule_source;
  json["plugin"] = explanation.plugin;
  return json.dump(2) + "\n";
}

}  // namespace termwise::report
