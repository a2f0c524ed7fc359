#include "report/over_time_words.h"

#include <fmt/format.h>

#include "base/text.h"
#include "report/wording.h"
#include "school/finding.h"

namespace termwise::report {
namespace {

constexpr std::string_view kEachYear = "each year as at its 31 August";

std::string operator_in_words(const std::string& symbol) {
  for (const auto operation : {school::Operator::less, school::Operator::less_or_equal, school::Operator::equal,
                               school::Operator::greater_or_equal, school::Operator::greater})
    if (school::symbol(operation) == symbol) return std::string(comparison_in_words(operation));
  return symbol;
}

}  // namespace

std::string las_in_words(const std::vector<std::string>& las) {
  if (las.size() == 1) return "LA " + las.front();
  return counted(static_cast<long long>(las.size()), "Local Authority", "Local Authorities");
}

std::string years_in_words(int first, int last) {
  return first == last ? year_label(first) : fmt::format("{} to {}", year_label(first), year_label(last));
}

std::string file_name_in_words(const PluginName& plugin) {
  PluginName named = plugin;
  named.file = plugin.file.substr(plugin.file.rfind('/') + 1);
  return file_in_words(named);
}

std::string file_in_words(const PluginName& plugin) {
  return fmt::format("{}, sha256 {}", plugin.file, plugin.sha256.substr(0, 12));
}

std::string backtest_scope(const Backtest& backtest) {
  return fmt::format("{}, {}; {}", years_in_words(backtest.first, backtest.last), las_in_words(backtest.las),
                     kEachYear);
}

std::string setting_in_words(const std::string& value, const std::string& unit) {
  if (value.empty()) return "not set";
  if (unit == "percent") return value + "%";
  return unit.empty() ? value : value + " " + unit;
}

std::string what_if_scope(const WhatIf& what_if, const std::string& listed) {
  return fmt::format("{} ({} {}), {}, {}. On the list: {}.", what_if.title, what_if.rule, what_if.rule_version,
                     year_label(what_if.year), las_in_words(what_if.las), listed);
}

std::string configured_in_words(const WhatIf& what_if) {
  if (what_if.in_force.empty()) return "as now";
  return fmt::format("as now ({})", setting_in_words(what_if.in_force, what_if.unit));
}

std::string gap_in_words(const WhatIf& what_if) {
  return fmt::format("Nobody is judged in {} as things are now. {}", year_label(what_if.year), what_if.gap);
}

std::string passed_over_in_words(const WhatIf& what_if) {
  return fmt::format("This is {}, the latest year in which the rule judges somebody: nobody is judged in {}. {}",
                     year_label(what_if.year), year_label(what_if.passed_over->year), what_if.passed_over->gap);
}

std::string comparison_in_words(const std::optional<Comparison>& comparison) {
  if (!comparison) return "not compared";
  const auto said = [](const std::string& figure) {
    const auto missing = school::missing_named(figure);
    return missing ? std::string(school::in_words(*missing)) : figure;
  };
  const std::string held = fmt::format("{} {}", operator_in_words(comparison->operation), said(comparison->threshold));
  if (comparison->truth == school::name(school::Truth::unknown))
    return fmt::format("{}, so that nobody can tell whether it is {}", said(comparison->observed), held);
  return fmt::format("{} is {}{}", said(comparison->observed),
                     comparison->truth == school::name(school::Truth::yes) ? "" : "not ", held);
}

std::vector<std::string> difference_scope(const PluginDifference& difference, std::string (*file)(const PluginName&)) {
  std::vector<std::string> lines{fmt::format("{}, {}; {}", years_in_words(difference.first, difference.last),
                                             las_in_words(difference.las), kEachYear),
                                 "Before: " + file(difference.before), "After: " + file(difference.after)};
  if (difference.before.sha256 == difference.after.sha256)
    lines.emplace_back("The two files are the same, byte for byte.");
  if (!difference.rules_before_only.empty())
    lines.push_back(fmt::format("Rules only before: {}.", listed(difference.rules_before_only)));
  if (!difference.rules_after_only.empty())
    lines.push_back(fmt::format("Rules only after: {}.", listed(difference.rules_after_only)));
  return lines;
}

std::vector<std::string> failures_in_words(const DifferenceTotals& totals) {
  std::vector<std::string> lines;
  const std::string what = fmt::format("{} {}", totals.rule, year_label(totals.year));
  if (!totals.failure_before.empty()) lines.push_back(fmt::format("{}, before: {}", what, totals.failure_before));
  if (!totals.failure_after.empty()) lines.push_back(fmt::format("{}, after: {}", what, totals.failure_after));
  return lines;
}

}  // namespace termwise::report
