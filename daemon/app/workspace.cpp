#include "app/workspace.h"

#include <unistd.h>

#include <climits>
#include <cstdio>

#include <fmt/format.h>

#include "settings/plugin_lock.h"

namespace termwise::app {

int fail(const Error& error) {
  fmt::print(stderr, "{}\n", error.text());
  return static_cast<int>(error.exit);
}

std::optional<settings::Settings> load_settings(const std::filesystem::path& main_file) {
  settings::Loaded loaded = settings::load(main_file);
  for (const auto& error : loaded.errors) fmt::print(stderr, "{}\n", error.text());
  return std::move(loaded.settings);
}

sandbox::PluginHost plugin_host(int stop_fd) {
  std::error_code ignored;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", ignored);
  return sandbox::PluginHost(self.parent_path() / "termwise-plugin-host", stop_fd);
}

std::string no_plugin_lock(const settings::Settings& settings) {
  return fmt::format(
      "There is no {}, so that a plugin file that somebody replaces is loaded like the one before. Once you "
      "know where the files came from, run: termwise plugin lock",
      settings::plugin_lock_of(settings.main_file).string());
}

std::string host_name() {
  char name[HOST_NAME_MAX + 1] = {};
  ::gethostname(name, sizeof name - 1);
  return name;
}

Result<DatabaseAccess> DatabaseAccess::open(const settings::Settings& settings) {
  DatabaseAccess access;
  if (!settings.database.embedded) {
    access.url_ = settings.database.url;
    return access;
  }
  TERMWISE_TRY(auto cluster, store::EmbeddedCluster::acquire(settings.state_directory));
  access.url_ = cluster.url();
  access.cluster_ = std::move(cluster);
  TERMWISE_CHECK(store::migrate(access.url_));
  return access;
}

}  // namespace termwise::app
