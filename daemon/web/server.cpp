#include "web/server.h"

#include <signal.h>
#include <sys/socket.h>

#include <cerrno>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include "base/file.h"
#include "base/log.h"
#include "web/listener.h"
#include "web/session.h"

namespace termwise::web {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::chrono::seconds kLongestStop{2};
constexpr std::chrono::seconds kAcceptRetry{1};  // when the machine has no more file descriptors

// Threads that are started meanwhile take no signal: those are for the thread that owns the process.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;
  ~SignalsBlocked() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

}  // namespace

struct Server::State {
  State(Listener socket, std::unique_ptr<AccessLog> access_log, const settings::WebSettings& settings, Handler handler,
        ServerLimits limits)
      : listener(std::move(socket)),
        context{std::move(handler), settings.identity_header, limits, std::move(access_log),
                Sessions(limits.maximum_connections)} {
    arrivals.assign(listener.fd());
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  ~State() {
    asio::post(accepting, [this] {
      arrivals.release();
      retry.cancel();
    });
    context.sessions.stop();
    {
      // With nothing left to do, the threads end of themselves.
      std::unique_lock lock(mutex);
      ended.wait_for(lock, kLongestStop, [this] { return running == 0; });
    }
    loop.stop();
    for (auto& thread : threads) thread.join();
    if (arrivals.is_open()) arrivals.release();  // the descriptor is the listener's to close
  }

  void start() {
    wait_for_arrivals();
    const SignalsBlocked blocked;
    for (int i = 0; i < kThreads; ++i) {
      {
        const std::lock_guard lock(mutex);
        ++running;
      }
      threads.emplace_back([this] { work(); });
    }
  }

  void work() {
    bool over = false;
    while (!over) {
      try {
        loop.run();
        over = true;
      } catch (const std::exception& error) {
        log(LogLevel::error, "A connection to the report pages failed.", {{"cause", error.what()}});
      }
    }
    {
      const std::lock_guard lock(mutex);
      --running;
    }
    ended.notify_all();
  }

  void wait_for_arrivals() {
    arrivals.async_wait(asio::posix::stream_descriptor::wait_read,
                        asio::bind_executor(accepting, [this](error_code error) {
                          if (!error) accept();
                        }));
  }

  void accept() {
    while (true) {
      UniqueFd connection(::accept4(listener.fd(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
      if (!connection && (errno == EINTR || errno == ECONNABORTED)) continue;
      if (!connection && (errno == EAGAIN || errno == EWOULDBLOCK)) return wait_for_arrivals();
      if (!connection) return try_later(errno);
      const auto session = make_session(loop, std::move(connection), context);
      if (context.sessions.add(session)) session->start();
    }
  }

  void try_later(int error_number) {
    log(LogLevel::warning, "The report pages cannot take a connection just now.",
        {{"cause", system_message(error_number)}});
    retry.expires_after(kAcceptRetry);
    retry.async_wait(asio::bind_executor(accepting, [this](error_code error) {
      if (!error) accept();
    }));
  }

  // In this order: what is destroyed first may still use what stands above it.
  Listener listener;
  Context context;
  asio::io_context loop{kThreads};
  asio::strand<asio::io_context::executor_type> accepting{loop.get_executor()};
  asio::posix::stream_descriptor arrivals{loop};
  asio::steady_timer retry{loop};
  std::mutex mutex;
  std::condition_variable ended;
  int running = 0;
  std::vector<std::thread> threads;
};

Result<Server> Server::start(const settings::WebSettings& settings, Handler handler, ServerLimits limits) {
  TERMWISE_TRY(auto access_log, AccessLog::open(settings.access_log));
  TERMWISE_TRY(auto listener, Listener::open(settings));
  try {
    auto state =
        std::make_unique<State>(std::move(listener), std::move(access_log), settings, std::move(handler), limits);
    state->start();
    return Server(std::move(state));
  } catch (const std::exception& error) {
    return Error{ExitCode::unavailable,
                 std::string("The report pages cannot be served: ") + error.what() +
                     ". The machine lacks threads or open files; raise the limits of the service."};
  }
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::~Server() = default;
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;

std::uint16_t Server::port() const { return state_->listener.port(); }
std::uint64_t Server::requests() const { return state_->context.requests.load(); }

}  // namespace termwise::web
