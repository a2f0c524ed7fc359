#include "jobs/catalogue.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "base/text.h"
#include "settings/parameters.h"
#include "settings/plugin_lock.h"
#include "store/archive.h"
#include "store/revisions.h"
#include "wire/codec.h"
#include "wire/job_names.h"
#include "wire/tables.h"

namespace termwise::jobs {
namespace {

constexpr std::string_view kNational = "national";
constexpr std::string_view kFilePrefix = "termwise-";
constexpr int kMostDescriptions = 3;

// The machine may have ended the host for reasons of its own, and a plugin that is refused for that would cost its LAs
// every run until the configuration is read again.
Result<sandbox::Description> describe(const sandbox::PluginFile& file, const sandbox::Limits& limits,
                                      const sandbox::PluginHost& host) {
  auto description = host.describe(file, limits);
  for (int i = 1; i < kMostDescriptions && description; ++i) {
    // One that takes too long has had its time.
    const auto ending = description->outcome.ending;
    if (!sandbox::may_pass(ending) || ending == sandbox::Ending::timed_out) break;
    description = host.describe(file, limits);
  }
  return description;
}

using Lock = std::optional<settings::LockedPlugins>;

std::string calls_itself(const std::filesystem::path& path, const wire::Manifest& manifest) {
  return fmt::format("The plugin {} calls itself {}. Rename the file to termwise-{}.so, or install the right one.",
                     path.string(), quote(manifest.id), manifest.id);
}

// Adds the plugin to the catalogue, as installed or as refused.
void load_plugin(const std::string& name, const settings::Settings& settings, const Lock& lock,
                 const sandbox::PluginHost& host, Catalogue& catalogue) {
  const auto path = plugin_path(settings, name);
  const auto refuse = [&](std::optional<Sha256> hash, std::string sentence,
                          sandbox::Ending ending = sandbox::Ending::refused) {
    catalogue.refused.push_back({name, hash, ending, std::move(sentence)});
  };
  auto file = sandbox::PluginFile::open(path);
  if (!file) return refuse(std::nullopt, file.error().text());
  if (auto sentence = refusal_by_lock(*file, lock); !sentence.empty())
    return refuse(file->sha256(), std::move(sentence));
  auto description = describe(*file, limits_of(settings), host);
  if (!description) return refuse(file->sha256(), description.error().text());
  catalogue.lacking = description->outcome.lacking;
  if (!description->manifest) return refuse(file->sha256(), description->outcome.sentence, description->outcome.ending);
  if (description->manifest->id != name) return refuse(file->sha256(), calls_itself(path, *description->manifest));
  catalogue.plugins.push_back({name, std::move(file).value(), std::move(*description->manifest)});
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

// A schedule whose job none of the LA's plugins has would never do anything.
void check_schedules(const settings::LocalAuthority& la, const Catalogue& catalogue, std::vector<Error>& errors) {
  std::set<std::string> jobs;
  for (const auto& use : la.plugins) {
    const InstalledPlugin* plugin = catalogue.find(use.plugin);
    if (plugin == nullptr) return;  // what a refused one would serve is not known
    for (const auto& rule : plugin->manifest.rules) jobs.insert(rule.job);
  }
  for (const auto& schedule : la.schedules)
    if (jobs.count(schedule.job) == 0 && !wire::does_itself(schedule.job))
      errors.push_back(
          {ExitCode::configuration,
           fmt::format("The schedule {} runs the job {}, for which no plugin of this Local Authority has a "
                       "rule. Name a plugin that has one, or remove the schedule.",
                       quote(schedule.name), schedule.job),
           schedule.where});
}

// The rule of that name which serves the LA: that of the first plugin that declares it.
const wire::Rule* serving_rule(const settings::LocalAuthority& la, const Catalogue& catalogue, const std::string& id) {
  for (const auto& use : la.plugins)
    if (const InstalledPlugin* plugin = catalogue.find(use.plugin))
      for (const auto& rule : plugin->manifest.rules)
        if (rule.id == id) return &rule;
  return nullptr;
}

// A register of concerns that waits for a rule or an outcome that never comes would let nobody in, or nobody out.
void check_concerns(const settings::LocalAuthority& la, const Catalogue& catalogue, std::vector<Error>& errors) {
  for (const auto& use : la.plugins)
    if (catalogue.find(use.plugin) == nullptr) return;  // what a refused one would serve is not known
  for (const auto& kept : la.concerns) {
    const auto refuse = [&](std::string sentence) {
      errors.push_back({ExitCode::configuration, std::move(sentence), kept.where});
    };
    const wire::Rule* rule = serving_rule(la, catalogue, kept.rule);
    if (rule == nullptr) {
      refuse(
          fmt::format("No plugin of this Local Authority has the rule {} of this [[concern]]. Name a rule that one "
                      "of them has, or remove the [[concern]].",
                      quote(kept.rule)));
      continue;
    }
    const auto check = [&](const std::vector<std::string>& outcomes, std::string_view key, bool listed_ones) {
      for (const auto& outcome : outcomes) {
        const bool declared = std::find(rule->outcomes.begin(), rule->outcomes.end(), outcome) != rule->outcomes.end();
        if (declared && wire::lists(*rule, outcome) == listed_ones) continue;
        refuse(
            fmt::format("The rule {} has no outcome {} {}, so that it cannot stand under '{}' of this [[concern]]. "
                        "Its outcomes are: {}.",
                        quote(kept.rule), outcome,
                        listed_ones ? "that puts a school on the list" : "that leaves a school off the list", key,
                        listed(rule->outcomes)));
      }
    };
    check(kept.clears, "clears", false);
    check(kept.kept, "kept", true);
  }
}

bool before(const Error& a, const Error& b) {
  const auto key = [](const Error& error) {
    const Location where = error.where.value_or(Location{});
    return std::tuple(where.file, where.line, where.column, error.message);
  };
  return key(a) < key(b);
}

template <typename Entries>
auto find_named(const Entries& entries, std::string_view name) -> decltype(entries.data()) {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.name == name; });
  return found == entries.end() ? nullptr : &*found;
}

}  // namespace

const InstalledPlugin* Catalogue::find(std::string_view name) const { return find_named(plugins, name); }
const RefusedPlugin* Catalogue::find_refused(std::string_view name) const { return find_named(refused, name); }

sandbox::Limits limits_of(const settings::Settings& settings) {
  sandbox::Limits limits;
  limits.deadline = settings.limits.deadline;
  limits.memory_bytes = settings.limits.memory_megabytes << 20;
  return limits;
}

std::set<std::string> datasets_needed(const wire::Manifest& manifest, const settings::Settings& settings) {
  std::set<std::string> of_schools;
  std::set<std::string> all;
  for (const auto& need : manifest.needs)
    for (const auto& name : need.names) {
      const auto* measure = settings.measure(name);
      if (measure == nullptr) continue;
      all.insert(measure->dataset);
      if (need.table == wire::kMeasureTable) of_schools.insert(measure->dataset);
    }
  return of_schools.empty() ? all : of_schools;
}

std::string refusal_by_lock(const sandbox::PluginFile& file, const std::optional<settings::LockedPlugins>& lock) {
  if (!lock) return {};
  const std::filesystem::path path = file.name();
  const auto entry = lock->find(path.filename().string());
  constexpr std::string_view kRemedy = "Check where the file came from, then run: termwise plugin lock";
  if (entry == lock->end())
    return fmt::format("The plugin {} is not in plugins.lock, so it is not loaded. {} {}", path.string(), kRemedy,
                       path.string());
  if (entry->second != file.sha256())
    return fmt::format("The plugin {} has the sha256 {}, and plugins.lock has {} for it, so it is not loaded. {} {}",
                       path.string(), file.sha256().hex(), entry->second.hex(), kRemedy, path.string());
  return {};
}

Result<InstalledPlugin> examine_plugin(const std::filesystem::path& path, const settings::Settings& settings,
                                       const sandbox::PluginHost& host) {
  const std::string file_name = path.filename().string();
  const std::string_view end = ".so";
  if (file_name.rfind(kFilePrefix, 0) != 0 || file_name.size() <= kFilePrefix.size() + end.size() ||
      file_name.substr(file_name.size() - end.size()) != end)
    return Error{ExitCode::data, fmt::format("{} is not called termwise-NAME.so, as each plugin's file is. Name the "
                                             "plugin's file itself.",
                                             path.string())};
  const std::string name = file_name.substr(kFilePrefix.size(), file_name.size() - kFilePrefix.size() - end.size());
  TERMWISE_TRY(sandbox::PluginFile file, sandbox::PluginFile::open(path));
  TERMWISE_TRY(sandbox::Description description, describe(file, limits_of(settings), host));
  if (!description.manifest) return Error{ExitCode::data, description.outcome.sentence};
  if (description.manifest->id != name) return Error{ExitCode::data, calls_itself(path, *description.manifest)};
  return InstalledPlugin{name, std::move(file), std::move(*description.manifest)};
}

std::vector<Error> check_la(const settings::LocalAuthority& la, const Catalogue& catalogue) {
  std::vector<Error> errors;
  for (const auto& use : la.plugins)
    if (const InstalledPlugin* plugin = catalogue.find(use.plugin)) check_use(la, use, *plugin, errors);
  check_schedules(la, catalogue, errors);
  check_concerns(la, catalogue, errors);
  std::sort(errors.begin(), errors.end(), before);
  return errors;
}

std::filesystem::path plugin_path(const settings::Settings& settings, std::string_view name) {
  return settings.plugin_directory / fmt::format("termwise-{}.so", name);
}

std::map<std::string, Location> named_plugins(const settings::Settings& settings) {
  std::map<std::string, Location> named{{std::string(kNational), Location{}}};
  for (const auto& la : settings.las)
    for (const auto& use : la.plugins)
      if (auto& where = named[use.plugin]; where.file.empty()) where = use.where;
  return named;
}

CheckedCatalogue load_catalogue(const settings::Settings& settings, const sandbox::PluginHost& host) {
  CheckedCatalogue checked;
  const auto named = named_plugins(settings);
  const auto lock = settings::read_plugin_lock(settings.main_file);
  checked.catalogue.locked = !lock || lock->has_value();
  for (const auto& [name, where] : named) {
    if (lock)
      load_plugin(name, settings, *lock, host, checked.catalogue);
    else  // nobody knows which plugins it allows
      checked.catalogue.refused.push_back({name, std::nullopt, sandbox::Ending::refused, lock.error().text()});
  }

  for (const auto& refused : checked.catalogue.refused) {
    const Location& where = named.at(refused.name);
    checked.errors.push_back({ExitCode::configuration, refused.sentence,
                              where.file.empty() ? std::nullopt : std::optional<Location>(where)});
  }
  for (const auto& la : settings.las)
    for (auto& error : check_la(la, checked.catalogue)) checked.errors.push_back(std::move(error));
  std::sort(checked.errors.begin(), checked.errors.end(), before);
  return checked;
}

Result<RevisionId> accept_settings(store::Database& database, const settings::Settings& settings,
                                   const Catalogue& catalogue) {
  std::vector<store::PluginVersion> versions;
  for (const auto& plugin : catalogue.plugins) {
    const Sha256& hash = plugin.file.sha256();
    TERMWISE_TRY(const auto known, store::find_manifest(database, hash));
    // As manifests, since an earlier Termwise may have stored it in an earlier layout.
    const auto before = known ? wire::decode_manifest(*known) : Result<wire::Manifest>(plugin.manifest);
    if (!before) return before.error();
    if (before.value() != plugin.manifest)
      return Error{ExitCode::unavailable,
                   fmt::format("The plugin {} described itself differently before, though its file is the same, so its "
                               "results could not be repeated. Ask its author for one whose description is fixed.",
                               quote(plugin.name))};
    if (!known) {
      TERMWISE_TRY(const std::string binary, plugin.file.bytes());
      TERMWISE_CHECK(store::save_plugin(database, hash, plugin.name, binary, wire::encode(plugin.manifest)));
    }
    versions.push_back({plugin.name, hash});
  }
  return store::accept_revision(database, settings.files, versions);
}

}  // namespace termwise::jobs
