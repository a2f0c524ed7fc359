#include "app/arguments.h"
#include "app/known_on.h"
#include "app/over_time.h"
#include "app/workspace.h"
#include "calendar/london.h"
#include "jobs/plugin_difference.h"
#include "report/over_time_page.h"

namespace termwise::app {

int plugin_diff_command(const settings::Settings& settings, const PluginDiffOptions& options) {
  const auto span = jobs::parse_year_span(options.years);
  if (!span) return fail(span.error());
  const auto la = la_argument(options.la);
  if (!la) return fail(la.error());
  const auto host = plugin_host();
  const auto before = jobs::open_candidate(settings, host, options.before);
  if (!before) return fail(before.error());
  const auto after = jobs::open_candidate(settings, host, options.after);
  if (!after) return fail(after.error());
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
  const auto found = jobs::plugin_difference(*reader, bench, *before, *after, {*span, *la, options.rule});
  if (!found) return fail(found.error());
  return put_out(
      options.output,
      {[&] { return report::plugin_difference_text(*found); }, [&] { return report::plugin_difference_json(*found); },
       [&] { return report::plugin_difference_csv(*found); }, [&] { return report::plugin_difference_page(*found); }});
}

}  // namespace termwise::app
