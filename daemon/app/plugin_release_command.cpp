#include <unistd.h>

#include <cstdlib>

#include <fmt/format.h>

#include "app/plugin_commands.h"
#include "app/workspace.h"
#include "base/process.h"
#include "base/text.h"
#include "store/quarantine.h"

namespace termwise::app {
namespace {

// Who asks, as far as this machine knows: "anna, as root, on schools-1".
std::string who() {
  const auto user = find_user(::geteuid());
  std::string name = user ? user->name : fmt::format("user {}", ::geteuid());
  if (const char* person = std::getenv("SUDO_USER"); person != nullptr && is_utf8(person) && *person != '\0')
    name = fmt::format("{}, as {},", person, name);
  return fmt::format("{} on {}", name, host_name());
}

Result<std::vector<store::Quarantine>> release(const settings::Settings& settings,
                                               const PluginReleaseOptions& options) {
  TERMWISE_TRY(const auto access, DatabaseAccess::open(settings));
  TERMWISE_TRY(store::Database database, store::Database::open(access.url()));
  const auto job = options.job.empty() ? std::nullopt : std::optional(options.job);
  return store::release_quarantine(database, options.plugin, job, who());
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
