// The HTTP server under the report pages (Boost.Beast, hidden here), on loopback or a Unix socket: reads requests
// within limits of size and time, gives them to a handler, and adds what every response has: security headers, no
// cache, a line in the access log. It trusts nothing of a request, and the proxy's identity header only where one is
// configured.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "settings/settings.h"
#include "web/http.h"

namespace termwise::web {

inline constexpr int kThreads = 2;                       // that answer requests
inline constexpr std::size_t kMaximumConnections = 200;  // beyond, a new one is closed at once
// For a whole request to arrive, and between two on a connection.
inline constexpr std::chrono::seconds kReadTimeout{15};
inline constexpr std::chrono::seconds kWriteTimeout{30};  // for a response to be taken

// What a server puts up with; tests lower it.
struct ServerLimits {
  std::size_t maximum_connections = kMaximumConnections;
  std::chrono::milliseconds read_timeout = kReadTimeout;
  std::chrono::milliseconds write_timeout = kWriteTimeout;
};

class Server {
 public:
  // Listens and answers from now on. `handler` is called on the server's threads, several at the same time; an
  // exception it throws is a 500 and a line in the log. Error (exit 69 or 73): the address or path cannot be listened
  // on.
  static Result<Server> start(const settings::WebSettings& settings, Handler handler, ServerLimits limits = {});
  // Stops listening and waits for what is being answered, at most two seconds; then it closes what is left. A handler
  // that has not returned by then is still waited for, since nothing can take it away from its thread.
  ~Server();
  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;

  std::uint16_t port() const;      // that it listens on (settings may say 0: any); 0 for a Unix socket
  std::uint64_t requests() const;  // answered so far

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace termwise::web
