#include "report/backtest.h"

#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "report/csv.h"
#include "report/over_time_json.h"
#include "report/wording.h"

namespace termwise::report {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const BacktestYear& year) {
  Json json;
  json["year"] = year_label(year.year);
  json["judged"] = year.judged;
  json["not_known"] = year.not_known;
  json["listed"] = year.listed;
  json["outcomes"] = counts_json(year.outcomes);
  json["gap"] = text_or_null(year.gap);
  json["compared"] = year.compared;
  json["break"] = text_or_null(year.break_before);
  json["entered"] = movements_json(year.entered);
  json["stayed"] = movements_json(year.stayed);
  json["left"] = movements_json(year.left);
  json["from_not_known"] = movements_json(year.from_not_known);
  json["to_not_known"] = movements_json(year.to_not_known);
  json["not_compared"] = movements_json(year.not_compared);
  json["las_not_judged"] = Json::array();
  for (const auto& la : year.las_not_judged) json["las_not_judged"].push_back({{"la", la.la}, {"reason", la.reason}});
  return json;
}

using Cells = std::vector<std::string>;

// What a line of the CSV says of a verdict: the outcome and the reason.
void add(Cells& cells, const std::optional<Verdict>& verdict) {
  cells.push_back(verdict ? csv_cell(verdict->outcome) : "");
  cells.push_back(verdict ? csv_cell(verdict->reason) : "");
}

Cells head_of(const BacktestRule& rule, const BacktestYear& year, std::string_view change) {
  return {csv_cell(rule.id), csv_cell(rule.version), year_label(year.year), std::string(change)};
}

std::string year_line(const BacktestRule& rule, const BacktestYear& year) {
  Cells cells = head_of(rule, year, "year");
  cells.insert(cells.end(), {"", "", "", "", "", "", "", std::to_string(year.judged), std::to_string(year.listed)});
  cells.push_back(csv_cell(year.gap.empty() ? year.break_before : year.gap));
  return csv_line(cells);
}

std::string movement_lines(const BacktestRule& rule, const BacktestYear& year, std::string_view change,
                           const std::vector<Movement>& movements) {
  std::string text;
  for (const auto& movement : movements) {
    Cells cells = head_of(rule, year, change);
    cells.insert(cells.end(), {csv_cell(movement.la), std::to_string(movement.subject), csv_cell(movement.school)});
    add(cells, movement.before);
    add(cells, movement.after);
    cells.insert(cells.end(), {"", "", ""});
    text += csv_line(cells);
  }
  return text;
}

}  // namespace

std::string backtest_json(const Backtest& backtest) {
  Json json;
  json["plugin"] = plugin_json(backtest.plugin);
  json["from"] = year_label(backtest.first);
  json["to"] = year_label(backtest.last);
  json["las"] = backtest.las;
  json["set"] = backtest.set;
  json["rules"] = Json::array();
  for (const auto& rule : backtest.rules) {
    Json one;
    one["rule"] = rule.id;
    one["rule_version"] = rule.version;
    one["title"] = rule.title;
    one["listed_outcomes"] = rule.listed_outcomes;
    one["years"] = Json::array();
    for (const auto& year : rule.years) one["years"].push_back(to_json(year));
    json["rules"].push_back(std::move(one));
  }
  return json.dump(2) + "\n";
}

std::string backtest_csv(const Backtest& backtest) {
  std::string text(kByteOrderMark);
  text += csv_line({"rule", "rule_version", "year", "change", "la", "urn", "school", "outcome_before", "reason_before",
                    "outcome_after", "reason_after", "judged", "listed", "why"});
  for (const auto& rule : backtest.rules)
    for (const auto& year : rule.years) {
      text += year_line(rule, year);
      text += movement_lines(rule, year, "entered", year.entered);
      text += movement_lines(rule, year, "stayed", year.stayed);
      text += movement_lines(rule, year, "left", year.left);
      text += movement_lines(rule, year, "from not known", year.from_not_known);
      text += movement_lines(rule, year, "to not known", year.to_not_known);
      text += movement_lines(rule, year, "not compared", year.not_compared);
    }
  return text;
}

SeriesChart backtest_chart(const BacktestRule& rule, std::size_t number) {
  SeriesChart chart;
  chart.id = fmt::format("list-{}", number);
  chart.title = fmt::format("Schools on the list, {}", rule.title);
  chart.unit = "schools";
  chart.counts = true;
  const BacktestYear* before = nullptr;
  for (const auto& year : rule.years) {
    SeriesPoint point;
    point.year = year_label(year.year);
    if (year.gap.empty())
      point.value = Decimal(year.listed);
    else  // the table says more of each year
      point.why_missing = year.outcomes.empty() ? "nobody was judged"
                          : year.not_known > 0  ? "cannot be judged"
                                                : "no standard is set";
    // Behind a year in which nobody was judged the line is broken already.
    if (before != nullptr && before->gap.empty()) point.break_before = year.break_before;
    before = &year;
    chart.points.push_back(std::move(point));
  }
  return chart;
}

}  // namespace termwise::report
