#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "settings/paths.h"
#include "settings/sections.h"
#include "settings/settings.h"
#include "settings/validate.h"

namespace termwise::settings {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaximumShownPath = 400;

Error configuration_error(Location where, std::string message) {
  return {ExitCode::configuration, std::move(message), std::move(where)};
}

// The path as the user would type it: "./las/886.toml" is "las/886.toml".
std::string shown_path(const fs::path& path) { return path.lexically_normal().string(); }

std::string missing_measures_message() {
  return "this file is missing. A configuration needs it: it names the measures and attributes that the "
         "other files "
         "use.";
}

Result<std::string> read_configuration_file(const fs::path& path, const std::string& shown) {
  auto content = read_file(path, kMaximumFileBytes);
  if (content) return content;
  return configuration_error({shown}, content.error().message);
}

// Finds and reads the files of a configuration directory.
class Directory {
 public:
  Directory(fs::path real, fs::path shown, std::vector<Error>& errors)
      : real_(std::move(real)), shown_(std::move(shown)), errors_(errors) {}

  std::vector<NamedFile> read() {
    std::vector<std::string> paths;
    for (const auto folder : kFolders) list(std::string(folder), paths);
    std::error_code ignored;
    const bool has_measures = fs::exists(real_ / kMeasuresFile, ignored);
    if (fs::exists(real_ / kQualityFile, ignored)) paths.emplace_back(kQualityFile);
    if (!has_measures && paths.empty() && errors_.empty()) {
      errors_.push_back(
          configuration_error({shown_path(shown_)},
                              "this directory holds no configuration. Put measures.toml, calendars/, las/, "
                              "sources/ and standards/ here, or correct 'config' under [paths] in the main file."));
      return {};
    }
    if (has_measures)
      paths.emplace_back(kMeasuresFile);
    else
      errors_.push_back(configuration_error({shown_path(shown_ / kMeasuresFile)}, missing_measures_message()));
    std::sort(paths.begin(), paths.end());

    std::vector<NamedFile> files;
    for (const auto& path : paths) {
      const std::string shown = shown_path(shown_ / path);
      auto content = read_configuration_file(real_ / path, shown);
      if (content)
        files.push_back({{path, std::move(content).value()}, shown});
      else
        errors_.push_back(content.error());
    }
    return files;
  }

 private:
  void list(const std::string& folder, std::vector<std::string>& paths) {
    std::error_code failure;
    if (!fs::exists(real_ / folder, failure)) return;
    std::size_t count = 0;
    for (fs::directory_iterator entry(real_ / folder, failure), end; !failure && entry != end;
         entry.increment(failure)) {
      const std::string name = entry->path().filename().string();
      if (folder == kCalendarsFolder && has_ending(name, kCalendarEnding))
        errors_.push_back(
            configuration_error({shown_path(shown_ / folder / name)},
                                "bank holidays are not read from an iCalendar file. Put GOV.UK's own file, "
                                "https://www.gov.uk/bank-holidays.json, here instead; term dates belong into "
                                "terms/."));
      if (!is_read(folder, name)) continue;
      if (!is_utf8(name)) {
        errors_.push_back(configuration_error({shown_path(shown_ / folder)},
                                              fmt::format("the name of the file {} in this directory is not UTF-8. "
                                                          "Rename it with plain letters and digits.",
                                                          quote(name))));
        continue;
      }
      if (++count > kMaximumFilesInFolder) {
        errors_.push_back(configuration_error(
            {shown_path(shown_ / folder)},
            fmt::format("this directory holds more than {} configuration files. Move the others elsewhere.",
                        kMaximumFilesInFolder)));
        return;
      }
      paths.push_back(folder + "/" + name);
    }
    if (failure)
      errors_.push_back(configuration_error({shown_path(shown_ / folder)},
                                            fmt::format("this directory cannot be read: {}. Make it a directory that "
                                                        "the user who runs Termwise may read.",
                                                        failure.message())));
  }

  fs::path real_;
  fs::path shown_;
  std::vector<Error>& errors_;
};

Loaded finished(Settings settings, std::vector<Error> errors) {
  sort_errors(errors);
  // A calendar that several schools use has its mistakes once.
  errors.erase(std::unique(errors.begin(), errors.end()), errors.end());
  if (!errors.empty()) return {std::nullopt, std::move(errors)};
  return {std::move(settings), {}};
}

// [paths] config, or nothing where it cannot be known.
std::optional<ConfigPath> read_main_file(const fs::path& main_file, Settings& settings, std::vector<Error>& errors) {
  const std::string shown = main_file.string();
  const auto content = read_configuration_file(main_file, shown);
  if (!content) {
    errors.push_back(content.error());
    return std::nullopt;
  }
  const auto root = parse_toml(*content, shown);
  if (!root) {
    errors.push_back(root.error());
    return std::nullopt;
  }
  Report report(shown, errors);
  return read_main(*root, settings.main_file.parent_path(), report, settings);
}

}  // namespace

Loaded load(const fs::path& main_file) {
  Settings settings;
  std::vector<Error> errors;
  std::error_code failure;
  settings.main_file = fs::absolute(main_file, failure).lexically_normal();

  auto config = read_main_file(main_file, settings, errors);
  if (!config) {
    // The rest is still worth checking if it lies where it lies by default.
    config = ConfigPath{};
    if (!fs::exists(settings.main_file.parent_path() / kMeasuresFile, failure))
      return finished(std::move(settings), std::move(errors));
  }
  settings.config_directory = (settings.main_file.parent_path() / config->written).lexically_normal();
  if (!fs::is_directory(settings.config_directory, failure)) {
    errors.push_back(configuration_error(
        config->where, fmt::format("the configuration directory {} does not exist or is not a directory. Create it or "
                                   "correct 'config' under [paths].",
                                   quote(settings.config_directory.string(), kMaximumShownPath))));
    return finished(std::move(settings), std::move(errors));
  }
  std::vector<Error> directory_errors;
  const auto files =
      Directory(settings.config_directory, main_file.parent_path() / config->written, directory_errors).read();
  errors.insert(errors.end(), directory_errors.begin(), directory_errors.end());
  validate(files, settings, errors);
  return finished(std::move(settings), std::move(errors));
}

Loaded load_revision(const std::vector<SettingsFile>& files) {
  std::vector<NamedFile> named;
  for (const auto& file : files) named.push_back({file, file.path});
  std::sort(named.begin(), named.end(),
            [](const NamedFile& a, const NamedFile& b) { return a.file.path < b.file.path; });
  Settings settings;
  std::vector<Error> errors;
  if (std::none_of(named.begin(), named.end(), [](const NamedFile& f) { return f.file.path == kMeasuresFile; }))
    errors.push_back(configuration_error({std::string(kMeasuresFile)}, missing_measures_message()));
  validate(named, settings, errors);
  return finished(std::move(settings), std::move(errors));
}

}  // namespace termwise::settings
