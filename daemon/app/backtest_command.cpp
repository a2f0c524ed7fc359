#include <fmt/format.h>

#include "app/arguments.h"
#include "app/known_on.h"
#include "app/over_time.h"
#include "app/workspace.h"
#include "base/text.h"
#include "calendar/london.h"
#include "jobs/backtest.h"
#include "report/over_time_page.h"

namespace termwise::app {
namespace {

Result<jobs::Overrides> overrides_of(const std::vector<std::string>& settings) {
  jobs::Overrides overrides;
  for (const auto& one : settings) {
    const std::size_t equals = one.find('=');
    if (equals == std::string::npos || equals == 0)
      return Error{ExitCode::usage,
                   fmt::format("--set {} is not a parameter with its value. Write it like floor=65.", quote(one))};
    if (!overrides.emplace(one.substr(0, equals), one.substr(equals + 1)).second)
      return Error{ExitCode::usage,
                   fmt::format("--set gives the parameter {} twice. Leave one out.", quote(one.substr(0, equals)))};
  }
  return overrides;
}

}  // namespace

int backtest_command(const settings::Settings& settings, const BacktestOptions& options) {
  const auto span = jobs::parse_year_span(options.years);
  if (!span) return fail(span.error());
  const auto la = la_argument(options.la);
  if (!la) return fail(la.error());
  const auto overrides = overrides_of(options.set);
  if (!overrides) return fail(overrides.error());
  const auto host = plugin_host();
  const auto candidate = jobs::open_candidate(settings, host, options.plugin);
  if (!candidate) return fail(candidate.error());
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto reader = store::Reader::open(access->url());
  if (!reader) return fail(reader.error());
  const auto known = known_on_argument(*reader, options.known_on);
  if (!known) return fail(known.error());
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const jobs::Bench bench{settings,
                          host,
                          access->url(),
                          calendar::london_date(now),
                          progress_on_terminal("Years of Local Authorities judged:"),
                          *known};
  const auto found = jobs::backtest(*reader, bench, *candidate, {*span, *la, options.rule, *overrides});
  if (!found) return fail(found.error());
  return put_out(options.output,
                 {[&] { return report::backtest_text(*found); }, [&] { return report::backtest_json(*found); },
                  [&] { return report::backtest_csv(*found); }, [&] { return report::backtest_page(*found); }});
}

}  // namespace termwise::app
