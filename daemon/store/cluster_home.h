// Where an embedded cluster's files are, whose they are, and which PostgreSQL they belong to. For this folder only.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/process.h"
#include "base/result.h"

namespace termwise::store {

struct ClusterHome {
  std::filesystem::path directory;  // mode 0700, its user's: data/, log, and the socket
  std::filesystem::path programs;   // PostgreSQL's bin directory
  std::optional<UnixUser> user;     // to drop to; none when this process is not root
  std::filesystem::path data() const { return directory / "data"; }
  std::filesystem::path log() const { return directory / "log"; }
};

// A Unix socket's path, its terminating NUL included, has 108 bytes.
inline constexpr std::size_t kLongestSocketPath = 107;

// The home of the cluster of this state directory. The first time it is made and filled by initdb: inside the state
// directory, or, where PostgreSQL's user cannot enter that or the socket's path would be too long, in a directory of
// its own under /var/tmp, to which a pointer file in the state directory leads.
Result<ClusterHome> find_or_make_home(const std::filesystem::path& state_directory);

std::string cluster_url(const ClusterHome& home, const std::string& database);

}  // namespace termwise::store
