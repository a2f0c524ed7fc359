#include "web/listener.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>
#include <string_view>

#include <fmt/format.h>

#include "base/file.h"

namespace termwise::web {
namespace {

constexpr int kBacklog = 128;
constexpr mode_t kSocketMode = 0660;

struct TcpAddress {
  sockaddr_storage bytes{};
  socklen_t size = 0;
  std::string shown;  // "127.0.0.1:8080", "[::1]:8080"
};

Result<TcpAddress> loopback(const std::string& address, std::uint16_t port) {
  TcpAddress found;
  in_addr four{};
  in6_addr six{};
  if (::inet_pton(AF_INET, address.c_str(), &four) == 1 && (ntohl(four.s_addr) >> 24) == 127) {
    sockaddr_in in{};
    in.sin_family = AF_INET;
    in.sin_port = htons(port);
    in.sin_addr = four;
    std::memcpy(&found.bytes, &in, sizeof in);
    found.size = sizeof in;
    found.shown = fmt::format("{}:{}", address, port);
    return found;
  }
  if (::inet_pton(AF_INET6, address.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six)) {
    sockaddr_in6 in{};
    in.sin6_family = AF_INET6;
    in.sin6_port = htons(port);
    in.sin6_addr = six;
    std::memcpy(&found.bytes, &in, sizeof in);
    found.size = sizeof in;
    found.shown = fmt::format("[{}]:{}", address, port);
    return found;
  }
  return Error{
      ExitCode::unavailable,
      fmt::format("The report pages do not listen on '{}', which is not an address of this machine itself. Set "
                  "127.0.0.1 or ::1 under [web], and let a reverse proxy serve other machines.",
                  address)};
}

std::string tcp_remedy(int error_number) {
  if (error_number == EADDRINUSE)
    return "another program listens there already. Stop that program, or set another port under [web]";
  if (error_number == EACCES)
    return "the user who runs Termwise may not. Ports below 1024 are for root; set a higher port under [web]";
  if (error_number == EADDRNOTAVAIL) return "this machine has no such address. Set 127.0.0.1 under [web]";
  return system_message(error_number);
}

Error socket_error(const std::filesystem::path& path, std::string_view why) {
  return {ExitCode::cannot_create,
          fmt::format("The report pages cannot listen on the Unix socket {}: {}.", path.string(), why)};
}

std::string socket_remedy(int error_number) {
  if (error_number == EACCES || error_number == EROFS)
    return "the user who runs Termwise may not write into its directory. Change the directory's owner or mode";
  if (error_number == ENOENT || error_number == ENOTDIR)
    return "there is no such directory. Make it, or set another socket under [web]";
  return system_message(error_number);
}

sockaddr_un unix_address(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.c_str(), path.native().size());
  return address;
}

template <typename Address>
const sockaddr* generic(const Address& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

// Removes a socket file that nobody listens on. Anything else that stands there is an error.
Result<void> clear_the_way(const std::filesystem::path& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) return {};
    return socket_error(path, socket_remedy(errno));
  }
  if (!S_ISSOCK(status.st_mode))
    return socket_error(path,
                        "a file that is not a socket stands there. Move it away, or set another path under [web]");
  const UniqueFd probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!probe) return socket_error(path, system_message(errno));
  const sockaddr_un address = unix_address(path);
  if (::connect(probe.get(), generic(address), sizeof address) == 0 || errno == EAGAIN)
    return socket_error(path, "another program answers there already. Stop it, or set another path under [web]");
  if (errno != ECONNREFUSED) return socket_error(path, socket_remedy(errno));
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return socket_error(path, socket_remedy(errno));
  return {};
}

// Closes the race between two programs of which each finds the other's socket not yet listening and removes it.
UniqueFd lock_directory(const std::filesystem::path& path) {
  const auto parent = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  UniqueFd directory(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory && ::flock(directory.get(), LOCK_EX) != 0) directory.reset();
  return directory;
}

}  // namespace

Result<Listener> Listener::open(const settings::WebSettings& settings) {
  return settings.socket.empty() ? open_tcp(settings) : open_unix(settings.socket);
}

Result<Listener> Listener::open_tcp(const settings::WebSettings& settings) {
  TERMWISE_TRY(const TcpAddress address, loopback(settings.address, settings.port));
  const auto failure = [&] {
    return Error{ExitCode::unavailable,
                 fmt::format("The report pages cannot listen on {}: {}.", address.shown, tcp_remedy(errno))};
  };
  Listener made;
  made.fd_.reset(::socket(address.bytes.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!made.fd_) return failure();
  const int on = 1;
  // After a restart, connections of the server before may still be dying.
  if (::setsockopt(made.fd_.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0) return failure();
  // Linux hands this on to every accepted connection.
  if (::setsockopt(made.fd_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0) return failure();
  if (::bind(made.fd_.get(), generic(address.bytes), address.size) != 0) return failure();
  if (::listen(made.fd_.get(), kBacklog) != 0) return failure();
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  if (::getsockname(made.fd_.get(), reinterpret_cast<sockaddr*>(&bound), &size) != 0) return failure();
  made.port_ = ntohs(bound.ss_family == AF_INET ? reinterpret_cast<const sockaddr_in*>(&bound)->sin_port
                                                : reinterpret_cast<const sockaddr_in6*>(&bound)->sin6_port);
  return made;
}

Result<Listener> Listener::open_unix(const std::filesystem::path& path) {
  if (path.native().size() > kMaximumSocketPath)
    return socket_error(path,
                        fmt::format("the path has {} bytes, and a socket's may have {}. Set a shorter one under [web]",
                                    path.native().size(), kMaximumSocketPath));
  const UniqueFd directory = lock_directory(path);
  if (!directory) return socket_error(path, socket_remedy(errno));
  TERMWISE_CHECK(clear_the_way(path));
  Listener made;
  made.fd_.reset(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!made.fd_) return socket_error(path, system_message(errno));
  const sockaddr_un address = unix_address(path);
  if (::bind(made.fd_.get(), generic(address), sizeof address) != 0) return socket_error(path, socket_remedy(errno));
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return socket_error(path, socket_remedy(errno));
  made.socket_ = path;
  made.device_ = status.st_dev;
  made.inode_ = status.st_ino;
  // Nobody can connect before listen(), so nobody meets the mode that the umask left.
  if (::chmod(path.c_str(), kSocketMode) != 0) return socket_error(path, socket_remedy(errno));
  if (::listen(made.fd_.get(), kBacklog) != 0) return socket_error(path, socket_remedy(errno));
  return made;
}

Listener::~Listener() {
  if (socket_.empty()) return;
  const UniqueFd directory = lock_directory(socket_);
  struct stat status {};
  if (::lstat(socket_.c_str(), &status) == 0 && status.st_dev == device_ && status.st_ino == inode_)
    ::unlink(socket_.c_str());
}

std::string peer_name(int fd) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getpeername(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) return "-";
  if (address.ss_family == AF_UNIX) return "unix";
  char text[INET6_ADDRSTRLEN] = "-";
  if (address.ss_family == AF_INET)
    ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(&address)->sin_addr, text, sizeof text);
  else
    ::inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6*>(&address)->sin6_addr, text, sizeof text);
  return text;
}

}  // namespace termwise::web
