#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "report/backtest.h"
#include "report/over_time_words.h"
#include "report/text_table.h"
#include "report/wording.h"

namespace termwise::report {
namespace {

constexpr std::size_t kMostShown = 20;   // schools of one list; JSON and CSV have all
constexpr std::size_t kMostReasons = 5;  // LAs whose reason is said one by one

std::string heading(const Backtest& backtest) {
  std::string text = fmt::format("Backtest of {}\n{}\n{}\n", plugin_in_words(backtest.plugin), backtest_scope(backtest),
                                 file_in_words(backtest.plugin));
  for (const auto& [name, value] : backtest.set) text += fmt::format("Set for this: {} = {}\n", name, value);
  return text;
}

std::string summary(const BacktestRule& rule) {
  TextTable table({{"Year", Side::left},
                   {"Judged"},
                   {"Listed"},
                   {"Entered"},
                   {"Stayed"},
                   {"Left"},
                   {"Not known before"},
                   {"Not known now"},
                   {"Outcomes", Side::left}});
  for (const auto& year : rule.years) {
    const auto moved = [&](const std::vector<Movement>& movements) {
      return year.compared ? std::to_string(movements.size()) : std::string("-");
    };
    if (year.gap.empty())
      table.add({year_label(year.year), std::to_string(year.judged), std::to_string(year.listed), moved(year.entered),
                 moved(year.stayed), moved(year.left), moved(year.from_not_known), moved(year.to_not_known),
                 outcomes_in_words(year.outcomes)});
    else
      table.add({year_label(year.year), "-", "-", "-", "-", "-", "-", "-",
                 year.outcomes.empty() ? "no data" : outcomes_in_words(year.outcomes)});
  }
  return table.text();
}

std::string breaks(const BacktestRule& rule) {
  std::string text;
  for (const auto& year : rule.years) {
    const std::string label = year_label(year.year);
    if (!year.gap.empty())
      text += fmt::format("  {}: {}\n", label, year.gap);
    else if (!year.break_before.empty())
      text += fmt::format("  {} does not compare with {}: {}\n", label, year_label(year.year - 1), year.break_before);
    for (std::size_t i = 0; i < std::min(year.las_not_judged.size(), kMostReasons); ++i)
      text += fmt::format("  {}, LA {}: {}\n", label, year.las_not_judged[i].la, year.las_not_judged[i].reason);
    if (year.las_not_judged.size() > kMostReasons)
      text += fmt::format("  {}: {} more Local Authorities were not judged.\n", label,
                          year.las_not_judged.size() - kMostReasons);
  }
  return text.empty() ? text : "\nBreaks, across which nobody is said to have entered or left:\n" + text;
}

std::string movements(const BacktestYear& year, std::string_view what, const std::vector<Movement>& all) {
  if (all.empty()) return {};
  std::string text = fmt::format("\n{}, {} ({}):\n", year_label(year.year), what, all.size());
  for (std::size_t i = 0; i < std::min(all.size(), kMostShown); ++i)
    text += fmt::format("  {}: {} -> {}\n", school_in_words(all[i].la, all[i].subject, all[i].school),
                        verdict_in_words(all[i].before), verdict_in_words(all[i].after));
  if (all.size() > kMostShown)
    text += fmt::format("  and {} more; --format csv and --json have all\n", all.size() - kMostShown);
  return text;
}

}  // namespace

std::string backtest_text(const Backtest& backtest) {
  std::string text = heading(backtest);
  for (const auto& rule : backtest.rules) {
    text += fmt::format("\n{} ({} {}). On the list: {}.\n", rule.title, rule.id, rule.version,
                        listed(rule.listed_outcomes));
    text += summary(rule);
    text += breaks(rule);
    for (const auto& year : rule.years) {
      text += movements(year, "entered", year.entered);
      text += movements(year, "left", year.left);
      text += movements(year, "on the list, and the year before it could not be told", year.from_not_known);
      text += movements(year, "on the list the year before, and now it cannot be told", year.to_not_known);
    }
  }
  return text;
}

}  // namespace termwise::report
