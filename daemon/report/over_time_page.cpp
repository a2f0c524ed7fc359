#include "report/over_time_page.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "report/mustache.h"
#include "report/over_time_words.h"
#include "report/texts.h"
#include "report/wording.h"

namespace termwise::report {
namespace {

using nlohmann::json;

constexpr std::size_t kMostShown = 200;  // schools of one list; the CSV and the JSON have all

const Partials& partials() {
  static const Partials all{{"movements", texts::movements_html_mustache}};
  return all;
}

Result<std::string> page(const std::string& title, const std::vector<std::string>& introduction, std::string_view text,
                         const json& view) {
  TERMWISE_TRY(std::string content, render(text, view, Escape::html, partials()));
  return render(texts::over_time_html_mustache,
                {{"title", title}, {"introduction", introduction}, {"content", std::move(content)}}, Escape::html);
}

json chart_view(const SeriesChart& chart) {
  const std::string svg = series_chart_svg(chart);
  if (svg.empty()) return false;  // no point has a value
  return {{"svg", svg}, {"words", series_chart_in_words(chart)}};
}

std::size_t beyond(std::size_t all) { return all - std::min(all, kMostShown); }

void add_movements(json& tables, std::string heading, const std::vector<Movement>& all) {
  if (all.empty()) return;
  json rows = json::array();
  for (std::size_t i = 0; i < std::min(all.size(), kMostShown); ++i)
    rows.push_back({{"school", all[i].school},
                    {"urn", all[i].subject},
                    {"la", all[i].la},
                    {"before", verdict_for_page(all[i].before)},
                    {"after", verdict_for_page(all[i].after)}});
  tables.push_back({{"heading", fmt::format("{} ({})", heading, all.size())},
                    {"id", ""},
                    {"rows", std::move(rows)},
                    {"more", beyond(all.size()) > 0 ? json(beyond(all.size())) : json(false)}});
}

// Each table's heading gets a name of its own in the page.
void number(json& tables, std::string_view prefix) {
  for (std::size_t i = 0; i < tables.size(); ++i) tables[i]["id"] = fmt::format("{}-{}", prefix, i + 1);
}

std::string why(const BacktestYear& year) {
  if (!year.gap.empty()) return year.gap;
  std::string text = year.break_before;
  if (!year.las_not_judged.empty())
    text += fmt::format(
        "{}{} not judged.", text.empty() ? "" : " ",
        counted(static_cast<long long>(year.las_not_judged.size()), "Local Authority was", "Local Authorities were"));
  return text;
}

json year_view(const BacktestYear& year) {
  const auto moved = [&](const std::vector<Movement>& all) {
    return year.compared ? std::to_string(all.size()) : std::string("-");
  };
  const bool judged = year.gap.empty();
  return {{"year", year_label(year.year)},
          {"judged", judged ? std::to_string(year.judged) : "-"},
          {"listed", judged ? std::to_string(year.listed) : "-"},
          {"entered", moved(year.entered)},
          {"stayed", moved(year.stayed)},
          {"left", moved(year.left)},
          {"from_not_known", moved(year.from_not_known)},
          {"to_not_known", moved(year.to_not_known)},
          {"outcomes", year.outcomes.empty() ? "no data" : outcomes_for_page(year.outcomes)},
          {"why", why(year)}};
}

std::string outcomes_listed(const std::vector<std::string>& outcomes) {
  std::vector<std::string> words;
  for (const auto& outcome : outcomes) words.push_back(outcome_in_words(outcome));
  return listed(words);
}

json rule_view(const BacktestRule& rule, std::size_t place) {
  json years = json::array();
  json moves = json::array();
  for (const auto& year : rule.years) {
    years.push_back(year_view(year));
    add_movements(moves, year_label(year.year) + ", entered", year.entered);
    add_movements(moves, year_label(year.year) + ", left", year.left);
    add_movements(moves, year_label(year.year) + ", on the list, and the year before it could not be told",
                  year.from_not_known);
    add_movements(moves, year_label(year.year) + ", on the list the year before, and now it cannot be told",
                  year.to_not_known);
  }
  number(moves, fmt::format("moves-{}", place));
  return {{"rule", rule.id},           {"version", rule.version},
          {"title", rule.title},       {"listed", outcomes_listed(rule.listed_outcomes)},
          {"number", place},           {"chart", chart_view(backtest_chart(rule, place))},
          {"years", std::move(years)}, {"moves", std::move(moves)}};
}

json step_view(const std::string& value, const WhatIfStep& step, bool moved) {
  return {{"value", value},
          {"judged", step.judged},
          {"listed", step.listed},
          {"days", step.days},
          {"entered", moved ? std::to_string(step.entered.size()) : "-"},
          {"left", moved ? std::to_string(step.left.size()) : "-"},
          {"outcomes", outcomes_for_page(step.outcomes)}};
}

json school_view(const SchoolDifference& school) {
  json comparisons = json::array();
  for (const auto& changed : school.comparisons)
    comparisons.push_back({{"measure", changed.measure},
                           {"year", year_label(changed.year)},
                           {"before", comparison_in_words(changed.before)},
                           {"after", comparison_in_words(changed.after)}});
  return {{"school", school.school},
          {"urn", school.subject},
          {"la", school.la},
          {"rule", school.rule},
          {"year", year_label(school.year)},
          {"before", verdict_for_page(school.before)},
          {"after", verdict_for_page(school.after)},
          {"changed", !comparisons.empty()},
          {"comparisons", std::move(comparisons)}};
}

json totals_view(const DifferenceTotals& totals) {
  return {{"rule", totals.rule},
          {"year", year_label(totals.year)},
          {"judged", totals.judged},
          {"same", totals.same},
          {"outcome", totals.outcome},
          {"reason", totals.reason},
          {"comparisons", totals.comparisons},
          {"onto", totals.onto_list},
          {"off", totals.off_list}};
}

}  // namespace

Result<std::string> backtest_page(const Backtest& backtest) {
  json rules = json::array();
  for (const auto& rule : backtest.rules) rules.push_back(rule_view(rule, rules.size() + 1));
  std::vector<std::string> introduction{backtest_scope(backtest), file_name_in_words(backtest.plugin)};
  for (const auto& [name, value] : backtest.set)
    introduction.push_back(fmt::format("Set for this: {} = {}.", name, value));
  return page(fmt::format("Backtest of {}", plugin_in_words(backtest.plugin)), introduction,
              texts::backtest_html_mustache, {{"rules", std::move(rules)}});
}

Result<std::string> what_if_page(const WhatIf& what_if) {
  json steps = json::array();
  json moves = json::array();
  steps.push_back(step_view(configured_in_words(what_if), what_if.configured, false));
  for (const auto& step : what_if.steps) {
    steps.push_back(step_view(setting_in_words(step.value, what_if.unit), step, true));
    const std::string at = "At " + setting_in_words(step.value, what_if.unit);
    add_movements(moves, at + ", entered", step.entered);
    add_movements(moves, at + ", left", step.left);
  }
  number(moves, "moves");
  json left_out = json::array();
  for (const auto& la : what_if.left_out) left_out.push_back({{"la", la.la}, {"reason", la.reason}});
  std::vector<std::string> introduction{what_if_scope(what_if, outcomes_listed(what_if.listed_outcomes))};
  for (const auto& plugin : what_if.plugins)
    introduction.push_back(fmt::format("{}: {}", plugin_in_words(plugin), file_name_in_words(plugin)));
  introduction.push_back(fmt::format("{}: {}", what_if.parameter, what_if.meaning));
  introduction.push_back(days_in_words(what_if));
  if (what_if.passed_over) introduction.push_back(passed_over_in_words(what_if));
  if (!what_if.gap.empty()) introduction.push_back(gap_in_words(what_if));
  return page(fmt::format("What if {} were {} to {}", what_if.parameter,
                          setting_in_words(what_if.steps.front().value, what_if.unit),
                          setting_in_words(what_if.steps.back().value, what_if.unit)),
              introduction, texts::what_if_html_mustache,
              {{"chart", chart_view(what_if_chart(what_if))},
               {"parameter", what_if.parameter},
               {"moved_since", kMovedSince},
               {"steps", std::move(steps)},
               {"left_out", std::move(left_out)},
               {"moves", std::move(moves)}});
}

Result<std::string> plugin_difference_page(const PluginDifference& difference) {
  json parameters = json::array();
  for (const auto& parameter : difference.parameters)
    parameters.push_back({{"name", parameter.name},
                          {"before", parameter.before.empty() ? "none" : parameter.before},
                          {"after", parameter.after.empty() ? "none" : parameter.after}});
  json charts = json::array();
  for (const auto& chart : plugin_difference_charts(difference))
    charts.push_back({{"title", chart.title}, {"svg", pair_chart_svg(chart)}, {"words", pair_chart_in_words(chart)}});
  json totals = json::array();
  json failures = json::array();
  for (const auto& one : difference.totals) {
    totals.push_back(totals_view(one));
    for (const auto& failure : failures_in_words(one)) failures.push_back(failure);
  }
  json schools = json::array();
  for (std::size_t i = 0; i < std::min(difference.schools.size(), kMostShown); ++i)
    schools.push_back(school_view(difference.schools[i]));
  const std::size_t more = beyond(difference.schools.size());
  return page(fmt::format("Difference of {} {} and {} {}", difference.before.id, difference.before.version,
                          difference.after.id, difference.after.version),
              difference_scope(difference, &file_name_in_words), texts::plugin_difference_html_mustache,
              {{"parameters", std::move(parameters)},
               {"charts", std::move(charts)},
               {"totals", std::move(totals)},
               {"failures", std::move(failures)},
               {"none", difference.schools.empty()},
               {"any", !difference.schools.empty()},
               {"schools", std::move(schools)},
               {"more", more > 0 ? json(more) : json(false)}});
}

}  // namespace termwise::report
