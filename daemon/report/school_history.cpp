#include "report/school_history.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "report/lineage_words.h"
#include "report/text_table.h"
#include "report/wording.h"

namespace termwise::report {
namespace {

using Json = nlohmann::ordered_json;
using Relation = SchoolHistory::Relation;

std::string_view name_of(Relation relation) {
  switch (relation) {
    case Relation::before:
      return "before";
    case Relation::after:
      return "after";
    case Relation::other:
      break;
  }
  return "other";
}

std::string link_text(const SchoolHistory::Link& link, Urn self) {
  const std::string who = school_in_words(link.urn, link.school);
  const std::string change = change_in_words(link.kind, link.on);
  switch (link.relation) {
    case Relation::before:
      return link.via == self ? fmt::format("came from {}, which {}", who, change)
                              : fmt::format("before URN {}: {}, which {}", link.via.value, who, change);
    case Relation::after:
      return fmt::format("{} and {} followed", change, who);
    case Relation::other:
      break;
  }
  return link.kind == school::LinkKind::other
             ? fmt::format("is linked with {} and did not come from it", who)
             : fmt::format("is linked with {} ({}), and no file says which of the two came first", who,
                           name(link.kind));
}

std::string figure_text(const SchoolHistory::Figure& figure, const std::string& suffix) {
  if (figure.several) return "several";
  std::string text = figure.value ? value_in_words(figure.value, "", suffix) : std::string("-");
  if (figure.of) text += fmt::format(" ({})", figure.of->value);
  return figure.break_before.empty() ? text : "| " + text;
}

std::string figures_text(const SchoolHistory& history) {
  std::vector<TextColumn> columns{{"year"}};
  for (const auto& series : history.series) columns.push_back({series.measure});
  columns[0].side = Side::left;
  TextTable table(columns);
  for (std::size_t i = 0; i < history.years.size(); ++i) {
    std::vector<std::string> row{history.years[i]};
    for (const auto& series : history.series) row.push_back(figure_text(series.figures[i], series.suffix));
    table.add(std::move(row));
  }
  std::string text =
      "\nFigures; | stands where one does not compare with the one before, and a URN where it is another "
      "school's:\n" +
      table.text();
  for (const auto& series : history.series) text += fmt::format("  {}: {}\n", series.measure, series.label);
  for (const auto& series : history.series)
    for (std::size_t i = 0; i < history.years.size(); ++i)
      if (!series.figures[i].break_before.empty())
        text += fmt::format("  | {} {}: {}\n", history.years[i], series.measure, series.figures[i].break_before);
  for (const auto& sentence : history.joins) text += sentence + "\n";
  return text;
}

std::string inspections_text(const SchoolHistory& history) {
  std::string text = "\nInspections:\n";
  for (const auto& one : history.inspections)
    text += fmt::format("  {} {}{}: overall effectiveness {}{}{}\n",
                        one.started_on.empty() ? "undated" : one.started_on, one.type.empty() ? "inspection" : one.type,
                        one.urn == history.urn ? "" : fmt::format(" of URN {}", one.urn.value),
                        value_in_words(one.grade, "", ""), one.category.empty() ? "" : ", category " + one.category,
                        one.number.empty() ? "" : fmt::format(" ({})", one.number));
  return text;
}

Json value_or_null(const std::optional<school::Value>& value) {
  return value && value->number() ? Json(value->number()->to_string()) : Json(nullptr);
}

Json missing_or_null(const std::optional<school::Value>& value) {
  return value && value->missing() ? Json(name(*value->missing())) : Json(nullptr);
}

Json day_or_null(const std::optional<std::chrono::year_month_day>& day) {
  if (!day) return nullptr;
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day->year()), static_cast<unsigned>(day->month()),
                     static_cast<unsigned>(day->day()));
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json series_json(const SchoolHistory::Series& series, const std::vector<std::string>& years) {
  Json figures = Json::array();
  for (std::size_t i = 0; i < years.size(); ++i) {
    const auto& figure = series.figures[i];
    figures.push_back({{"year", years[i]},
                       {"value", value_or_null(figure.value)},
                       {"missing", missing_or_null(figure.value)},
                       {"lower", figure.lower ? Json(figure.lower->to_string()) : Json(nullptr)},
                       {"upper", figure.upper ? Json(figure.upper->to_string()) : Json(nullptr)},
                       {"of_urn", figure.of ? Json(figure.of->value) : Json(nullptr)},
                       {"several", figure.several},
                       {"break_before", text_or_null(figure.break_before)}});
  }
  return {{"measure", series.measure}, {"label", series.label}, {"figures", std::move(figures)}};
}

}  // namespace

std::string school_history_text(const SchoolHistory& history) {
  std::string text = school_in_words(history.urn, history.school);
  text += history.la.empty() ? "\n" : fmt::format(", LA {}\n", history.la);
  for (const auto& link : history.links) text += fmt::format("  {}\n", link_text(link, history.urn));
  if (history.more_links) text += "  There are more schools before these than are followed.\n";
  if (!history.attributes.empty()) text += "\nOn record, since the year in which it first said so:\n";
  for (const auto& attribute : history.attributes)
    for (const auto& change : attribute.changes)
      text += fmt::format("  {} {}: {} ({}:{})\n", change.year, attribute.label, change.text, change.file, change.line);
  if (!history.series.empty() && !history.years.empty()) text += figures_text(history);
  if (!history.inspections.empty()) text += inspections_text(history);
  if (!history.findings.empty()) text += "\nFindings:\n";
  for (const auto& finding : history.findings)
    text += fmt::format("  {} {}{}: {}\n    {}\n", finding.year, finding.rule,
                        finding.urn == history.urn ? "" : fmt::format(" of URN {}", finding.urn.value), finding.outcome,
                        finding.sentence);
  return text;
}

std::string school_history_json(const SchoolHistory& history) {
  Json json{{"urn", history.urn.value}, {"school", text_or_null(history.school)}, {"la", text_or_null(history.la)}};
  json["attributes"] = Json::array();
  for (const auto& attribute : history.attributes) {
    Json changes = Json::array();
    for (const auto& change : attribute.changes)
      changes.push_back({{"year", change.year}, {"text", change.text}, {"file", change.file}, {"line", change.line}});
    json["attributes"].push_back(
        {{"name", attribute.name}, {"label", attribute.label}, {"changes", std::move(changes)}});
  }
  json["links"] = Json::array();
  for (const auto& link : history.links)
    json["links"].push_back({{"relation", name_of(link.relation)},
                             {"urn", link.urn.value},
                             {"school", text_or_null(link.school)},
                             {"kind", name(link.kind)},
                             {"on", day_or_null(link.on)},
                             {"distance", link.distance},
                             {"via", link.via.value}});
  json["more_links"] = history.more_links;
  json["figures"] = Json::array();
  for (const auto& series : history.series) json["figures"].push_back(series_json(series, history.years));
  json["joins"] = history.joins;
  json["inspections"] = Json::array();
  for (const auto& one : history.inspections)
    json["inspections"].push_back({{"urn", one.urn.value},
                                   {"number", one.number},
                                   {"started_on", text_or_null(one.started_on)},
                                   {"type", text_or_null(one.type)},
                                   {"grade", value_or_null(one.grade)},
                                   {"missing", missing_or_null(one.grade)},
                                   {"category", text_or_null(one.category)}});
  json["findings"] = Json::array();
  for (const auto& finding : history.findings)
    json["findings"].push_back({{"urn", finding.urn.value},
                                {"year", finding.year},
                                {"rule", finding.rule},
                                {"outcome", finding.outcome},
                                {"reason", finding.reason},
                                {"sentence", finding.sentence},
                                {"la", finding.la},
                                {"run", finding.run}});
  return json.dump(2) + "\n";
}

}  // namespace termwise::report
