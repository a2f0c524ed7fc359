#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/workspace.h"
#include "base/text.h"

namespace termwise::app {
namespace {

nlohmann::ordered_json to_json(const Error& error) {
  const Location where = error.where.value_or(Location{});
  return {{"file", where.file}, {"line", where.line}, {"column", where.column}, {"message", error.message}};
}

long long schedule_count(const settings::Settings& settings) {
  std::size_t count = 0;
  for (const auto& la : settings.las) count += la.schedules.size();
  return static_cast<long long>(count);
}

}  // namespace

int check_command(const CheckOptions& options) {
  settings::Loaded loaded = settings::load(options.config);
  std::vector<Error> errors = std::move(loaded.errors);
  std::size_t plugins = 0;
  bool locked = true;
  // Plugins are checked even where another file has errors, as far as the settings could be read.
  if (loaded.settings) {
    auto checked = jobs::load_catalogue(*loaded.settings, plugin_host());
    plugins = checked.catalogue.plugins.size();
    locked = checked.catalogue.locked;
    for (auto& error : checked.errors) errors.push_back(std::move(error));
  }
  if (options.json) {
    auto list = nlohmann::ordered_json::array();
    for (const auto& error : errors) list.push_back(to_json(error));
    fmt::print("{}\n", list.dump(2));
  } else {
    for (const auto& error : errors) fmt::print(stderr, "{}\n", error.text());
  }
  if (!errors.empty()) {
    if (!options.json)
      fmt::print(stderr, "{} in the configuration. Nothing was changed.\n",
                 counted(static_cast<long long>(errors.size()), "error", "errors"));
    return static_cast<int>(ExitCode::configuration);
  }
  if (!options.json)
    fmt::print(
        "The configuration is valid: {}, {}, {}, {}, {} and {}.\n",
        counted(static_cast<long long>(loaded.settings->las.size()), "Local Authority", "Local Authorities"),
        counted(schedule_count(*loaded.settings), "schedule", "schedules"),
        counted(static_cast<long long>(plugins), "plugin", "plugins"),
        counted(static_cast<long long>(loaded.settings->layouts.size()), "source layout", "source layouts"),
        counted(static_cast<long long>(loaded.settings->measures.size()), "measure", "measures"),
        counted(static_cast<long long>(loaded.settings->standards.size()), "row of standards", "rows of standards"));
  if (!options.json && !locked) fmt::print("Warning: {}\n", no_plugin_lock(*loaded.settings));
  return 0;
}

}  // namespace termwise::app
