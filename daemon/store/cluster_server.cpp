#include "store/cluster_server.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <libpq-fe.h>

#include "base/file.h"
#include "base/text.h"

namespace termwise::store {
namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

constexpr auto kLongestStart = 120s;  // recovery after a crash included
constexpr auto kLongestStop = 60s;
constexpr auto kLongestAftermath = 10s;  // in which the children of a killed server notice
constexpr auto kBetweenKnocks = 10ms;
constexpr std::size_t kLogTail = 2000;

// Processes of this cluster: a server's processes, and no others, have its data directory as working directory. (The
// number in postmaster.pid may, after a crash, be another program's by now.)
std::vector<pid_t> processes_of(const fs::path& data) {
  std::vector<pid_t> found;
  std::error_code failed;
  const fs::path wanted = fs::canonical(data, failed);
  for (const auto& entry : fs::directory_iterator("/proc", failed)) {
    const std::string name = entry.path().filename().string();
    pid_t pid = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (error != std::errc() || end != name.data() + name.size()) continue;
    std::error_code unreadable;
    if (fs::read_symlink(entry.path() / "cwd", unreadable) == wanted) found.push_back(pid);
  }
  return found;
}

// The server's own process: the one that postmaster.pid names, if it is one of the cluster's.
pid_t server_process(const ClusterHome& home) {
  std::ifstream file(home.data() / "postmaster.pid");
  pid_t pid = 0;
  if (!(file >> pid)) return 0;
  const auto all = processes_of(home.data());
  return std::find(all.begin(), all.end(), pid) == all.end() ? 0 : pid;
}

std::string log_tail(const ClusterHome& home) {
  std::ifstream file(home.log());
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return std::string(trim(text.size() > kLogTail ? std::string_view(text).substr(text.size() - kLogTail) : text));
}

Error will_not_start(const ClusterHome& home, std::string_view why) {
  return {ExitCode::unavailable, fmt::format("The database server {}. The end of its log: {}", why, log_tail(home)),
          Location{home.log().string()}};
}

// Settings are given at each start, so that a newer Termwise brings its own.
std::vector<std::string> server_arguments(const ClusterHome& home) {
  std::vector<std::string> arguments{"-D", home.data().string(), "-p", "5432"};
  for (const std::string& setting :
       {std::string("listen_addresses="), "unix_socket_directories=" + home.directory.string(),
        std::string("unix_socket_permissions=0700"), std::string("shared_buffers=64MB"),
        std::string("max_connections=30"), std::string("max_wal_size=1GB"), std::string("wal_buffers=16MB"),
        std::string("wal_level=minimal"), std::string("max_wal_senders=0"), std::string("wal_compression=off"),
        std::string("jit=off"), std::string("timezone=UTC"), std::string("log_timezone=UTC"),
        std::string("log_checkpoints=off"), std::string("lc_messages=C")}) {
    arguments.push_back("-c");
    arguments.push_back(setting);
  }
  return arguments;
}

// After kill -9 of a server its children may live a moment longer on the same files; then the file that names it goes,
// lest another program that got its number meanwhile look like it.
Result<void> clear_aftermath(const ClusterHome& home) {
  for (const pid_t pid : processes_of(home.data()))
    if (!wait_for_end(pid, kLongestAftermath))
      return will_not_start(home, fmt::format("died, and its process {} does not end", pid));
  std::error_code ignored;
  fs::remove(home.data() / "postmaster.pid", ignored);
  fs::remove(home.directory / ".s.PGSQL.5432.lock", ignored);
  return {};
}

Result<pid_t> start(const ClusterHome& home) {
  TERMWISE_CHECK(clear_aftermath(home));
  const UniqueFd log(::open(home.log().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600));
  if (!log)
    return Error{ExitCode::cannot_create, fmt::format("This file cannot be written: {}.", system_message(errno)),
                 Location{home.log().string()}};
  return start_process({home.programs / "postgres",
                        server_arguments(home),
                        {"LC_ALL=C", "PATH=/usr/bin:/bin", "TZ=UTC"},
                        home.directory,
                        home.user,
                        log.get()});
}

Result<void> wait_until_ready(const ClusterHome& home, pid_t pid) {
  const std::string url = cluster_url(home, "postgres");
  const auto deadline = std::chrono::steady_clock::now() + kLongestStart;
  while (PQping(url.c_str()) != PQPING_OK) {
    if (wait_for_end(pid, kBetweenKnocks)) return will_not_start(home, "will not start");
    if (std::chrono::steady_clock::now() > deadline) {
      ::kill(pid, SIGQUIT);
      wait_for_end(pid, kLongestStop);
      return will_not_start(home, "did not become ready in time");
    }
  }
  return {};
}

Result<void> make_database(const ClusterHome& home) {
  struct Closer {
    void operator()(PGconn* connection) const { PQfinish(connection); }
    void operator()(PGresult* result) const { PQclear(result); }
  };
  const std::unique_ptr<PGconn, Closer> connection(PQconnectdb(cluster_url(home, "postgres").c_str()));
  const auto run = [&](const char* statement) {
    return std::unique_ptr<PGresult, Closer>(PQexec(connection.get(), statement));
  };
  const auto found = run("SELECT FROM pg_database WHERE datname = 'termwise'");
  if (PQresultStatus(found.get()) == PGRES_TUPLES_OK && PQntuples(found.get()) == 1) return {};
  if (PQresultStatus(run("CREATE DATABASE termwise").get()) == PGRES_COMMAND_OK) return {};
  return Error{ExitCode::unavailable, fmt::format("The database cannot be made in the private PostgreSQL: {}.",
                                                  trim(PQerrorMessage(connection.get())))};
}

}  // namespace

Result<void> ensure_running(const ClusterHome& home) {
  pid_t pid = server_process(home);
  if (pid == 0) {
    TERMWISE_TRY(pid, start(home));
  }
  TERMWISE_CHECK(wait_until_ready(home, pid));
  return make_database(home);
}

void stop_server(const ClusterHome& home) {
  const pid_t pid = server_process(home);
  if (pid == 0) return;
  ::kill(pid, SIGINT);  // fast: connections are ended, everything is written
  if (wait_for_end(pid, kLongestStop)) return;
  ::kill(pid, SIGQUIT);  // at once; the next start recovers from the log
  wait_for_end(pid, kLongestStop);
}

}  // namespace termwise::store
