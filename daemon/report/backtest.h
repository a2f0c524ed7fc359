// A plugin over past years: who came onto each rule's list, stayed on it or left it, and where years do not compare.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "report/over_time.h"
#include "report/series_chart.h"

namespace termwise::report {

struct LaNotJudged {
  std::string la;
  std::string reason;  // a sentence
};

// One rule in one year, over all Local Authorities. Of those on the list each is in exactly one of `entered`, `stayed`,
// `from_not_known` and `not_compared`.
struct BacktestYear {
  int year = 0;                // the summer
  std::string gap;             // why nobody was judged, a sentence; empty: somebody was
  std::int64_t judged = 0;     // schools, without those of which the rule cannot tell or has no standard
  std::int64_t not_known = 0;  // schools of which it cannot tell
  std::int64_t listed = 0;
  OutcomeCounts outcomes;
  bool compared = false;     // with the year before
  std::string break_before;  // why not, a sentence; empty in the first year, and where it is compared
  std::vector<Movement> entered;
  std::vector<Movement> stayed;
  std::vector<Movement> left;            // off the list; `after` is this year's verdict
  std::vector<Movement> from_not_known;  // on the list; the year before the rule could not tell, so that nobody entered
  std::vector<Movement> to_not_known;    // on the list the year before; now the rule cannot tell, so that nobody left
  std::vector<Movement> not_compared;
  std::vector<LaNotJudged> las_not_judged;  // where others were
};

struct BacktestRule {
  std::string id;
  std::string version;
  std::string title;
  std::vector<std::string> listed_outcomes;
  std::vector<BacktestYear> years;  // every year asked for, the earliest first
};

struct Backtest {
  PluginName plugin;
  int first = 0;
  int last = 0;
  std::vector<std::string> las;            // with data in any of the years
  std::map<std::string, std::string> set;  // parameters set for this backtest
  std::vector<BacktestRule> rules;
};

std::string backtest_text(const Backtest& backtest);
std::string backtest_json(const Backtest& backtest);
// A line for each year ("year") and one for each school that entered, stayed, left, or was listed without comparison.
std::string backtest_csv(const Backtest& backtest);

// Schools on the list over the years.
SeriesChart backtest_chart(const BacktestRule& rule, std::size_t number);

}  // namespace termwise::report
