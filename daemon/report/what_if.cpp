#include "report/what_if.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "report/csv.h"
#include "report/over_time_json.h"
#include "report/over_time_words.h"
#include "report/text_table.h"
#include "report/wording.h"

namespace termwise::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostShown = 20;  // schools of one step; JSON and CSV have all
constexpr std::size_t kMostReasons = 5;

Json to_json(const WhatIfStep& step) {
  Json json;
  json["value"] = text_or_null(step.value);
  json["judged"] = step.judged;
  json["listed"] = step.listed;
  json["sip_days"] = step.days;
  json["outcomes"] = counts_json(step.outcomes);
  json["entered"] = movements_json(step.entered);
  json["left"] = movements_json(step.left);
  return json;
}

std::string heading(const WhatIf& what_if) {
  std::string text = fmt::format("What if {} were {} to {}\n{}\n", what_if.parameter,
                                 setting_in_words(what_if.steps.front().value, what_if.unit),
                                 setting_in_words(what_if.steps.back().value, what_if.unit),
                                 what_if_scope(what_if, listed(what_if.listed_outcomes)));
  for (const auto& plugin : what_if.plugins)
    text += fmt::format("{}: {}\n", plugin_in_words(plugin), file_in_words(plugin));
  text += fmt::format("{}: {}\n", what_if.parameter, what_if.meaning);
  text += days_in_words(what_if) + (what_if.days_assumed ? " --days-per-school sets another.\n" : "\n");
  if (what_if.passed_over) text += passed_over_in_words(what_if) + "\n";
  if (!what_if.gap.empty()) text += gap_in_words(what_if) + " Name another year with --year.\n";
  return text + "\n";
}

std::string left_out(const WhatIf& what_if) {
  std::string text = what_if.left_out.empty() ? "" : "\n";
  for (std::size_t i = 0; i < what_if.left_out.size() && i < kMostReasons; ++i)
    text += fmt::format("Left out: LA {}. {}\n", what_if.left_out[i].la, what_if.left_out[i].reason);
  if (what_if.left_out.size() > kMostReasons)
    text += fmt::format("Left out: {} more Local Authorities; --json names them.\n",
                        what_if.left_out.size() - kMostReasons);
  return text;
}

std::string movements(const WhatIfStep& step, std::string_view what, const std::vector<Movement>& all,
                      const std::string& unit) {
  if (all.empty()) return {};
  std::string text = fmt::format("\nAt {}, {} ({}):\n", setting_in_words(step.value, unit), what, all.size());
  for (std::size_t i = 0; i < all.size() && i < kMostShown; ++i)
    text += fmt::format("  {}: {} -> {}\n", school_in_words(all[i].la, all[i].subject, all[i].school),
                        verdict_in_words(all[i].before), verdict_in_words(all[i].after));
  if (all.size() > kMostShown)
    text += fmt::format("  and {} more; --format csv and --json have all\n", all.size() - kMostShown);
  return text;
}

using Cells = std::vector<std::string>;

Cells head_of(const WhatIf& what_if, const WhatIfStep& step, std::string_view change) {
  return {csv_cell(what_if.rule), year_label(what_if.year), csv_cell(what_if.parameter), step.value,
          std::string(change)};
}

std::string step_line(const WhatIf& what_if, const WhatIfStep& step, std::string_view change) {
  Cells cells = head_of(what_if, step, change);
  cells.insert(cells.end(), {std::to_string(step.judged), std::to_string(step.listed), step.days});
  cells.insert(cells.end(), 7, "");
  return csv_line(cells);
}

std::string movement_lines(const WhatIf& what_if, const WhatIfStep& step, std::string_view change,
                           const std::vector<Movement>& all) {
  std::string text;
  for (const auto& movement : all) {
    Cells cells = head_of(what_if, step, change);
    cells.insert(cells.end(),
                 {"", "", "", csv_cell(movement.la), std::to_string(movement.subject), csv_cell(movement.school)});
    for (const auto* verdict : {&movement.before, &movement.after}) {
      cells.push_back(*verdict ? csv_cell((*verdict)->outcome) : "");
      cells.push_back(*verdict ? csv_cell((*verdict)->reason) : "");
    }
    text += csv_line(cells);
  }
  return text;
}

}  // namespace

std::string days_in_words(const WhatIf& what_if) {
  return fmt::format("SIP days: schools on the list x {} days a year{}.", what_if.days_per_school,
                     what_if.days_assumed ? ", the usual number, which is assumed here" : ", as asked for");
}

std::string what_if_text(const WhatIf& what_if) {
  std::string text = heading(what_if);
  TextTable table({{"Value"}, {"Judged"}, {"Listed"}, {"SIP days"}, {"Entered"}, {"Left"}, {"Outcomes", Side::left}});
  const auto add = [&](const std::string& value, const WhatIfStep& step, bool moved) {
    table.add({value, std::to_string(step.judged), std::to_string(step.listed), step.days,
               moved ? std::to_string(step.entered.size()) : "-", moved ? std::to_string(step.left.size()) : "-",
               outcomes_in_words(step.outcomes)});
  };
  add(configured_in_words(what_if), what_if.configured, false);
  for (const auto& step : what_if.steps) add(setting_in_words(step.value, what_if.unit), step, true);
  text += table.text() + fmt::format("{}\n", kMovedSince) + left_out(what_if);
  for (const auto& step : what_if.steps) {
    text += movements(step, "entered", step.entered, what_if.unit);
    text += movements(step, "left", step.left, what_if.unit);
  }
  return text;
}

std::string what_if_json(const WhatIf& what_if) {
  Json json;
  json["rule"] = what_if.rule;
  json["rule_version"] = what_if.rule_version;
  json["title"] = what_if.title;
  json["listed_outcomes"] = what_if.listed_outcomes;
  json["plugins"] = Json::array();
  for (const auto& plugin : what_if.plugins) json["plugins"].push_back(plugin_json(plugin));
  json["parameter"] = what_if.parameter;
  json["unit"] = what_if.unit;
  json["meaning"] = what_if.meaning;
  json["year"] = year_label(what_if.year);
  json["passed_over"] = nullptr;
  if (what_if.passed_over)
    json["passed_over"] = {{"year", year_label(what_if.passed_over->year)}, {"why", what_if.passed_over->gap}};
  json["las"] = what_if.las;
  json["left_out"] = Json::array();
  for (const auto& la : what_if.left_out) json["left_out"].push_back({{"la", la.la}, {"reason", la.reason}});
  json["gap"] = text_or_null(what_if.gap);
  json["days_per_school"] = what_if.days_per_school;
  json["days_assumed"] = what_if.days_assumed;
  json["in_force"] = text_or_null(what_if.in_force);
  json["configured"] = to_json(what_if.configured);
  json["steps"] = Json::array();
  for (const auto& step : what_if.steps) json["steps"].push_back(to_json(step));
  return json.dump(2) + "\n";
}

std::string what_if_csv(const WhatIf& what_if) {
  std::string text(kByteOrderMark);
  text += csv_line({"rule", "year", "parameter", "value", "change", "judged", "listed", "sip_days", "la", "urn",
                    "school", "outcome_before", "reason_before", "outcome_after", "reason_after"});
  text += step_line(what_if, what_if.configured, "as configured");
  for (const auto& step : what_if.steps) {
    text += step_line(what_if, step, "step");
    text += movement_lines(what_if, step, "entered", step.entered);
    text += movement_lines(what_if, step, "left", step.left);
  }
  return text;
}

SeriesChart what_if_chart(const WhatIf& what_if) {
  SeriesChart chart;
  chart.id = "list";
  chart.title = fmt::format("Schools on the list by {}", what_if.parameter);
  chart.unit = "schools";
  chart.counts = true;
  chart.placed = "at";
  for (const auto& step : what_if.steps) {
    SeriesPoint point;
    point.year = step.value;
    point.value = Decimal(step.listed);
    chart.points.push_back(std::move(point));
  }
  chart.thresholds.push_back(
      {fmt::format("As configured: {}", what_if.configured.listed), Decimal(what_if.configured.listed)});
  return chart;
}

}  // namespace termwise::report
