#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <sys/timex.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/workspace.h"
#include "base/text.h"
#include "calendar/london.h"
#include "sandbox/sealed_memory.h"
#include "settings/plugin_lock.h"
#include "store/quarantine.h"

namespace termwise::app {
namespace {

namespace fs = std::filesystem;

// A warning is something to know of; what is wrong keeps Termwise from its work.
enum class State { well, warning, wrong };

struct Finding {
  std::string about;
  State state;
  std::string sentence;
};

class Examination {
 public:
  void note(std::string about, State state, std::string sentence) {
    findings_.push_back({std::move(about), state, std::move(sentence)});
  }
  void note(std::string about, bool well, std::string sentence, std::string otherwise) {
    note(std::move(about), well ? State::well : State::wrong, well ? std::move(sentence) : std::move(otherwise));
  }
  const std::vector<Finding>& findings() const { return findings_; }

 private:
  std::vector<Finding> findings_;
};

std::string_view name(State state) {
  if (state == State::well) return "well";
  return state == State::warning ? "warning" : "wrong";
}

void examine_kernel(Examination& examination) {
  struct utsname system {};
  ::uname(&system);
  examination.note("kernel", State::well,
                   fmt::format("The kernel is {} {} on {}.", system.sysname, system.release, system.machine));
  const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (abi >= 1)
    examination.note("landlock", State::well,
                     fmt::format("The kernel has Landlock (ABI {}): plugins can reach no files.", abi));
  else
    examination.note(
        "landlock", State::warning,
        "The kernel has no Landlock, so that while a plugin is loaded only the user's own rights keep files "
        "from it. Use Linux 5.13 or later with `landlock` in its lsm= parameter.");
  const auto sealed = [] {
    auto memory = sandbox::SealedMemory::create("termwise-doctor");
    return memory.ok() && std::move(*memory).seal().ok();
  };
  examination.note(
      "sealed-memory", sealed(), "Facts can be sealed before a plugin is given them.",
      "Memory cannot be sealed here, and no plugin is run without that. Use Linux 3.17 or later, and allow "
      "memfd_create where a container forbids it.");
}

void examine_host(Examination& examination) {
  // Not a library, so that the host does all that it does before it loads one, and says so.
  const auto nothing = sandbox::PluginFile::from_bytes("doctor", "no library");
  const auto answer = nothing ? plugin_host().describe(*nothing, {}) : Result<sandbox::Description>(nothing.error());
  if (!answer || answer->outcome.ending != sandbox::Ending::refused)
    return examination.note(
        "plugin-host", State::wrong,
        answer ? fmt::format("The plugin host starts and does not do its work. {}", answer->outcome.sentence)
               : answer.error().message);
  examination.note("plugin-host", State::well, "The plugin host is found and starts.");
  if (answer->outcome.lacking.seccomp)
    examination.note(
        "seccomp", State::warning,
        "The plugin host has to do without seccomp, so that a plugin can make every system call that its "
        "user may. Use a kernel with CONFIG_SECCOMP_FILTER, and allow seccomp where a container forbids it.");
  else
    examination.note("seccomp", State::well,
                     "The plugin host confines plugins to the system calls that computing needs.");
}

void examine_clock(Examination& examination) {
  struct timex state {};
  const std::string now = calendar::london_minute(std::chrono::system_clock::now());
  if (::adjtimex(&state) == TIME_ERROR)
    examination.note(
        "clock", State::warning,
        fmt::format("In London it is {} by this machine's clock, which nothing keeps right. Switch on time "
                    "synchronisation: timedatectl set-ntp true",
                    now));
  else
    examination.note("clock", State::well, fmt::format("In London it is {}.", now));
  constexpr char kZone[] = "/usr/share/zoneinfo/Europe/London";
  examination.note(
      "time-zones", ::access(kZone, R_OK) == 0, "The time zone of London is known.",
      fmt::format("The file {} is missing, by which the database knows London's time. Install tzdata.", kZone));
}

void examine_state(Examination& examination, const settings::Settings& settings) {
  fs::path place = settings.state_directory;
  std::error_code ignored;
  while (!fs::exists(place, ignored) && place.has_relative_path()) place = place.parent_path();
  examination.note("state-directory", ::faccessat(AT_FDCWD, place.c_str(), W_OK | X_OK, AT_EACCESS) == 0,
                   fmt::format("The state directory {} can be written to.", settings.state_directory.string()),
                   fmt::format("The state directory {} cannot be written to by user {}. Run this as the user of the "
                               "service, or make that user its owner.",
                               settings.state_directory.string(), ::geteuid()));
}

Result<std::vector<store::Quarantine>> ask_database(const settings::Settings& settings) {
  TERMWISE_TRY(const auto access, DatabaseAccess::open(settings));
  TERMWISE_TRY(store::Reader reader, store::Reader::open(access.url()));
  return store::list_quarantine(reader);
}

// To look is not to make one.
bool has_no_cluster_yet(const settings::Settings& settings) {
  std::error_code ignored;
  return settings.database.embedded && !fs::exists(settings.state_directory / "postgresql", ignored) &&
         !fs::exists(settings.state_directory / "postgresql.path", ignored);
}

void examine_database(Examination& examination, const settings::Settings& settings) {
  if (has_no_cluster_yet(settings))
    return examination.note("database", State::well,
                            "There is no database yet. The first command that needs it makes it.");
  const auto held = ask_database(settings);
  if (!held) return examination.note("database", State::wrong, held.error().text());
  examination.note("database", State::well, "PostgreSQL answers, and its schema is of this version of Termwise.");
  if (held->empty()) examination.note("quarantine", State::well, "No plugin is in quarantine.");
  for (const auto& one : *held)
    examination.note(
        "quarantine", State::warning,
        fmt::format("The plugin {0} has been in quarantine for {1} of LA {2} since {3}. Install a corrected "
                    "one, or run: termwise plugin release {0} --job {1}",
                    one.plugin, one.job, one.la.text(), calendar::london_minute(one.since)));
}

void examine_plugins(Examination& examination, const settings::Settings& settings) {
  const auto lock = settings::read_plugin_lock(settings.main_file);
  const auto path = settings::plugin_lock_of(settings.main_file).string();
  if (!lock)
    examination.note("plugins-lock", State::wrong, lock.error().text());
  else if (!*lock)
    examination.note("plugins-lock", State::warning, no_plugin_lock(settings));
  else
    examination.note("plugins-lock", State::well, fmt::format("Only plugins listed in {} are loaded.", path));
  const auto checked = jobs::load_catalogue(settings, plugin_host());
  for (const auto& plugin : checked.catalogue.plugins)
    examination.note("plugin", State::well,
                     fmt::format("The plugin {} {} can be loaded from {}.", plugin.name, plugin.manifest.version,
                                 plugin.file.name()));
  for (const auto& refused : checked.catalogue.refused) examination.note("plugin", State::wrong, refused.sentence);
}

void examine_configuration(Examination& examination, const fs::path& config) {
  const auto loaded = settings::load(config);
  if (!loaded.settings) {
    examination.note("configuration", State::wrong,
                     fmt::format("The configuration has {}, the first of them {} `termwise check` names them all. The "
                                 "database, the plugins and the state directory were not looked at.",
                                 counted(static_cast<long long>(loaded.errors.size()), "error", "errors"),
                                 loaded.errors.front().text()));
    return;
  }
  examination.note("configuration", State::well, fmt::format("The configuration {} can be read.", config.string()));
  examine_state(examination, *loaded.settings);
  examine_database(examination, *loaded.settings);
  examine_plugins(examination, *loaded.settings);
}

}  // namespace

int doctor_command(const DoctorOptions& options) {
  Examination examination;
  examine_kernel(examination);
  examine_host(examination);
  examine_clock(examination);
  examine_configuration(examination, options.config);

  auto list = nlohmann::ordered_json::array();
  bool wrong = false;
  for (const auto& finding : examination.findings()) {
    wrong = wrong || finding.state == State::wrong;
    list.push_back({{"about", finding.about}, {"state", name(finding.state)}, {"sentence", finding.sentence}});
    if (!options.json) fmt::print("{:<8} {}\n", name(finding.state), finding.sentence);
  }
  if (options.json) fmt::print("{}\n", list.dump(2));
  return static_cast<int>(wrong ? ExitCode::unavailable : ExitCode::ok);
}

}  // namespace termwise::app
