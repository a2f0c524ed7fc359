#include "app/arguments.h"
#include "app/known_on.h"
#include "app/over_time.h"
#include "app/workspace.h"
#include "calendar/london.h"
#include "jobs/what_if.h"
#include "report/over_time_page.h"

namespace termwise::app {

int whatif_command(const settings::Settings& settings, const WhatIfOptions& options) {
  const auto steps = jobs::parse_steps(options.set);
  if (!steps) return fail(steps.error());
  const auto la = la_argument(options.la);
  if (!la) return fail(la.error());
  const auto year = year_argument(options.year);
  if (!year) return fail(year.error());
  const auto days = jobs::parse_days(options.days_per_school);
  if (!days) return fail(days.error());
  const auto host = plugin_host();
  const auto catalogue = jobs::load_catalogue(settings, host).catalogue;
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto reader = store::Reader::open(access->url());
  if (!reader) return fail(reader.error());
  const auto known = known_on_argument(*reader, options.known_on);
  if (!known) return fail(known.error());
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const jobs::Bench bench{
      settings, host, access->url(), calendar::london_date(now), progress_on_terminal("Local Authorities judged:"),
      *known};
  const auto found = jobs::what_if(*reader, bench, catalogue, {options.rule, *steps, *la, *year, *days});
  if (!found) return fail(found.error());
  return put_out(options.output,
                 {[&] { return report::what_if_text(*found); }, [&] { return report::what_if_json(*found); },
                  [&] { return report::what_if_csv(*found); }, [&] { return report::what_if_page(*found); }});
}

}  // namespace termwise::app
