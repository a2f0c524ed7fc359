// What the texts and the pages of rules over time say alike. For this folder only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/backtest.h"
#include "report/plugin_difference.h"
#include "report/what_if.h"

namespace termwise::report {

// "LA 886", "3 Local Authorities".
std::string las_in_words(const std::vector<std::string>& las);

// "2016/17", "2015/16 to 2018/19".
std::string years_in_words(int first, int last);

// "plugins/termwise-kent.so, sha256 0123456789ab".
std::string file_in_words(const PluginName& plugin);
// The same without the folder, for readers who have no use for it.
std::string file_name_in_words(const PluginName& plugin);

// "2015/16 to 2018/19, LA 886; each year as at its 31 August".
std::string backtest_scope(const Backtest& backtest);

// A parameter's value with its unit: "65%", "-5 points", "not set".
std::string setting_in_words(const std::string& value, const std::string& unit);

// `listed`: the outcomes that put a school on the list, as codes or in words.
std::string what_if_scope(const WhatIf& what_if, const std::string& listed);
std::string configured_in_words(const WhatIf& what_if);  // "as now", "as now (65%)"
inline constexpr std::string_view kMovedSince =
    "Entered and left are since the row above; the first value is held against things as they are now.";

std::string gap_in_words(const WhatIf& what_if);          // that nobody is judged
std::string passed_over_in_words(const WhatIf& what_if);  // why it is not the latest year

std::string comparison_in_words(const std::optional<Comparison>& comparison);  // "62 is below 65"

// Years, files as `file` says them, and rules that only one version has; a line each.
std::vector<std::string> difference_scope(const PluginDifference& difference, std::string (*file)(const PluginName&));
std::vector<std::string> failures_in_words(const DifferenceTotals& totals);

}  // namespace termwise::report
