#include "settings/sections.h"
#include "settings/table_reader.h"

namespace termwise::settings {
namespace {

constexpr std::int64_t kShortestDeadlineSeconds = 1;
constexpr std::int64_t kLongestDeadlineSeconds = 3600;
constexpr std::int64_t kLeastMemoryMegabytes = 64;
constexpr std::int64_t kMostMemoryMegabytes = 16384;

constexpr std::int64_t kMostWorkers = 16;
constexpr std::int64_t kShortestLeaseSeconds = 2;
constexpr std::int64_t kLongestLeaseSeconds = 3600;
constexpr std::int64_t kLongestRetrySeconds = 3600;
constexpr std::int64_t kLongestSettleSeconds = 3600;

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

void read_daemon(const TomlValue& table, Report& report, Settings& settings) {
  TableReader daemon(table, "[daemon]", report);
  if (const auto workers = daemon.integer("workers", 1, kMostWorkers, Presence::optional))
    settings.daemon.workers = static_cast<int>(*workers);
  if (const auto lease =
          daemon.integer("lease_seconds", kShortestLeaseSeconds, kLongestLeaseSeconds, Presence::optional))
    settings.daemon.lease = std::chrono::seconds(*lease);
  if (const auto retry = daemon.integer("retry_seconds", 1, kLongestRetrySeconds, Presence::optional))
    settings.daemon.retry = std::chrono::seconds(*retry);
  daemon.finish();
}

void read_inbox(const TomlValue& table, const std::filesystem::path& directory, Report& report, Settings& settings) {
  TableReader reader(table, "[inbox]", report);
  Inbox inbox;
  const auto written = reader.text("directory", Presence::required);
  if (const auto settle = reader.integer("settle_seconds", 1, kLongestSettleSeconds, Presence::optional))
    inbox.settle = std::chrono::seconds(*settle);
  reader.finish();
  if (!written) return;
  inbox.directory = resolved(directory, *written);
  settings.inbox = std::move(inbox);
}

void read_pupils(const TomlValue& table, const std::filesystem::path& directory, Report& report, Settings& settings) {
  TableReader reader(table, "[pupils]", report);
  if (const auto file = reader.text("key_file", Presence::required))
    settings.pupils.key_file = resolved(directory, *file);
  reader.finish();
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
  if (const TomlValue* daemon = reader.value("daemon", TomlKind::table, Presence::optional))
    read_daemon(*daemon, report, settings);
  if (const TomlValue* inbox = reader.value("inbox", TomlKind::table, Presence::optional))
    read_inbox(*inbox, directory, report, settings);
  if (const TomlValue* pupils = reader.value("pupils", TomlKind::table, Presence::optional))
    read_pupils(*pupils, directory, report, settings);
  if (const TomlValue* retention = reader.value("retention", TomlKind::table, Presence::optional))
    read_retention(*retention, report, settings);
  settings.mail.directory = settings.state_directory / "mail";
  if (const TomlValue* mail = reader.value("mail", TomlKind::table, Presence::optional))
    read_mail(*mail, directory, report, settings);
  if (const TomlValue* web = reader.value("web", TomlKind::table, Presence::optional))
    read_web(*web, directory, report, settings);
  reader.finish();
  return config;
}

}  // namespace termwise::settings
