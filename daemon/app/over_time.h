// The commands that look at rules over time: backtest, whatif and plugin diff. Each reads the database and writes nothing
// to it.
#pragma once

#include <string>
#include <vector>

#include "app/over_time_output.h"
#include "jobs/candidate.h"
#include "settings/settings.h"

namespace termwise::app {

struct BacktestOptions {
  std::string plugin;
  std::string years;
  std::string la;
  std::string rule;
  std::vector<std::string> set;
  std::string known_on;
  OutputOptions output;
};
int backtest_command(const settings::Settings& settings, const BacktestOptions& options);

struct WhatIfOptions {
  std::string rule;
  std::string set;
  std::string la;
  std::string year;
  std::string days_per_school;
  std::string known_on;
  OutputOptions output;
};
int whatif_command(const settings::Settings& settings, const WhatIfOptions& options);

struct PluginDiffOptions {
  std::string before;
  std::string after;
  std::string years;
  std::string la;
  std::string rule;
  std::string known_on;
  OutputOptions output;
};
int plugin_diff_command(const settings::Settings& settings, const PluginDiffOptions& options);

}  // namespace termwise::app
