#include "store/cluster_home.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"

namespace termwise::store {
namespace fs = std::filesystem;

namespace {

constexpr int kOldestMajor = 15;
constexpr std::string_view kInside = "postgresql";        // the home in the state directory
constexpr std::string_view kPointer = "postgresql.path";  // or a file there that says where it is
constexpr std::string_view kElsewhere = "/var/tmp/termwise-XXXXXX";
constexpr std::string_view kSocketName = "/.s.PGSQL.5432";
constexpr std::uint64_t kPointerLimit = 4096;

struct Programs {
  fs::path directory;
  int major = 0;
};

// "postgres (PostgreSQL) 15.20 (Debian 15.20-0)" is 15.
int major_version(const fs::path& postgres) {
  const auto run = run_process({postgres, {"-V"}, {"LC_ALL=C"}, "/", std::nullopt, -1});
  if (!run || !run->success) return 0;
  constexpr std::string_view kMarker = "(PostgreSQL) ";
  const std::size_t at = run->output.find(kMarker);
  int major = 0;
  if (at != std::string::npos)
    std::from_chars(run->output.data() + at + kMarker.size(), run->output.data() + run->output.size(), major);
  return major;
}

void add_if_complete(std::vector<Programs>& found, const fs::path& directory) {
  std::error_code failed;
  if (!fs::exists(directory / "postgres", failed) || !fs::exists(directory / "initdb", failed)) return;
  if (const int major = major_version(directory / "postgres"); major > 0) found.push_back({directory, major});
}

// Every PostgreSQL on this machine, newest first: Debian's places, and where a pg_config on PATH points.
std::vector<Programs> installed_programs() {
  std::vector<Programs> found;
  std::error_code failed;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", failed))
    add_if_complete(found, version.path() / "bin");
  const char* path = std::getenv("PATH");
  std::string_view rest = path == nullptr ? "" : path;
  while (found.empty() && !rest.empty()) {
    const std::string_view entry = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(rest.size(), entry.size() + 1));
    const fs::path program = fs::path(entry) / "pg_config";
    if (entry.empty() || !fs::exists(program, failed)) continue;
    const auto run = run_process({program, {"--bindir"}, {"PATH=" + std::string(path)}, "/", std::nullopt, -1});
    if (run && run->success) add_if_complete(found, std::string(trim(run->output)));
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.major > b.major; });
  return found;
}

// Whom the server runs as: nobody else than this process, or, for root, the owner of what is there already.
Result<std::optional<UnixUser>> server_user(const fs::path& existing) {
  if (::geteuid() != 0) return std::optional<UnixUser>();
  struct stat status {};
  if (::stat(existing.c_str(), &status) == 0 && status.st_uid != 0)
    if (auto owner = find_user(status.st_uid)) return owner;
  for (const std::string name : {"termwise", "postgres"})
    if (auto user = find_user(name); user && user->uid != 0) return user;
  return Error{ExitCode::unavailable,
               "PostgreSQL refuses to run as root, and there is neither a user termwise nor a user postgres to run it. "
               "Install PostgreSQL (apt-get install postgresql), or run Termwise as an ordinary user."};
}

Result<std::optional<fs::path>> existing_home(const fs::path& state_directory) {
  const fs::path inside = state_directory / kInside;
  std::error_code failed;
  if (fs::exists(inside, failed)) return std::optional<fs::path>(inside);
  const fs::path pointer = state_directory / kPointer;
  if (!fs::exists(pointer, failed)) return std::optional<fs::path>();
  TERMWISE_TRY(const std::string content, read_file(pointer, kPointerLimit));
  const fs::path elsewhere = std::string(trim(content));
  if (fs::exists(elsewhere, failed)) return std::optional<fs::path>(elsewhere);
  return Error{ExitCode::unavailable,
               fmt::format("The database was in {}, and is gone. Restore that directory from a backup, or remove this "
                           "file to start with an empty database.",
                           elsewhere.string()),
               Location{pointer.string()}};
}

Error cannot_make(const fs::path& directory, int error) {
  return {ExitCode::cannot_create, fmt::format("The database's directory cannot be made: {}.", system_message(error)),
          Location{directory.string()}};
}

Result<void> write_pointer(const fs::path& pointer, const fs::path& home) {
  std::ofstream file(pointer);
  file << home.string() << '\n';
  file.close();
  if (file) return {};
  return Error{ExitCode::cannot_create, "This file cannot be written. Free some space or mend its permissions.",
               Location{pointer.string()}};
}

Result<fs::path> make_home(const fs::path& state_directory, const std::optional<UnixUser>& user) {
  fs::path home = state_directory / kInside;
  const bool short_enough = home.string().size() + kSocketName.size() <= kLongestSocketPath;
  if (short_enough && (!user || may_enter(*user, state_directory))) {
    if (::mkdir(home.c_str(), 0700) != 0) return cannot_make(home, errno);
  } else {
    std::string pattern(kElsewhere);
    if (::mkdtemp(pattern.data()) == nullptr) return cannot_make(pattern, errno);
    home = pattern;
    TERMWISE_CHECK(write_pointer(state_directory / kPointer, home));
  }
  if (user && ::chown(home.c_str(), user->uid, user->gid) != 0) return cannot_make(home, errno);
  return home;
}

// data/ appears only when it is complete, so that an interrupted initdb is simply done again.
Result<void> initialise(const ClusterHome& home) {
  const fs::path unfinished = home.directory / "data.unfinished";
  std::error_code failed;
  fs::remove_all(unfinished, failed);
  TERMWISE_TRY(const ProcessEnd run,
               run_process({home.programs / "initdb",
                            {"--pgdata=" + unfinished.string(), "--username=termwise", "--auth=trust",
                             "--encoding=UTF8", "--no-locale", "--no-instructions"},
                            {"LC_ALL=C", "PATH=/usr/bin:/bin", "TZ=UTC"},
                            home.directory,
                            home.user,
                            -1}));
  if (!run.success)
    return Error{ExitCode::cannot_create,
                 fmt::format("The database cannot be made: initdb {}. It said: {}", run.how, trim(run.output)),
                 Location{home.directory.string()}};
  fs::rename(unfinished, home.data(), failed);
  if (failed) return cannot_make(home.data(), failed.value());
  return {};
}

Result<fs::path> choose_programs(const fs::path& data) {
  const std::vector<Programs> installed = installed_programs();
  if (installed.empty())
    return Error{ExitCode::unavailable,
                 "PostgreSQL is not installed: neither /usr/lib/postgresql nor a pg_config on PATH leads to it. "
                 "Install it (apt-get install postgresql), or set url in [database]."};
  std::ifstream file(data / "PG_VERSION");
  int major = 0;
  if (!(file >> major)) {
    if (installed.front().major >= kOldestMajor) return installed.front().directory;
    return Error{ExitCode::unavailable, fmt::format("PostgreSQL {} is installed, and Termwise needs PostgreSQL {} or "
                                                    "later.",
                                                    installed.front().major, kOldestMajor)};
  }
  for (const auto& programs : installed)
    if (programs.major == major) return programs.directory;
  return Error{ExitCode::unavailable,
               fmt::format("The database was made by PostgreSQL {0}, and only PostgreSQL {1} is installed. Install "
                           "PostgreSQL {0} (apt-get install postgresql-{0}){2}.",
                           major, installed.front().major,
                           major < installed.front().major ? ", or convert the database with pg_upgrade" : ""),
               Location{data.string()}};
}

}  // namespace

Result<ClusterHome> find_or_make_home(const fs::path& state_directory) {
  TERMWISE_TRY(std::optional<fs::path> directory, existing_home(state_directory));
  ClusterHome home;
  TERMWISE_TRY(home.user, server_user(directory ? *directory : state_directory));
  TERMWISE_TRY(home.programs, choose_programs(directory ? *directory / "data" : fs::path()));
  if (directory) {
    home.directory = *directory;
  } else {
    TERMWISE_TRY(home.directory, make_home(state_directory, home.user));
  }
  std::error_code failed;
  if (!fs::exists(home.data(), failed)) TERMWISE_CHECK(initialise(home));
  return home;
}

std::string cluster_url(const ClusterHome& home, const std::string& database) {
  std::string host;
  for (const char c : home.directory.string()) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
                       c == '-' || c == '_' || c == '.';
    host += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return fmt::format("postgresql://termwise@/{}?host={}&port=5432", database, host);
}

}  // namespace termwise::store
