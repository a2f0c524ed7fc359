// The socket that the server listens on: loopback TCP or a Unix socket, never an address that other machines reach. TLS
// and signing in are a reverse proxy's business.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "base/result.h"
#include "base/unique_fd.h"
#include "settings/settings.h"

namespace termwise::web {

inline constexpr std::size_t kMaximumSocketPath = 107;  // bytes; what the kernel takes

class Listener {
 public:
  // Errors: exit 69 where an address cannot be listened on, 73 where a Unix socket cannot be made.
  static Result<Listener> open(const settings::WebSettings& settings);
  ~Listener();  // removes its Unix socket, unless another has taken its place
  Listener(Listener&&) noexcept = default;
  Listener& operator=(Listener&&) = delete;

  int fd() const { return fd_.get(); }          // non-blocking
  std::uint16_t port() const { return port_; }  // 0 for a Unix socket

 private:
  Listener() = default;
  static Result<Listener> open_tcp(const settings::WebSettings& settings);
  static Result<Listener> open_unix(const std::filesystem::path& path);

  UniqueFd fd_;
  std::uint16_t port_ = 0;
  std::filesystem::path socket_;  // empty once moved from
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

// Who is at the other end: an address, or "unix".
std::string peer_name(int fd);

}  // namespace termwise::web
