#include "report/plugin_difference.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <termwise/decimal.hpp>

#include "report/csv.h"
#include "report/over_time_json.h"
#include "report/over_time_words.h"
#include "report/text_table.h"
#include "report/wording.h"

namespace termwise::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostShown = 40;  // schools in a text; JSON and CSV have all

Json comparison_json(const std::optional<Comparison>& comparison) {
  if (!comparison) return nullptr;
  return {{"operator", comparison->operation},
          {"threshold", comparison->threshold},
          {"observed", comparison->observed},
          {"truth", comparison->truth}};
}

Json to_json(const SchoolDifference& school) {
  Json json;
  json["rule"] = school.rule;
  json["year"] = year_label(school.year);
  json["la"] = school.la;
  json["urn"] = school.subject;
  json["school"] = school.school;
  json["before"] = verdict_json(school.before);
  json["after"] = verdict_json(school.after);
  json["listed_before"] = school.listed_before;
  json["listed_after"] = school.listed_after;
  json["predicates"] = Json::array();
  for (const auto& changed : school.comparisons)
    json["predicates"].push_back({{"measure", changed.measure},
                                  {"year", year_label(changed.year)},
                                  {"before", comparison_json(changed.before)},
                                  {"after", comparison_json(changed.after)}});
  return json;
}

Json to_json(const DifferenceTotals& totals) {
  Json json;
  json["rule"] = totals.rule;
  json["year"] = year_label(totals.year);
  json["judged"] = totals.judged;
  json["same"] = totals.same;
  json["outcome"] = totals.outcome;
  json["reason"] = totals.reason;
  json["predicates"] = totals.comparisons;
  json["onto_list"] = totals.onto_list;
  json["off_list"] = totals.off_list;
  json["listed_before"] = totals.listed_before;
  json["listed_after"] = totals.listed_after;
  json["failure_before"] = text_or_null(totals.failure_before);
  json["failure_after"] = text_or_null(totals.failure_after);
  return json;
}

std::string heading(const PluginDifference& difference) {
  std::string text = fmt::format("Difference of {} {} and {} {}\n", difference.before.id, difference.before.version,
                                 difference.after.id, difference.after.version);
  for (const auto& line : difference_scope(difference, &file_in_words)) text += line + "\n";
  for (const auto& parameter : difference.parameters)
    text +=
        fmt::format("Parameter {}: {} -> {}\n", parameter.name, parameter.before.empty() ? "none" : parameter.before,
                    parameter.after.empty() ? "none" : parameter.after);
  return text + "\n";
}

std::string totals(const PluginDifference& difference) {
  TextTable table({{"Rule", Side::left},
                   {"Year", Side::left},
                   {"Judged"},
                   {"Same"},
                   {"Other outcome"},
                   {"Other reason"},
                   {"Other comparisons"},
                   {"Onto the list"},
                   {"Off the list"}});
  std::string failures;
  for (const auto& one : difference.totals) {
    const std::string year = year_label(one.year);
    table.add({one.rule, year, std::to_string(one.judged), std::to_string(one.same), std::to_string(one.outcome),
               std::to_string(one.reason), std::to_string(one.comparisons), std::to_string(one.onto_list),
               std::to_string(one.off_list)});
    for (const auto& failure : failures_in_words(one)) failures += failure + "\n";
  }
  return "How many schools differ, and in what:\n" + table.text() + failures;
}

using Cells = std::vector<std::string>;

// A number below 0 is no formula.
std::string figure_cell(const std::string& figure) { return Decimal::parse(figure) ? figure : csv_cell(figure); }

void add(Cells& cells, const std::optional<Comparison>& comparison) {
  if (comparison)
    cells.insert(cells.end(), {comparison->operation, figure_cell(comparison->threshold),
                               figure_cell(comparison->observed), comparison->truth});
  else
    cells.insert(cells.end(), 4, "");
}

}  // namespace

std::string plugin_difference_text(const PluginDifference& difference) {
  std::string text = heading(difference) + totals(difference);
  for (std::size_t i = 0; i < difference.schools.size() && i < kMostShown; ++i) {
    const auto& school = difference.schools[i];
    if (i == 0) text += "\n";
    text += fmt::format("{}, {} {}: {} -> {}\n", school_in_words(school.la, school.subject, school.school), school.rule,
                        year_label(school.year), verdict_in_words(school.before), verdict_in_words(school.after));
    for (const auto& changed : school.comparisons)
      text += fmt::format("    {} {}: {} -> {}\n", changed.measure, year_label(changed.year),
                          comparison_in_words(changed.before), comparison_in_words(changed.after));
  }
  if (difference.schools.size() > kMostShown)
    text += fmt::format("and {} more; --format csv and --json have all\n", difference.schools.size() - kMostShown);
  if (difference.schools.empty()) text += "No school's verdict or comparison differs.\n";
  return text;
}

std::vector<PairChart> plugin_difference_charts(const PluginDifference& difference) {
  std::vector<PairChart> charts;
  std::string rule;
  for (const auto& totals : difference.totals) {
    if (charts.empty() || totals.rule != rule) {
      rule = totals.rule;
      charts.push_back({fmt::format("lists-{}", charts.size() + 1), "Schools on the list, " + rule, "schools", {}});
    }
    charts.back().pairs.push_back({year_label(totals.year), totals.listed_before, totals.listed_after});
  }
  return charts;
}

std::string plugin_difference_json(const PluginDifference& difference) {
  Json json;
  json["before"] = plugin_json(difference.before);
  json["after"] = plugin_json(difference.after);
  json["from"] = year_label(difference.first);
  json["to"] = year_label(difference.last);
  json["las"] = difference.las;
  json["rules_before_only"] = difference.rules_before_only;
  json["rules_after_only"] = difference.rules_after_only;
  json["parameters"] = Json::array();
  for (const auto& parameter : difference.parameters)
    json["parameters"].push_back({{"name", parameter.name},
                                  {"before", text_or_null(parameter.before)},
                                  {"after", text_or_null(parameter.after)}});
  json["totals"] = Json::array();
  for (const auto& one : difference.totals) json["totals"].push_back(to_json(one));
  json["schools"] = Json::array();
  for (const auto& school : difference.schools) json["schools"].push_back(to_json(school));
  return json.dump(2) + "\n";
}

std::string plugin_difference_csv(const PluginDifference& difference) {
  std::string text(kByteOrderMark);
  text += csv_line({"rule",
                    "year",
                    "la",
                    "urn",
                    "school",
                    "outcome_before",
                    "reason_before",
                    "outcome_after",
                    "reason_after",
                    "listed_before",
                    "listed_after",
                    "measure",
                    "measure_year",
                    "operator_before",
                    "threshold_before",
                    "observed_before",
                    "truth_before",
                    "operator_after",
                    "threshold_after",
                    "observed_after",
                    "truth_after"});
  for (const auto& school : difference.schools) {
    Cells head{csv_cell(school.rule), year_label(school.year), csv_cell(school.la), std::to_string(school.subject),
               csv_cell(school.school)};
    for (const auto* verdict : {&school.before, &school.after}) {
      head.push_back(*verdict ? csv_cell((*verdict)->outcome) : "");
      head.push_back(*verdict ? csv_cell((*verdict)->reason) : "");
    }
    head.push_back(school.listed_before ? "yes" : "no");
    head.push_back(school.listed_after ? "yes" : "no");
    for (const auto& changed : school.comparisons) {
      Cells cells = head;
      cells.insert(cells.end(), {csv_cell(changed.measure), year_label(changed.year)});
      add(cells, changed.before);
      add(cells, changed.after);
      text += csv_line(cells);
    }
    if (school.comparisons.empty()) {
      head.insert(head.end(), 10, "");
      text += csv_line(head);
    }
  }
  return text;
}

}  // namespace termwise::report
