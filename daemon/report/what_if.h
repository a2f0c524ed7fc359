// A threshold before it is adopted: for each value of a parameter the schools on a rule's list, who comes onto it and
// leaves it from one value to the next, and the days of School Improvement Partners (SIPs) that they would cost.
#pragma once

#include <string>
#include <vector>

#include "report/over_time.h"
#include "report/series_chart.h"

namespace termwise::report {

struct WhatIfStep {
  std::string value;  // of the parameter; in the step that is as configured, empty where LAs have different ones
  std::int64_t judged = 0;
  std::int64_t listed = 0;
  std::string days;  // exact
  OutcomeCounts outcomes;
  std::vector<Movement> entered;  // since the step before; since `configured` in the first
  std::vector<Movement> left;
};

struct LaLeftOut {
  std::string la;
  std::string reason;  // a sentence
};

// The latest year with data, where nobody is judged in it and nobody asked for it.
struct PassedOver {
  int year = 0;     // the summer
  std::string gap;  // why not, a sentence
};

struct WhatIf {
  std::string rule;
  std::string rule_version;
  std::string title;
  std::vector<std::string> listed_outcomes;
  std::vector<PluginName> plugins;  // that serve the rule for these LAs
  std::string parameter;
  std::string unit;     // empty: none
  std::string meaning;  // as the plugin says it
  int year = 0;         // the summer
  std::optional<PassedOver> passed_over;
  std::vector<std::string> las;
  std::vector<LaLeftOut> left_out;
  std::string gap;  // why nobody is judged as things are now, a sentence; empty: somebody is
  std::string days_per_school;
  bool days_assumed = false;  // nobody said how many
  std::string in_force;       // the parameter's value as things are now; empty where LAs differ or it cannot be told
  WhatIfStep configured;      // as things are now: what the others are held against
  std::vector<WhatIfStep> steps;
};

// "SIP days: schools on the list x 5 days a year. ..."
std::string days_in_words(const WhatIf& what_if);

std::string what_if_text(const WhatIf& what_if);
std::string what_if_json(const WhatIf& what_if);
// A line for each step ("step"; the first, "as configured") and one for each school that entered or left with it.
std::string what_if_csv(const WhatIf& what_if);

// Schools on the list over the values.
SeriesChart what_if_chart(const WhatIf& what_if);

}  // namespace termwise::report
