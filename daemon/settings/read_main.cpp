#include "settings/sections.h"
#include "settings/table_reader.h"

namespace termwise::settings {
namespace {

constexpr std::int64_t kShortestDeadlineSeconds = 1;
constexpr std::int64_t kLongestDeadlineSeconds = 3600;
constexpr std::int64_t kLeastMemoryMegabytes = 64;
constexpr std::int64_t kMostMemoryMegabytes = 16384;

std::filesystem::path resolved(const std::filesystem::path& directory, const std::string& written) {
  return (directory / written).lexically_normal();
}

std::optional<ConfigPath> read_paths(const TomlValue& table, const std::filesystem::path& directory, Report& report,
                                     Settings& settings) {
  TableReader paths(table, "[paths]", report);
  std::optional<ConfigPath> config = ConfigPath{};
  config->where = report.at(table);
  if (const TomlValue* value = paths.value("config", Presence::optional)) {
    if (check_text(*value, "config", report))
      config = ConfigPath{value->text, report.at(*value)};
    else
      config.reset();
  }
  if (const auto state = paths.text("state", Presence::optional))
    settings.state_directory = resolved(directory, *state);
  if (const auto plugins = paths.text("plugins", Presence::optional))
    settings.plugin_directory = resolved(directory, *plugins);
  paths.finish();
  return config;
}

void read_database(const TomlValue& table, Report& report, Settings& settings) {
  TableReader database(table, "[database]", report);
  const auto mode = database.choice("mode", {"embedded", "url"}, Presence::optional);
  const TomlValue* url = database.value("url", mode == "url" ? Presence::required : Presence::optional);
  database.finish();
  if (!url) return;
  if (mode == "embedded")
    report.error(*table.find("mode"),
                 "mode 'embedded' means a private PostgreSQL of Termwise's own, but url names another one. Remove "
                 "one of the two lines.");
  // The url may hold a password: no message repeats it.
  if (!check_kind(*url, TomlKind::text, "url", report)) return;
  const bool known_scheme = url->text.rfind("postgresql://", 0) == 0 || url->text.rfind("postgres://", 0) == 0;
  if (!known_scheme)
    report.error(*url, "'url' must begin with postgresql://. Write it as postgresql://USER@HOST/DATABASE.");
  settings.database.embedded = false;
  settings.database.url = url->text;
}

void read_limits(const TomlValue& table, Report& report, Settings& settings) {
  TableReader limits(table, "[limits]", report);
  if (const auto seconds =
          limits.integer("deadline_seconds", kShortestDeadlineSeconds, kLongestDeadlineSeconds, Presence::optional))
    settings.limits.deadline = std::chrono::seconds(*seconds);
  if (const auto megabytes =
          limits.integer("memory_megabytes", kLeastMemoryMegabytes, kMostMemoryMegabytes, Presence::optional))
    settings.limits.memory_megabytes = static_cast<std::uint64_t>(*megabytes);
  limits.finish();
}

}  // namespace

std::optional<ConfigPath> read_main(const TomlValue& root, const std::filesystem::path& directory, Report& report,
                                    Settings& settings) {
  TableReader reader(root, "the main file", report);
  std::optional<ConfigPath> config = ConfigPath{};
  config->where = report.at(root);
  if (const TomlValue* paths = reader.value("paths", TomlKind::table, Presence::optional))
    config = read_paths(*paths, directory, report, settings);
  if (const TomlValue* database = reader.value("database", TomlKind::table, Presence::optional))
    read_database(*database, report, settings);
  if (const TomlValue* limits = reader.value("limits", TomlKind::table, Presence::optional))
    read_limits(*limits, report, settings);
  reader.finish();
  return config;
}

}  // namespace termwise::settings
