// The embedded default: a private PostgreSQL cluster on a Unix socket. Whoever needs it starts it; the last holder of
// a shared lock stops it, so several programs may overlap.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"

namespace termwise::store {

class EmbeddedCluster {
 public:
  // Creates the cluster on first use (1-2 s), starts it unless another holder runs it, and holds it. Run as root, the
  // cluster lives in a directory of its own, owned by the user it drops to, and state_directory holds the pointer.
  // Errors: 69 (no PostgreSQL programs installed, will not start: with the last lines of its log), 73 (the directory
  // cannot be made), 77.
  static Result<EmbeddedCluster> acquire(const std::filesystem::path& state_directory);
  ~EmbeddedCluster();  // lets go; the last holder stops the server
  EmbeddedCluster(EmbeddedCluster&&) noexcept;
  EmbeddedCluster& operator=(EmbeddedCluster&&) noexcept;

  std::string url() const;  // "postgresql:///termwise?host=/..."

  // From now on the last holder leaves the server running, until stop().
  static Result<void> keep_running(const std::filesystem::path& state_directory);
  // Ends keep_running(), and the server if nobody holds it. Returns whether it is stopped now; else its last holder
  // stops it. Error (exit 69): there is no cluster in this state directory.
  static Result<bool> stop(const std::filesystem::path& state_directory);

 private:
  struct State;
  explicit EmbeddedCluster(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace termwise::store
