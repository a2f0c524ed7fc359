#include "store/cluster.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>

#include <fmt/format.h>

#include "base/file.h"
#include "store/cluster_home.h"
#include "store/cluster_server.h"

namespace termwise::store {
namespace fs = std::filesystem;

namespace {

// The lock belongs to whom the directory belongs to, so that a command run as root does not lock the daemon out.
Result<UniqueFd> open_lock(const fs::path& directory, const char* name) {
  const fs::path path = directory / name;
  UniqueFd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  struct stat owner {};
  if (fd && (::geteuid() != 0 ||
             (::stat(directory.c_str(), &owner) == 0 && ::fchown(fd.get(), owner.st_uid, owner.st_gid) == 0)))
    return fd;
  return Error{errno == EACCES ? ExitCode::not_allowed : ExitCode::cannot_create,
               fmt::format("The state directory cannot be used: {}. Run Termwise as the user it belongs to.",
                           system_message(errno)),
               Location{path.string()}};
}

bool lock(const UniqueFd& fd, int operation) {
  int result = 0;
  while ((result = ::flock(fd.get(), operation)) != 0 && errno == EINTR) {
  }
  return result == 0;
}

// Stands in the state directory while the server is to run without a holder.
fs::path keep_marker(const fs::path& state_directory) { return state_directory / "keep-running"; }

}  // namespace

// Two locks, both let go by the kernel when their holder dies. start.lock: whoever starts or stops the server, or
// decides that neither is needed, is alone in doing so. holders.lock: shared by all who use the server; who gets it
// exclusively, under start.lock, is the last.
struct EmbeddedCluster::State {
  fs::path state_directory;
  UniqueFd start;
  UniqueFd holders;
  std::optional<ClusterHome> home;

  ~State() {
    if (!home) return;
    lock(start, LOCK_EX);
    lock(holders, LOCK_UN);
    std::error_code unknown;
    const bool kept = fs::exists(keep_marker(state_directory), unknown);
    if (!kept && lock(holders, LOCK_EX | LOCK_NB)) stop_server(*home);
    lock(holders, LOCK_UN);
    lock(start, LOCK_UN);
  }
};

EmbeddedCluster::EmbeddedCluster(std::unique_ptr<State> state) : state_(std::move(state)) {}
EmbeddedCluster::~EmbeddedCluster() = default;
EmbeddedCluster::EmbeddedCluster(EmbeddedCluster&&) noexcept = default;
EmbeddedCluster& EmbeddedCluster::operator=(EmbeddedCluster&&) noexcept = default;

Result<EmbeddedCluster> EmbeddedCluster::acquire(const fs::path& state_directory) {
  std::error_code failed;
  fs::create_directories(state_directory, failed);
  if (failed)
    return Error{ExitCode::cannot_create,
                 fmt::format("The state directory cannot be made: {}. Choose another [paths] state.", failed.message()),
                 Location{state_directory.string()}};
  const fs::path directory = fs::canonical(state_directory, failed);
  auto state = std::make_unique<State>();
  state->state_directory = directory;
  TERMWISE_TRY(state->start, open_lock(directory, "start.lock"));
  TERMWISE_TRY(state->holders, open_lock(directory, "holders.lock"));

  lock(state->start, LOCK_EX);
  TERMWISE_TRY(ClusterHome home, find_or_make_home(directory));
  TERMWISE_CHECK(ensure_running(home));
  lock(state->holders, LOCK_SH);
  state->home = std::move(home);
  lock(state->start, LOCK_UN);
  return EmbeddedCluster(std::move(state));
}

Result<void> EmbeddedCluster::keep_running(const fs::path& state_directory) {
  const fs::path marker = keep_marker(state_directory);
  const UniqueFd fd(::open(marker.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  if (!fd)
    return Error{ExitCode::cannot_create, fmt::format("This file cannot be made: {}.", system_message(errno)),
                 Location{marker.string()}};
  return {};
}

Result<bool> EmbeddedCluster::stop(const fs::path& state_directory) {
  std::error_code unknown;
  if (!fs::exists(state_directory / "holders.lock", unknown))
    return Error{ExitCode::unavailable, "There is no embedded database here yet, so nothing is running.",
                 Location{state_directory.string()}};
  TERMWISE_TRY(const UniqueFd start, open_lock(state_directory, "start.lock"));
  TERMWISE_TRY(const UniqueFd holders, open_lock(state_directory, "holders.lock"));
  lock(start, LOCK_EX);
  fs::remove(keep_marker(state_directory), unknown);
  if (!lock(holders, LOCK_EX | LOCK_NB)) return false;
  TERMWISE_TRY(const ClusterHome home, find_or_make_home(state_directory));
  stop_server(home);
  return true;
}

std::string EmbeddedCluster::url() const { return cluster_url(*state_->home, "termwise"); }

}  // namespace termwise::store
