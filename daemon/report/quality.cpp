#include "report/quality.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "calendar/london.h"
#include "report/csv.h"
#include "report/wording.h"

namespace termwise::report {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kCsvHeader =
    "id,file,severity,rule,line,column,column_name,raw_value,la,urn,year,item,field,advice,explanation,explained_by,"
    "explained_at,carried_from,explained_otherwise,earlier_value,earlier_explanation\r\n";

std::string moment(std::chrono::system_clock::time_point at) { return calendar::london_minute(at); }

std::string year_of(const school::QualityIssue& issue) {
  return issue.summer == 0 ? std::string() : year_label(issue.summer);
}

std::string la_of(const school::QualityIssue& issue) { return issue.la_code ? issue.la_code->text() : std::string(); }

std::string number(const std::optional<std::int64_t>& value) { return value ? std::to_string(*value) : std::string(); }

std::string line_of(const QualityRow& row) {
  const auto& issue = row.issue;
  std::string text = fmt::format("{}: {} {}: {}\n", to_string(Location{row.file_name, issue.line, issue.column}),
                                 name(issue.severity), row.id, issue.advice);
  if (row.note) text += fmt::format("    Notepad explanation, {}: {}\n", note_origin(*row.note), row.note->text);
  if (row.otherwise)
    text += fmt::format("    Not explained; {}: {}\n", otherwise_origin(*row.otherwise), row.otherwise->note.text);
  return text;
}

ordered_json or_null(const std::optional<std::int64_t>& value) {
  return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json or_null(const std::string& text) { return text.empty() ? ordered_json(nullptr) : ordered_json(text); }

ordered_json json_of(const QualityRow& row) {
  const auto& issue = row.issue;
  const auto& note = row.note;
  ordered_json json;
  json["id"] = row.id;
  json["file"] = row.file_name;
  json["severity"] = name(issue.severity);
  json["rule"] = issue.rule;
  json["line"] = issue.line;
  json["column"] = issue.column;
  json["column_name"] = issue.column_name;
  json["raw_value"] = issue.raw_value;
  json["urn"] = issue.urn ? ordered_json(issue.urn->value) : ordered_json(nullptr);
  json["advice"] = issue.advice;
  json["explanation"] = note ? note->text : std::string();
  json["la"] = or_null(la_of(issue));
  json["year"] = or_null(year_of(issue));
  json["item"] = issue.item;
  json["field"] = issue.field;
  json["explained_by"] = note ? ordered_json(note->author) : ordered_json(nullptr);
  json["explained_at"] = note ? ordered_json(moment(note->at)) : ordered_json(nullptr);
  json["carried_from"] = note ? or_null(note->carried_from) : ordered_json(nullptr);
  json["explained_otherwise"] = row.otherwise ? ordered_json{{"issue", row.otherwise->issue},
                                                             {"raw_value", row.otherwise->raw_value},
                                                             {"explanation", row.otherwise->note.text},
                                                             {"explained_by", row.otherwise->note.author},
                                                             {"explained_at", moment(row.otherwise->note.at)}}
                                              : ordered_json(nullptr);
  return json;
}

}  // namespace

std::string note_origin(const QualityNote& note) {
  return fmt::format("by {} on {}{}", note.author, moment(note.at),
                     note.carried_from ? fmt::format(", carried from issue {}", *note.carried_from) : "");
}

std::string otherwise_origin(const QualityRow::Otherwise& otherwise) {
  return fmt::format("the text {} of issue {} was explained {}", quote(otherwise.raw_value), otherwise.issue,
                     note_origin(otherwise.note));
}

std::string quality_text(const std::vector<QualityRow>& rows) {
  if (rows.empty()) return "No data-quality issues.\n";
  std::string text;
  std::int64_t errors = 0;
  std::int64_t queries = 0;
  std::int64_t repairs = 0;
  std::int64_t unexplained = 0;
  for (const auto& row : rows) {
    const auto severity = row.issue.severity;
    errors += severity == school::Severity::error;
    queries += severity == school::Severity::query;
    repairs += severity == school::Severity::repair;
    unexplained += severity == school::Severity::query && !row.note;
    text += line_of(row);
  }
  return text + fmt::format("{} to fix, {} of {} to explain, {}.\n", counted(errors, "error", "errors"), unexplained,
                            counted(queries, "query", "queries"), counted(repairs, "repair", "repairs"));
}

std::string quality_json(const std::vector<QualityRow>& rows) {
  auto list = ordered_json::array();
  for (const auto& row : rows) list.push_back(json_of(row));
  return list.dump(2) + "\n";
}

std::string quality_csv(const std::vector<QualityRow>& rows) {
  std::string csv(kByteOrderMark);
  csv += kCsvHeader;
  for (const auto& row : rows) {
    const auto& issue = row.issue;
    const QualityNote none{{}, {}, {}, {}};
    const QualityNote& note = row.note ? *row.note : none;
    csv += csv_line({std::to_string(row.id),
                     csv_cell(row.file_name),
                     csv_cell(name(issue.severity)),
                     csv_cell(issue.rule),
                     std::to_string(issue.line),
                     std::to_string(issue.column),
                     csv_cell(issue.column_name),
                     csv_cell(issue.raw_value),
                     la_of(issue),
                     issue.urn ? std::to_string(issue.urn->value) : std::string(),
                     year_of(issue),
                     csv_cell(issue.item),
                     csv_cell(issue.field),
                     csv_cell(issue.advice),
                     csv_cell(note.text),
                     csv_cell(note.author),
                     row.note ? moment(note.at) : std::string(),
                     number(note.carried_from),
                     row.otherwise ? std::to_string(row.otherwise->issue) : std::string(),
                     csv_cell(row.otherwise ? row.otherwise->raw_value : std::string()),
                     csv_cell(row.otherwise ? row.otherwise->note.text : std::string())});
  }
  return csv;
}

std::string quality_issue_text(const QualityRow& row, const std::vector<QualityNote>& history) {
  std::string text = line_of(row);
  text += fmt::format("    The rule is {}; the cell says {}.\n", row.issue.rule, quote(row.issue.raw_value));
  if (history.size() > 1) text += "Explained before, the latest last:\n";
  for (std::size_t i = 0; i + 1 < history.size(); ++i)
    text += fmt::format("    {}: {}\n", note_origin(history[i]), history[i].text);
  return text;
}

std::string quality_issue_json(const QualityRow& row, const std::vector<QualityNote>& history) {
  auto json = json_of(row);
  json["explanations"] = ordered_json::array();
  for (const auto& note : history)
    json["explanations"].push_back({{"explanation", note.text},
                                    {"explained_by", note.author},
                                    {"explained_at", moment(note.at)},
                                    {"carried_from", or_null(note.carried_from)}});
  return json.dump(2) + "\n";
}

}  // namespace termwise::report
