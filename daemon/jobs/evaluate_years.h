// A plugin over past years of Local Authorities, without a run: what backtest, plugin diff and whatif share. Nothing is
// written; findings stay as the plugin emitted them.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "jobs/spread.h"
#include "sandbox/plugin_host.h"
#include "settings/settings.h"
#include "snapshot/snapshot.h"
#include "store/database.h"
#include "wire/messages.h"

namespace termwise::jobs {

inline constexpr std::size_t kMaximumYearsAtOnce = 40;  // as many as a chart shows

struct YearSpan {
  AcademicYear first;
  AcademicYear last;

  std::vector<AcademicYear> years() const;
};

// "2008/09..2017/18", or one year. Errors (exit 64): not that, the last before the first, too many.
Result<YearSpan> parse_year_span(const std::string& text);

// Where the work is done.
struct Bench {
  const settings::Settings& settings;
  const sandbox::PluginHost& host;
  std::string url;                    // of the database
  std::chrono::year_month_day today;  // in London
  Progress progress;                  // may be empty
  std::optional<BatchId> known = {};  // as of this batch; none: all that there is
};

// One LA's year.
struct Place {
  LaCode la;
  AcademicYear year;
};

// The LA-years of the span for which there is data up to `highest`, among those that `serves` takes, by year and LA. Error
// (exit 65): there is none, with the years for which there is.
Result<std::vector<Place>> places_with_data(store::Reader& reader, const YearSpan& span,
                                            const std::optional<LaCode>& la, BatchId highest,
                                            const std::function<bool(const LaCode&)>& serves);

// The highest batch that may be seen. Error (exit 65): there is none.
Result<BatchId> batch_to_see(store::Reader& reader, const Bench& bench);

// As at which a past year is judged: its 31 August, or today where that is still to come.
std::chrono::year_month_day end_of_year(AcademicYear year, std::chrono::year_month_day today);

struct Trial {
  const sandbox::PluginFile* file = nullptr;
  const wire::Manifest* manifest = nullptr;
  Place place;
  BatchId highest;
  std::vector<std::pair<std::string, std::string>> parameters;
  std::vector<std::string> rules;
};

// What one rule says of an LA's year.
struct RuleVerdicts {
  std::string rule;
  std::string failure;                  // why it could not judge this year, in the plugin's words; empty: it could
  std::vector<wire::Finding> findings;  // by subject
};

Result<snapshot::Snapshot> facts_for(store::Reader& reader, const Bench& bench, const Trial& trial);

// Of each rule in the order of `rules`. A plugin that says that it cannot judge the year is heard; whatever else goes
// wrong with it is an error (exit 70) that names the place. Where several rules are asked of a plugin that fails, each is
// asked by itself.
Result<std::vector<RuleVerdicts>> judge(const Bench& bench, const Trial& trial, const snapshot::Snapshot& facts);

}  // namespace termwise::jobs
