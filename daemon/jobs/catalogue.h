// The plugins that a configuration names, opened, described in the sandbox, and held against the LAs' parameters.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/sha256.h"
#include "sandbox/plugin_file.h"
#include "sandbox/plugin_host.h"
#include "settings/plugin_lock.h"
#include "settings/settings.h"
#include "store/database.h"
#include "wire/messages.h"

namespace termwise::jobs {

struct InstalledPlugin {
  std::string name;  // "kent"
  sandbox::PluginFile file;
  wire::Manifest manifest;
};

// A plugin that cannot be loaded: its runs fail, and those of others do not.
struct RefusedPlugin {
  std::string name;
  std::optional<Sha256> sha256;  // of the file, where there is one
  sandbox::Ending ending = sandbox::Ending::refused;
  std::string sentence;
};

// The file of a plugin: termwise-NAME.so in the plugin directory.
std::filesystem::path plugin_path(const settings::Settings& settings, std::string_view name);

struct Catalogue {
  std::vector<InstalledPlugin> plugins;  // sorted by name
  std::vector<RefusedPlugin> refused;    // likewise
  wire::Unconfined lacking;              // what this machine's kernel cannot do of the confinement
  bool locked = false;                   // whether there is a plugins.lock
  const InstalledPlugin* find(std::string_view name) const;
  const RefusedPlugin* find_refused(std::string_view name) const;
};

struct CheckedCatalogue {
  Catalogue catalogue;
  std::vector<Error> errors;  // exit 78, located in the LA files; sorted. Each refused plugin is one of them
};

// Why plugins.lock keeps this file from being loaded, a sentence; empty where it does not, or where there is no lock.
std::string refusal_by_lock(const sandbox::PluginFile& file, const std::optional<settings::LockedPlugins>& lock);

// The file as load_catalogue() would load it if plugins.lock allowed it. Errors: those of PluginFile::open; 65, it is not
// called termwise-NAME.so, or is no plugin of that name.
Result<InstalledPlugin> examine_plugin(const std::filesystem::path& path, const settings::Settings& settings,
                                       const sandbox::PluginHost& host);

// What one plugin run may use, as the configuration sets it.
sandbox::Limits limits_of(const settings::Settings& settings);

// Every plugin that an LA's file names, and "national", which serves every LA without a file.
CheckedCatalogue load_catalogue(const settings::Settings& settings, const sandbox::PluginHost& host);

// The names of the plugins that load_catalogue() loads, each with the place where an LA's file names it first.
std::map<std::string, Location> named_plugins(const settings::Settings& settings);

// The datasets of the measures that a plugin needs: what it judges by. A later list of schools, say, makes no later year, and
// neither do targets or visits that are planned for one; those count where a plugin reads nothing else.
std::set<std::string> datasets_needed(const wire::Manifest& manifest, const settings::Settings& settings);

// How one LA's file uses its plugins: errors as above, refused plugins left out.
std::vector<Error> check_la(const settings::LocalAuthority& la, const Catalogue& catalogue);

// Stores what is new of this configuration (plugin binaries, manifests, the settings revision) and names the revision.
// Error (exit 69): a plugin describes itself otherwise than the same file did before, so it cannot be trusted.
Result<RevisionId> accept_settings(store::Database& database, const settings::Settings& settings,
                                   const Catalogue& catalogue);

}  // namespace termwise::jobs
