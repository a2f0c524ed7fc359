// What every command starts from: the accepted configuration, the plugin host, and a database that is up to date.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/result.h"
#include "jobs/catalogue.h"
#include "sandbox/plugin_host.h"
#include "settings/settings.h"
#include "store/cluster.h"
#include "store/database.h"

namespace termwise::app {

// Prints one error on standard error and gives its exit code.
int fail(const Error& error);

// The configuration, or nothing after every error in it has been printed.
std::optional<settings::Settings> load_settings(const std::filesystem::path& main_file);

// termwise-plugin-host, which is installed beside this program. Its calls end as soon as `stop_fd` is readable.
sandbox::PluginHost plugin_host(int stop_fd = -1);

// That every plugin file is loaded which the configuration names, since there is no plugins.lock.
std::string no_plugin_lock(const settings::Settings& settings);

std::string host_name();  // of this machine

// A held connection string. An embedded cluster runs for as long as this lives, and its schema is brought up to date;
// a database by URL is migrated only by `termwise db migrate`.
class DatabaseAccess {
 public:
  static Result<DatabaseAccess> open(const settings::Settings& settings);
  const std::string& url() const { return url_; }

 private:
  std::optional<store::EmbeddedCluster> cluster_;
  std::string url_;
};

}  // namespace termwise::app
