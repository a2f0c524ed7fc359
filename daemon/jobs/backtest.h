// A plugin over past years: what it would have said then, and who came onto its lists or left them from year to year.
#pragma once

#include <optional>
#include <string>

#include "jobs/candidate.h"
#include "jobs/evaluate_years.h"
#include "report/backtest.h"

namespace termwise::jobs {

struct BacktestRequest {
  YearSpan span;
  std::optional<LaCode> la;  // none: all that have data and that the plugin may serve
  std::string rule;          // empty: all of the plugin's
  Overrides set;
};

// A year does not compare with the one before where the rule judged nobody in one of them, or where a measure that it
// compared has a break between them. A school is compared only where its LA was judged in both years, or the school
// itself was. Errors: 64, 65 (no data), 70 (the plugin did not keep to the rules for plugins), 78 (an LA's parameters).
Result<report::Backtest> backtest(store::Reader& reader, const Bench& bench, const Candidate& candidate,
                                  const BacktestRequest& request);

}  // namespace termwise::jobs
