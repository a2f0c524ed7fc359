#include <fmt/format.h>

#include "app/person.h"
#include "app/plugin_commands.h"
#include "app/workspace.h"
#include "base/process.h"
#include "base/text.h"
#include "store/quarantine.h"

namespace termwise::app {
namespace {

Result<std::vector<store::Quarantine>> release(const settings::Settings& settings,
                                               const PluginReleaseOptions& options) {
  TERMWISE_TRY(const auto access, DatabaseAccess::open(settings));
  TERMWISE_TRY(store::Database database, store::Database::open(access.url()));
  const auto job = options.job.empty() ? std::nullopt : std::optional(options.job);
  return store::release_quarantine(database, options.plugin, job, person_at_the_keyboard());
}

}  // namespace

int plugin_release_command(const settings::Settings& settings, const PluginReleaseOptions& options) {
  const auto released = release(settings, options);
  if (!released) return fail(released.error());
  if (released->empty())
    return fail({ExitCode::data,
                 fmt::format("The plugin {} is not in quarantine{}. `termwise plugin list` says which "
                             "plugins are.",
                             quote(options.plugin), options.job.empty() ? "" : " for the job " + quote(options.job))});
  for (const auto& one : *released)
    fmt::print("The plugin {} ({}) may run again for {} of LA {}.\n", one.plugin, one.sha256.hex().substr(0, 12),
               one.job, one.la.text());
  return 0;
}

}  // namespace termwise::app
