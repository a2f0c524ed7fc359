#include "report/over_time_words.h"

#include <fmt/format.h>

#include "base/text.h"
#include "report/wording.h"

namespace termwise::report {

std::string las_in_words(const std::vector<std::string>& las) {
  if (las.size() == 1) return "LA " + las.front();
  return counted(static_cast<long long>(las.size()), "Local Authority", "Local Authorities");
}

std::string file_in_words(const PluginName& plugin) {
  return fmt::format("{}, sha256 {}", plugin.file, plugin.sha256.substr(0, 12));
}

std::string backtest_scope(const Backtest& backtest) {
  return fmt::format("{} to {}, {}; each year as at its 31 August", year_label(backtest.first),
                     year_label(backtest.last), las_in_words(backtest.las));
}

std::string setting_in_words(const std::string& value, const std::string& unit) {
  if (value.empty()) return "not set";
  if (unit == "percent") return value + "%";
  return unit.empty() ? value : value + " " + unit;
}

std::string what_if_scope(const WhatIf& what_if) {
  return fmt::format("{} ({} {}), {}, {}. On the list: {}.", what_if.title, what_if.rule, what_if.rule_version,
                     year_label(what_if.year), las_in_words(what_if.las), listed(what_if.listed_outcomes));
}

std::string configured_in_words(const WhatIf& what_if) {
  return what_if.configured.value.empty() ? std::string("as now") : "now " + what_if.configured.value;
}

std::string gap_in_words(const WhatIf& what_if) {
  return fmt::format("Nobody is judged in {} as things are now. {} Name another year with --year.",
                     year_label(what_if.year), what_if.gap);
}

std::string comparison_in_words(const std::optional<Comparison>& comparison) {
  if (!comparison) return "not compared";
  return fmt::format("{} {} {}: {}", comparison->observed, comparison->operation, comparison->threshold,
                     comparison->truth);
}

std::vector<std::string> difference_scope(const PluginDifference& difference) {
  std::vector<std::string> lines{
      fmt::format("{} to {}, {}; each year as at its 31 August", year_label(difference.first),
                  year_label(difference.last), las_in_words(difference.las)),
      "before: " + file_in_words(difference.before), "after: " + file_in_words(difference.after)};
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
