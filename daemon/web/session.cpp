#include "web/session.h"

#include <sys/socket.h>

#include <array>
#include <chrono>
#include <exception>
#include <utility>

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>

#include "base/log.h"
#include "web/listener.h"
#include "web/multipart.h"
#include "web/request_head.h"
#include "web/response_head.h"
#include "web/target.h"

namespace termwise::web {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using std::chrono::steady_clock;

// How long, and for how many bytes, a connection that is done with is still listened to. Without that, closing it would
// make the kernel tell a client that is still sending to forget the answer.
constexpr std::chrono::seconds kLinger{2};
constexpr std::size_t kLingerBytes = 256u << 10;
constexpr std::size_t kReadSize = 4096;
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

// Everything after start() runs on the connection's strand, the handler included.
class HttpSession final : public Session, public std::enable_shared_from_this<HttpSession> {
 public:
  HttpSession(asio::io_context& loop, UniqueFd connection, int family, Context& context)
      : stream_(asio::make_strand(loop)), context_(context), peer_(peer_name(connection.get())) {
    stream_.socket().assign(asio::generic::stream_protocol(family, 0), connection.get());
    connection.release();
  }
  HttpSession(const HttpSession&) = delete;
  HttpSession& operator=(const HttpSession&) = delete;
  ~HttpSession() override { context_.sessions.remove(this); }

  void start() override {
    asio::post(stream_.get_executor(), [self = shared_from_this()] { self->next_request(); });
  }

  void stop() override {
    asio::post(stream_.get_executor(), [self = shared_from_this()] {
      if (self->phase_ != Phase::answering) self->stream_.close();
    });
  }

 private:
  enum class Phase { waiting, reading, answering, ending };

  void next_request() {
    head_ = {};
    seen_ = 0;
    head_size_ = 0;
    phase_ = Phase::waiting;
    stream_.expires_after(context_.limits.read_timeout);
    if (buffer_.empty()) return read();
    begin();
    look();
  }

  // The first byte of a request is there.
  void begin() {
    phase_ = Phase::reading;
    began_ = steady_clock::now();
    stream_.expires_after(context_.limits.read_timeout);
  }

  void read() {
    stream_.async_read_some(asio::buffer(chunk_), [self = shared_from_this()](error_code error, std::size_t size) {
      self->on_read(error, size);
    });
  }

  void on_read(error_code error, std::size_t size) {
    if (context_.sessions.stopping()) return;
    if (error) {
      if (phase_ == Phase::waiting) return;
      if (error == boost::beast::error::timeout) return record(408, 0);  // the stream is closed already
      return refuse({400, "The request ended before it was complete."});
    }
    if (phase_ == Phase::waiting) begin();
    buffer_.append(chunk_.data(), size);
    look();
  }

  // Goes as far as the bytes that are there allow.
  void look() {
    if (head_size_ == 0) {
      const HeadEnd end = find_head_end(buffer_, seen_);
      seen_ = buffer_.size();
      if (end.refusal) return refuse(*end.refusal);
      if (end.size == 0) return read();
      head_size_ = end.size;
      const std::string_view head = std::string_view(buffer_).substr(0, head_size_);
      if (const auto refusal = read_head(head, context_.identity_header, head_)) return refuse(*refusal);
      if (head_.expects_continue && buffer_.size() < head_size_ + head_.body_size) return ask_for_body();
    }
    if (buffer_.size() < head_size_ + head_.body_size) return read();
    const std::string_view body = std::string_view(buffer_).substr(head_size_, head_.body_size);
    auto& form = head_.request.form;
    const auto refusal = head_.boundary ? decode_multipart(body, *head_.boundary, form) : decode_form(body, form);
    if (refusal) return refuse(*refusal);
    buffer_.erase(0, head_size_ + head_.body_size);
    respond(handle(), !head_.keep_alive);
  }

  void ask_for_body() {
    asio::async_write(stream_, asio::buffer(kContinue.data(), kContinue.size()),
                      [self = shared_from_this()](error_code error, std::size_t) {
                        if (error) return self->on_read(error, 0);
                        self->read();
                      });
  }

  Response handle() {
    std::string cause;
    try {
      Response response = context_.handler(head_.request);
      const auto problem = problem_of(response);
      if (!problem) return response;
      cause = *problem;
    } catch (const std::exception& error) {
      cause = error.what();
    } catch (...) {
      cause = "an exception without a message";
    }
    log(LogLevel::error, "A page could not be made.", {{"target", without_token(head_.target)}, {"cause", cause}});
    return error_page({500,
                       "Termwise failed to make this page, and wrote the cause into its log. Try again later; if it "
                       "fails again, tell whoever runs Termwise."});
  }

  // What follows a refused request cannot be told from its body, so the connection ends.
  void refuse(const Refusal& refusal) { respond(error_page(refusal), true); }

  void respond(Response response, bool close) {
    phase_ = Phase::answering;
    close_ = close || context_.sessions.stopping();
    status_ = response.status;
    out_head_ = response_head(response, close_, std::chrono::system_clock::now());
    const bool with_body = head_.request.method != Method::head && has_body(status_);
    out_body_ = with_body ? std::move(response.body) : std::string();
    stream_.expires_after(context_.limits.write_timeout);
    const std::array<asio::const_buffer, 2> pieces{asio::buffer(out_head_), asio::buffer(out_body_)};
    asio::async_write(stream_, pieces, [self = shared_from_this()](error_code error, std::size_t size) {
      self->on_written(error, size);
    });
  }

  void on_written(error_code error, std::size_t size) {
    record(status_, size);
    if (error || context_.sessions.stopping()) return;
    if (!close_) return next_request();
    phase_ = Phase::ending;
    error_code ignored;
    stream_.socket().shutdown(asio::socket_base::shutdown_send, ignored);
    stream_.expires_after(kLinger);
    linger(0);
  }

  void linger(std::size_t heard) {
    stream_.async_read_some(asio::buffer(chunk_),
                            [self = shared_from_this(), heard](error_code error, std::size_t size) {
                              if (!error && heard + size < kLingerBytes) self->linger(heard + size);
                            });
  }

  void record(int status, std::size_t bytes) {
    ++context_.requests;
    const auto taken = std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - began_);
    context_.access_log->write({std::chrono::system_clock::now(), peer_, head_.request.identity, head_.method,
                                head_.target, status, bytes, taken});
  }

  boost::beast::basic_stream<asio::generic::stream_protocol, asio::strand<asio::io_context::executor_type>> stream_;
  Context& context_;
  const std::string peer_;

  Phase phase_ = Phase::waiting;
  std::array<char, kReadSize> chunk_;
  std::string buffer_;  // read and not yet used; pipelined requests wait here
  std::size_t seen_ = 0;
  std::size_t head_size_ = 0;
  Head head_;
  steady_clock::time_point began_;
  int status_ = 0;
  bool close_ = false;
  std::string out_head_;
  std::string out_body_;
};

}  // namespace

bool Sessions::add(const std::shared_ptr<Session>& session) {
  const std::lock_guard lock(mutex_);
  if (stopping_ || open_.size() >= most_) return false;
  open_.emplace(session.get(), session);
  return true;
}

void Sessions::remove(const Session* session) {
  const std::lock_guard lock(mutex_);
  open_.erase(session);
}

void Sessions::stop() {
  std::vector<std::shared_ptr<Session>> alive;  // let go of without the lock, which their ends take
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const auto& [pointer, session] : open_)
      if (auto held = session.lock()) alive.push_back(std::move(held));
  }
  for (const auto& session : alive) session->stop();
}

std::shared_ptr<Session> make_session(asio::io_context& loop, UniqueFd connection, Context& context) {
  int family = 0;
  socklen_t size = sizeof family;
  ::getsockopt(connection.get(), SOL_SOCKET, SO_DOMAIN, &family, &size);
  return std::make_shared<HttpSession>(loop, std::move(connection), family, context);
}

}  // namespace termwise::web
