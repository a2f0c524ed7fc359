// Two versions of a plugin over the same facts: what each school's verdict was and became, and which comparisons made the
// difference.
#pragma once

#include <string>
#include <vector>

#include "report/over_time.h"
#include "report/pair_chart.h"

namespace termwise::report {

// One comparison as one of the versions made it.
struct Comparison {
  std::string operation;  // "<"
  std::string threshold;  // a figure, a text, or the name of the reason why there is none
  std::string observed;
  std::string truth;  // "true", "false", "unknown"
  bool operator==(const Comparison&) const = default;
};

struct ChangedComparison {
  std::string measure;
  int year = 0;                      // the summer
  std::optional<Comparison> before;  // none: only the other version compares it
  std::optional<Comparison> after;
};

struct SchoolDifference {
  std::string rule;
  int year = 0;
  std::string la;
  std::int64_t subject = 0;
  std::string school;
  std::optional<Verdict> before;  // none: this version judged the school not at all
  std::optional<Verdict> after;
  bool listed_before = false;
  bool listed_after = false;
  std::vector<ChangedComparison> comparisons;
};

// Of one rule in one year. Every school judged by either version is in exactly one of `same`, `outcome`, `reason` and
// `comparisons`.
struct DifferenceTotals {
  std::string rule;
  int year = 0;
  std::int64_t judged = 0;
  std::int64_t same = 0;
  std::int64_t outcome = 0;      // another outcome
  std::int64_t reason = 0;       // the same outcome for another reason
  std::int64_t comparisons = 0;  // the same verdict by other comparisons
  std::int64_t onto_list = 0;    // of `outcome`: came onto the list
  std::int64_t off_list = 0;
  std::int64_t listed_before = 0;  // how many the version puts on the list
  std::int64_t listed_after = 0;
  std::string failure_before;  // why this version judged nobody somewhere, a sentence
  std::string failure_after;
};

struct ParameterDifference {
  std::string name;
  std::string before;  // what it is, in words; empty: this version has no such parameter
  std::string after;
};

struct PluginDifference {
  PluginName before;
  PluginName after;
  int first = 0;
  int last = 0;
  std::vector<std::string> las;
  std::vector<std::string> rules_before_only;
  std::vector<std::string> rules_after_only;
  std::vector<ParameterDifference> parameters;
  std::vector<DifferenceTotals> totals;   // by rule and year
  std::vector<SchoolDifference> schools;  // by rule, year, LA, subject
};

std::string plugin_difference_text(const PluginDifference& difference);
std::string plugin_difference_json(const PluginDifference& difference);
// A line for each comparison that changed, and one for a school of which none did.
std::string plugin_difference_csv(const PluginDifference& difference);

// A chart for each rule: schools on the list over the years, by either version.
std::vector<PairChart> plugin_difference_charts(const PluginDifference& difference);

}  // namespace termwise::report
