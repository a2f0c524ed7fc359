#include "jobs/candidate.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/text.h"
#include "jobs/catalogue.h"
#include "settings/parameters.h"
#include "settings/plugin_lock.h"

namespace termwise::jobs {
namespace {

constexpr std::string_view kPrefix = "termwise-";
constexpr std::string_view kSuffix = ".so";
constexpr std::size_t kMostListed = 20;

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::vector<std::string> installed(const std::filesystem::path& directory) {
  std::vector<std::string> names;
  std::error_code problem;
  for (std::filesystem::directory_iterator entry(directory, problem), end; !problem && entry != end;
       entry.increment(problem)) {
    const std::string file = entry->path().filename().string();
    if (file.rfind(kPrefix, 0) == 0 && ends_with(file, kSuffix))
      names.push_back(file.substr(kPrefix.size(), file.size() - kPrefix.size() - kSuffix.size()));
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool is_path(const std::string& named) { return named.find('/') != std::string::npos || ends_with(named, kSuffix); }

Result<std::filesystem::path> path_of(const settings::Settings& settings, const std::string& named) {
  if (is_path(named)) return std::filesystem::path(named);
  const auto names = installed(settings.plugin_directory);
  if (std::find(names.begin(), names.end(), named) != names.end())
    return settings.plugin_directory / fmt::format("{}{}{}", kPrefix, named, kSuffix);
  std::vector<std::string> shown(names.begin(),
                                 names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), kMostListed)));
  if (names.size() > kMostListed) shown.push_back(fmt::format("{} more", names.size() - kMostListed));
  return Error{ExitCode::no_input,
               fmt::format("No plugin named {} is installed in {}.{} {} Name one of them, or a file by its path.",
                           quote(named), settings.plugin_directory.string(), did_you_mean(named, names),
                           names.empty() ? "There is none." : fmt::format("There are: {}.", listed(shown)))};
}

}  // namespace

Result<Candidate> open_candidate(const settings::Settings& settings, const sandbox::PluginHost& host,
                                 const std::string& named) {
  TERMWISE_TRY(const auto path, path_of(settings, named));
  TERMWISE_TRY(sandbox::PluginFile file, sandbox::PluginFile::open(path));
  // A name means what Termwise would run under it. A file by its path is one that somebody means to look at first.
  if (!is_path(named)) {
    TERMWISE_TRY(const auto lock, settings::read_plugin_lock(settings.main_file));
    if (auto refusal = refusal_by_lock(file, lock); !refusal.empty())
      return Error{ExitCode::configuration, std::move(refusal)};
  }
  TERMWISE_TRY(sandbox::Description description, host.describe(file, limits_of(settings)));
  if (!description.manifest) return Error{ExitCode::internal, description.outcome.sentence};
  return Candidate{std::move(file), std::move(*description.manifest)};
}

bool may_serve(const wire::Manifest& manifest, const LaCode& la) {
  const auto& codes = manifest.la_codes;
  return codes.empty() || std::find(codes.begin(), codes.end(), la.text()) != codes.end();
}

Result<const wire::Rule*> rule_named(const wire::Manifest& manifest, const std::string& rule) {
  std::vector<std::string> names;
  for (const auto& declared : manifest.rules) {
    if (declared.id == rule) return &declared;
    names.push_back(declared.id);
  }
  return Error{ExitCode::usage, fmt::format("The plugin {} has no rule {}.{} Its rules are: {}.", manifest.id,
                                            quote(rule), did_you_mean(rule, names), listed(names))};
}

Result<std::vector<std::pair<std::string, std::string>>> parameters_for(const settings::Settings& settings,
                                                                        const wire::Manifest& manifest,
                                                                        const LaCode& la, const Overrides& overrides,
                                                                        const wire::Manifest* other) {
  settings::PluginUse use{manifest.id, {}, {}};
  const auto declares = [](const wire::Manifest& of, const std::string& name) {
    return std::any_of(of.parameters.begin(), of.parameters.end(), [&](const auto& one) { return one.name == name; });
  };
  for (const auto& configured : settings.la(la).plugins)
    if (configured.plugin == manifest.id) use = configured;
  if (other != nullptr)
    use.parameters.erase(
        std::remove_if(use.parameters.begin(), use.parameters.end(),
                       [&](const auto& set) { return !declares(manifest, set.name) && declares(*other, set.name); }),
        use.parameters.end());
  auto bound = settings::bind_parameters(use, manifest);
  if (!bound.errors.empty()) return bound.errors.front();
  if (overrides.empty()) return std::move(bound.values);
  for (const auto& [name, value] : overrides) use.parameters.push_back({name, value, {}});
  bound = settings::bind_parameters(use, manifest);
  if (!bound.errors.empty()) return Error{ExitCode::usage, "--set: " + bound.errors.front().message};
  return std::move(bound.values);
}

report::PluginName name_of(const Candidate& candidate) {
  return {candidate.manifest.id, candidate.manifest.version, candidate.manifest.title, candidate.file.name(),
          candidate.file.sha256().hex()};
}

}  // namespace termwise::jobs
