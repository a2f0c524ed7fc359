// The plugins that a configuration names, opened, described in the sandbox, and held against the LAs' parameters.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "sandbox/plugin_file.h"
#include "sandbox/plugin_host.h"
#include "settings/settings.h"
#include "store/database.h"
#include "wire/messages.h"

namespace termwise::jobs {

struct InstalledPlugin {
  std::string name;  // "kent"
  sandbox::PluginFile file;
  wire::Manifest manifest;
};

struct Catalogue {
  std::vector<InstalledPlugin> plugins;  // sorted by name
  const InstalledPlugin* find(std::string_view name) const;
};

struct CheckedCatalogue {
  Catalogue catalogue;
  std::vector<Error> errors;  // exit 78, located in the LA files; sorted
};

// What one plugin run may use, as the configuration sets it.
sandbox::Limits limits_of(const settings::Settings& settings);

// Every plugin that an LA's file names, and "national", which serves every LA without a file.
CheckedCatalogue load_catalogue(const settings::Settings& settings, const sandbox::PluginHost& host);

// Stores what is new of this configuration (plugin binaries, manifests, the settings revision) and names the revision.
Result<RevisionId> accept_settings(store::Database& database, const settings::Settings& settings,
                                   const Catalogue& catalogue);

}  // namespace termwise::jobs
