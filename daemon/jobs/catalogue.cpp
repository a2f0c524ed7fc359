#include "jobs/catalogue.h"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "base/text.h"
#include "settings/parameters.h"
#include "store/archive.h"
#include "store/revisions.h"
#include "wire/codec.h"

namespace termwise::jobs {
namespace {

constexpr std::string_view kNational = "national";

Result<InstalledPlugin> load_plugin(const std::string& name, const settings::Settings& settings,
                                    const sandbox::PluginHost& host) {
  const auto path = settings.plugin_directory / fmt::format("termwise-{}.so", name);
  TERMWISE_TRY(sandbox::PluginFile file, sandbox::PluginFile::open(path));
  TERMWISE_TRY(sandbox::Description description, host.describe(file, limits_of(settings)));
  if (!description.manifest) return Error{ExitCode::configuration, description.outcome.sentence};
  if (description.manifest->id != name)
    return Error{ExitCode::configuration,
                 fmt::format("The plugin {} calls itself {}. Rename the file to termwise-{}.so, or install the right one.",
                             path.string(), quote(description.manifest->id), description.manifest->id)};
  return InstalledPlugin{name, std::move(file), std::move(*description.manifest)};
}

// Everything that is wrong with how one LA uses one plugin.
void check_use(const settings::LocalAuthority& la, const settings::PluginUse& use, const InstalledPlugin& plugin,
               std::vector<Error>& errors) {
  const auto& codes = plugin.manifest.la_codes;
  if (!codes.empty() && std::find(codes.begin(), codes.end(), la.code.text()) == codes.end())
    errors.push_back({ExitCode::configuration,
                      fmt::format("The plugin {} is written for LA {} and cannot serve LA {}. Name another plugin.",
                                  quote(use.plugin), listed(codes), la.code.text()),
                      use.where});
  for (auto& error : settings::bind_parameters(use, plugin.manifest).errors) errors.push_back(std::move(error));
}

bool before(const Error& a, const Error& b) {
  const auto key = [](const Error& error) {
    const Location where = error.where.value_or(Location{});
    return std::tuple(where.file, where.line, where.column, error.message);
  };
  return key(a) < key(b);
}

}  // namespace

const InstalledPlugin* Catalogue::find(std::string_view name) const {
  const auto found = std::find_if(plugins.begin(), plugins.end(), [&](const auto& entry) { return entry.name == name; });
  return found == plugins.end() ? nullptr : &*found;
}

sandbox::Limits limits_of(const settings::Settings& settings) {
  sandbox::Limits limits;
  limits.deadline = settings.limits.deadline;
  limits.memory_bytes = settings.limits.memory_megabytes << 20;
  return limits;
}

CheckedCatalogue load_catalogue(const settings::Settings& settings, const sandbox::PluginHost& host) {
  CheckedCatalogue checked;
  std::set<std::string> names{std::string(kNational)};
  for (const auto& la : settings.las)
    for (const auto& use : la.plugins) names.insert(use.plugin);

  std::set<std::string> broken;
  for (const auto& name : names) {
    auto loaded = load_plugin(name, settings, host);
    if (loaded) {
      checked.catalogue.plugins.push_back(std::move(loaded).value());
      continue;
    }
    broken.insert(name);
    // Say it where an LA's file names the plugin; nobody names the default one.
    bool located = false;
    for (const auto& la : settings.las)
      for (const auto& use : la.plugins)
        if (use.plugin == name && !located) {
          checked.errors.push_back({ExitCode::configuration, loaded.error().text(), use.where});
          located = true;
        }
    if (!located) checked.errors.push_back({ExitCode::configuration, loaded.error().message, loaded.error().where});
  }
  for (const auto& la : settings.las)
    for (const auto& use : la.plugins)
      if (!broken.contains(use.plugin)) check_use(la, use, *checked.catalogue.find(use.plugin), checked.errors);
  std::sort(checked.errors.begin(), checked.errors.end(), before);
  return checked;
}

Result<RevisionId> accept_settings(store::Database& database, const settings::Settings& settings,
                                   const Catalogue& catalogue) {
  std::vector<store::PluginVersion> versions;
  for (const auto& plugin : catalogue.plugins) {
    const Sha256& hash = plugin.file.sha256();
    TERMWISE_TRY(const auto known, store::find_manifest(database, hash));
    if (!known) {
      TERMWISE_TRY(const std::string binary, plugin.file.bytes());
      TERMWISE_CHECK(store::save_plugin(database, hash, plugin.name, binary, wire::encode(plugin.manifest)));
    }
    versions.push_back({plugin.name, hash});
  }
  return store::accept_revision(database, settings.files, versions);
}

}  // namespace termwise::jobs
