#include "report/quality_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/result.h"
#include "base/text.h"

namespace termwise::report {

std::string quality_text(const std::vector<QualityRow>& rows) {
  std::string text;
  std::int64_t errors = 0;
  std::int64_t queries = 0;
  std::int64_t repairs = 0;
  for (const auto& row : rows) {
    const auto& issue = row.issue;
    errors += issue.severity == school::Severity::error;
    queries += issue.severity == school::Severity::query;
    repairs += issue.severity == school::Severity::repair;
    text += fmt::format("{}: {} {}: {}\n", to_string(Location{row.file_name, issue.line, issue.column}),
                        name(issue.severity), row.id, issue.advice);
    if (!row.explanation.empty()) text += fmt::format("    Notepad explanation: {}\n", row.explanation);
  }
  if (rows.empty()) return "No data-quality issues.\n";
  text += fmt::format("{} to fix, {} to explain, {}.\n", counted(errors, "error", "errors"),
                      counted(queries, "query", "queries"), counted(repairs, "repair", "repairs"));
  return text;
}

std::string quality_json(const std::vector<QualityRow>& rows) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& row : rows) {
    const auto& issue = row.issue;
    nlohmann::ordered_json json;
    json["id"] = row.id;
    json["file"] = row.file_name;
    json["severity"] = name(issue.severity);
    json["rule"] = issue.rule;
    json["line"] = issue.line;
    json["column"] = issue.column;
    json["column_name"] = issue.column_name;
    json["raw_value"] = issue.raw_value;
    json["urn"] = issue.urn ? nlohmann::ordered_json(issue.urn->value) : nlohmann::ordered_json(nullptr);
    json["advice"] = issue.advice;
    json["explanation"] = row.explanation;
    list.push_back(std::move(json));
  }
  return list.dump(2) + "\n";
}

}  // namespace termwise::report
