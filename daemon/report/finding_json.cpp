#include "report/finding_json.h"

#include <nlohmann/json.hpp>

namespace termwise::report {
namespace {

using Json = nlohmann::ordered_json;

Json number_or_null(const std::optional<school::Value>& value) {
  if (!value || !value->number()) return nullptr;
  return value->number()->to_string();
}

Json missing_or_null(const std::optional<school::Value>& value) {
  if (!value || !value->missing()) return nullptr;
  return name(*value->missing());
}

Json text_or(const std::string& text, Json otherwise) { return text.empty() ? otherwise : Json(text); }

std::string year_label(int summer) {
  const auto year = AcademicYear::from_summer(summer);
  return year ? year->label() : std::to_string(summer);
}

Json to_json(const school::Flip& flip) {
  Json json;
  json["measure"] = flip.measure;
  json["year"] = year_label(flip.year);
  json["change"] = flip.change.to_string();
  json["unit"] = flip.unit;
  json["outcome"] = flip.outcome;
  return json;
}

}  // namespace

Json to_json(const school::Predicate& predicate) {
  Json json;
  json["measure"] = predicate.measure;
  json["year"] = year_label(predicate.year);
  if (predicate.of) json["of_urn"] = predicate.of->value;
  json["observed"] = text_or(predicate.observed_text, number_or_null(predicate.observed));
  json["missing"] = missing_or_null(predicate.observed);
  json["operator"] = symbol(predicate.operation);
  json["threshold"] = text_or(predicate.threshold_text, number_or_null(predicate.threshold));
  json["source"] = predicate.source;
  json["in_force"] = predicate.in_force;
  json["confidence"] = predicate.confidence;
  json["truth"] = name(predicate.truth);
  if (predicate.evidence) {
    json["evidence"] = {{"file", predicate.evidence->file.hex()},
                        {"line", predicate.evidence->line},
                        {"column", predicate.evidence->column},
                        {"column_name", predicate.evidence->column_name}};
  } else {
    json["evidence"] = nullptr;
  }
  return json;
}

Json to_json(const FindingRow& row) {
  const school::Finding& finding = row.finding;
  Json json;
  json["la"] = row.la;
  json["urn"] = finding.subject;
  json["school"] = row.school;
  json["rule"] = finding.rule;
  json["rule_version"] = row.rule_version;
  json["year"] = year_label(finding.year);
  json["outcome"] = finding.outcome;
  json["reason"] = finding.reason;
  json["notes"] = finding.notes;
  json["basis"] = finding.basis;
  json["predicates"] = Json::array();
  for (const auto& predicate : finding.predicates) json["predicates"].push_back(to_json(predicate));
  if (finding.interval) {
    json["interval"] = {{"measure", finding.interval->measure},
                        {"lower", number_or_null(finding.interval->lower)},
                        {"lower_missing", missing_or_null(finding.interval->lower)},
                        {"upper", number_or_null(finding.interval->upper)},
                        {"upper_missing", missing_or_null(finding.interval->upper)}};
  } else {
    json["interval"] = nullptr;
  }
  json["cohort"] = number_or_null(finding.cohort);
  json["cohort_missing"] = missing_or_null(finding.cohort);
  json["sentence"] = finding.sentence;
  json["flips"] = Json::array();
  for (const auto& flip : finding.flips) json["flips"].push_back(to_json(flip));
  json["run"] = row.run;
  return json;
}

std::string findings_json(const std::vector<FindingRow>& rows) {
  std::string text = "[";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    text += i == 0 ? "\n" : ",\n";
    text += to_json(rows[i]).dump();
  }
  return text + "\n]\n";
}

}  // namespace termwise::report
