// One rule's verdicts of a year, and how they compare with those of the year before.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "jobs/evaluate_years.h"
#include "report/backtest.h"
#include "settings/settings.h"
#include "wire/messages.h"

namespace termwise::jobs {

struct Judged {
  std::int64_t subject = 0;
  std::uint32_t verdict = 0;  // its place among those of the LA's year
  bool listed = false;
  bool known = true;  // false: the rule could not tell, for want of figures
};

// Whether the rule could tell. What it could not it says by NOT_EVALUABLE or NOT_KNOWN, or by a finding that is not on the
// list and all of whose comparisons are unknown; an outcome that is on the list is always known.
bool is_known(const wire::Rule& rule, const wire::Finding& finding);

// One rule in one LA's year. Small, since a plugin's process is forked from the one that keeps them all.
struct LaYear {
  std::string la;
  std::string gap;                            // why it judged nobody, a sentence; empty: it did
  std::vector<Judged> judged;                 // by subject
  std::vector<report::Verdict> verdicts;      // the different ones
  std::map<std::int64_t, std::string> names;  // of those on the list
  std::vector<std::string> measures;          // that it compared
  // What it held them against, by measure and operator; empty where that differs from school to school.
  std::map<std::pair<std::string, std::uint32_t>, std::string> thresholds;

  const report::Verdict& verdict_of(const Judged& one) const { return verdicts[one.verdict]; }
};

LaYear la_year(const LaCode& la, const wire::Rule& rule, RuleVerdicts verdicts,
               const std::map<std::int64_t, std::string>& names);

struct RuleYear {
  int year = 0;             // the summer
  std::vector<LaYear> las;  // those with data
};

// What the year is by itself: counts, or why nobody was judged. `las` are those of the whole backtest.
report::BacktestYear describe_year(const settings::Settings& settings, const wire::Rule& rule, const RuleYear& year,
                                   const std::set<std::string>& las);

// Fills in who entered, stayed and left, or why that cannot be said.
void compare_years(const settings::Settings& settings, const RuleYear& before, const RuleYear& after,
                   const report::BacktestYear& described_before, report::BacktestYear& described);

// Fills in who entered, stayed and left, of schools that were judged both times or whose LA was.
void find_movements(const RuleYear& year_before, const RuleYear& year_after, report::BacktestYear& described);

// Those on the list of a year that has none before it.
void list_without_comparison(const RuleYear& year, report::BacktestYear& described);

}  // namespace termwise::jobs
