#include <cstdio>

#include <fmt/format.h>

#include "app/plugin_commands.h"
#include "app/workspace.h"
#include "base/file.h"
#include "base/text.h"
#include "settings/plugin_lock.h"

namespace termwise::app {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> wanted_files(const settings::Settings& settings, const std::vector<std::string>& named) {
  std::vector<fs::path> files(named.begin(), named.end());
  if (!named.empty()) return files;
  for (const auto& [name, where] : jobs::named_plugins(settings)) files.push_back(jobs::plugin_path(settings, name));
  return files;
}

void warn_of_unlisted(const settings::Settings& settings, const settings::LockedPlugins& locked) {
  for (const auto& [name, where] : jobs::named_plugins(settings)) {
    const auto path = jobs::plugin_path(settings, name);
    if (locked.count(path.filename().string()) == 0)
      fmt::print(stderr,
                 "Warning: the configuration uses the plugin {}, which plugins.lock does not list, so that it is no "
                 "longer loaded. To list it too: termwise plugin lock {}\n",
                 quote(name), path.string());
  }
}

}  // namespace

int plugin_lock_command(const settings::Settings& settings, const PluginLockOptions& options) {
  settings::LockedPlugins before;
  auto lock = settings::read_plugin_lock(settings.main_file);
  // The whole file is written anew, so that one that cannot be read stands in the way of adding to it only.
  if (!lock && !options.files.empty()) return fail(lock.error());
  if (lock && *lock) before = **lock;
  settings::LockedPlugins after = options.files.empty() ? settings::LockedPlugins() : before;
  const auto host = plugin_host();
  for (const auto& path : wanted_files(settings, options.files)) {
    const auto plugin = jobs::examine_plugin(path, settings, host);
    if (!plugin) return fail(plugin.error());
    after[path.filename().string()] = plugin->file.sha256();
  }
  if (after.size() > settings::kMaximumLockedPlugins)
    return fail(
        {ExitCode::data, fmt::format("plugins.lock may list at most {} plugins.", settings::kMaximumLockedPlugins)});
  const auto path = settings::plugin_lock_of(settings.main_file);
  if (const auto written = replace_file(path, settings::plugin_lock_text(after)); !written)
    return fail(written.error());
  for (const auto& [name, hash] : after) {
    const auto known = before.find(name);
    const char* news = known == before.end() ? "new" : known->second == hash ? "as before" : "changed";
    fmt::print("{}  {}  {}\n", hash.hex(), name, news);
  }
  for (const auto& [name, hash] : before)
    if (after.count(name) == 0) fmt::print("{}  {}  no longer listed\n", hash.hex(), name);
  fmt::print("{} locks {}. A daemon that runs takes it up with its next reload.\n", path.string(),
             counted(static_cast<long long>(after.size()), "plugin", "plugins"));
  warn_of_unlisted(settings, after);
  return 0;
}

}  // namespace termwise::app
