#include <fmt/format.h>

#include "app/commands.h"
#include "app/known_on.h"
#include "app/workspace.h"
#include "jobs/school_history.h"

namespace termwise::app {

int school_command(const settings::Settings& settings, const SchoolOptions& options) {
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto reader = store::Reader::open(access->url());
  if (!reader) return fail(reader.error());
  const auto known = known_on_argument(*reader, options.known_on);
  if (!known) return fail(known.error());
  const auto history = jobs::school_history(
      *reader, settings, {Urn{options.urn}, options.measures, options.history != "own", known.value()});
  if (!history) return fail(history.error());
  fmt::print("{}", options.json ? report::school_history_json(*history) : report::school_history_text(*history));
  return 0;
}

}  // namespace termwise::app
