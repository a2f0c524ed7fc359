// One connection: reads requests within limits of size and time, has them answered, and writes the answers, one after
// the other. (Boost.Asio and Beast are in session.cpp.)
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/unique_fd.h"
#include "web/access_log.h"
#include "web/http.h"
#include "web/server.h"

namespace boost::asio {
class io_context;
}

namespace termwise::web {

class Session {
 public:
  virtual ~Session() = default;
  virtual void start() = 0;
  virtual void stop() = 0;  // from any thread: closes, once what is being answered has been
};

// The connections that are open. It does not keep them alive.
class Sessions {
 public:
  explicit Sessions(std::size_t most) : most_(most) {}
  bool add(const std::shared_ptr<Session>& session);  // false: there are too many, or no more are wanted
  void remove(const Session* session);
  void stop();  // all of them, and takes no more
  bool stopping() const { return stopping_.load(); }

 private:
  const std::size_t most_;
  std::mutex mutex_;
  std::map<const Session*, std::weak_ptr<Session>> open_;
  std::atomic<bool> stopping_{false};
};

// What the connections of one server share. It outlives them.
struct Context {
  Handler handler;
  std::string identity_header;
  ServerLimits limits;
  std::unique_ptr<AccessLog> access_log;
  Sessions sessions;
  std::atomic<std::uint64_t> requests{0};
};

// `connection` is an accepted socket.
std::shared_ptr<Session> make_session(boost::asio::io_context& loop, UniqueFd connection, Context& context);

}  // namespace termwise::web
