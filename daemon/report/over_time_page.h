// Rules over time as pages that stand by themselves: a file to open, print or send, with its chart and its style in it,
// and nothing to be fetched. Texts from outside are escaped by the templates.
#pragma once

#include <string>

#include "base/result.h"
#include "report/backtest.h"
#include "report/plugin_difference.h"
#include "report/what_if.h"

namespace termwise::report {

// Errors (exit 70) as render().
Result<std::string> backtest_page(const Backtest& backtest);
Result<std::string> what_if_page(const WhatIf& what_if);
Result<std::string> plugin_difference_page(const PluginDifference& difference);

}  // namespace termwise::report
