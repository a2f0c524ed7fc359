#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/workspace.h"
#include "base/file.h"

namespace termwise::app {
namespace {

int embedded_only() {
  return fail({ExitCode::configuration,
               "This configuration uses a PostgreSQL server by URL, which Termwise neither starts nor stops."});
}

}  // namespace

int db_start_command(const settings::Settings& settings) {
  if (!settings.database.embedded) return embedded_only();
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  const auto kept = store::EmbeddedCluster::keep_running(settings.state_directory);
  if (!kept) return fail(kept.error());
  fmt::print("PostgreSQL is running and stays so until 'termwise db stop'. Its address:\n{}\n", access->url());
  return 0;
}

int db_stop_command(const settings::Settings& settings) {
  if (!settings.database.embedded) return embedded_only();
  const auto stopped = store::EmbeddedCluster::stop(settings.state_directory);
  if (!stopped) return fail(stopped.error());
  fmt::print("{}\n", stopped.value() ? "PostgreSQL is stopped."
                                     : "PostgreSQL stops as soon as the programs that still use it end.");
  return 0;
}

int db_migrate_command(const settings::Settings& settings) {
  std::optional<store::EmbeddedCluster> cluster;
  std::string url = settings.database.url;
  if (settings.database.embedded) {
    auto acquired = store::EmbeddedCluster::acquire(settings.state_directory);
    if (!acquired) return fail(acquired.error());
    url = acquired->url();
    cluster = std::move(acquired).value();
  }
  const auto applied = store::migrate(url);
  if (!applied) return fail(applied.error());
  for (const auto& migration : applied.value()) fmt::print("Applied {:04} {}\n", migration.number, migration.name);
  if (applied.value().empty()) fmt::print("The schema is up to date; nothing was changed.\n");
  return 0;
}

int db_psql_command(const settings::Settings& settings, const std::vector<std::string>& arguments) {
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  // psql must not outlive the cluster that it talks to, so this program waits for it.
  const auto environment = store::connection_environment(access->url());
  if (!environment) return fail(environment.error());
  std::vector<std::string> words{"psql"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const pid_t child = ::fork();
  if (child < 0) return fail({ExitCode::try_again, "psql cannot be started: " + system_message(errno) + "."});
  if (child == 0) {
    // By the environment, which only this user can read: a password must not stand on a command line.
    for (const auto& [name, value] : environment.value()) ::setenv(name.c_str(), value.c_str(), 1);
    ::execvp("psql", argv.data());
    ::_exit(127);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
    return fail({ExitCode::unavailable, "The program psql is not installed. Install postgresql-client."});
  // psql says 1 of its own trouble, 2 of a lost connection, 3 of a statement that failed.
  if (!WIFEXITED(status)) return static_cast<int>(ExitCode::internal);
  if (WEXITSTATUS(status) == 0) return 0;
  return static_cast<int>(WEXITSTATUS(status) == 2 ? ExitCode::unavailable : ExitCode::data);
}

}  // namespace termwise::app
