// What the texts and the pages of rules over time say alike. For this folder only.
#pragma once

#include <string>
#include <vector>

#include "report/backtest.h"
#include "report/plugin_difference.h"
#include "report/what_if.h"

namespace termwise::report {

// "LA 886", "3 Local Authorities".
std::string las_in_words(const std::vector<std::string>& las);

// "plugins/termwise-kent.so, sha256 0123456789ab".
std::string file_in_words(const PluginName& plugin);

// "2015/16 to 2018/19, LA 886; each year as at its 31 August".
std::string backtest_scope(const Backtest& backtest);

// A parameter's value with its unit: "65%", "-5 points", "not set".
std::string setting_in_words(const std::string& value, const std::string& unit);

std::string what_if_scope(const WhatIf& what_if);
std::string configured_in_words(const WhatIf& what_if);  // "as now", "now 65"

// That nobody is judged, and what to do.
std::string gap_in_words(const WhatIf& what_if);

std::string comparison_in_words(const std::optional<Comparison>& comparison);  // "62 < 65: true"

// Years, files, and rules that only one version has; a line each.
std::vector<std::string> difference_scope(const PluginDifference& difference);
std::vector<std::string> failures_in_words(const DifferenceTotals& totals);

}  // namespace termwise::report
