#include "sandbox/conversation.h"

#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include <fmt/format.h>

#include "base/text.h"

namespace termwise::sandbox {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kStandardErrorBytes = 4096;
constexpr std::size_t kReadBytes = 64 << 10;
// A pipe holds 64 KiB; what is still written after the end (by a process that left the group) is not waited
// for.
constexpr int kLastReads = 4;

class Conversation {
 public:
  Conversation(Child child, std::string request, const Limits& limits, Clock::time_point deadline,
               const OnFrame& on_frame)
      : child_(std::move(child)),
        request_(std::move(request)),
        limits_(limits),
        deadline_(deadline),
        on_frame_(on_frame) {}

  Transcript run() {
    while (!over_) step();
    child_.note_memory();
    Transcript transcript;
    transcript.end = child_.end();
    for (int i = 0; i < kLastReads && listen_to_messages(); ++i) {
    }
    transcript.standard_error = printable_tail();
    if (ladder_ > 0)
      transcript.verdict = Verdict{Ending::timed_out, {}};
    else
      transcript.verdict = std::move(verdict_);
    return transcript;
  }

 private:
  void step() {
    struct pollfd watched[4] = {{child_.pidfd(), POLLIN, 0},
                                {socket_open_ ? child_.socket() : -1, POLLIN, 0},
                                {messages_open_ ? child_.messages() : -1, POLLIN, 0},
                                {limits_.stop_fd, POLLIN, 0}};
    if (!request_.empty()) watched[1].events |= POLLOUT;
    if (::poll(watched, 4, milliseconds_to_next_rung()) < 0 && errno != EINTR) return;
    // Before the deadline is looked at: a last word that is already there counts.
    if (watched[1].revents & POLLOUT) send_request();
    if (watched[1].revents & (POLLIN | POLLHUP | POLLERR)) listen();
    if (watched[2].revents & (POLLIN | POLLHUP | POLLERR)) listen_to_messages();
    if (watched[0].revents & POLLIN) {
      while (!over_ && socket_open_ && listen()) {
      }
      over_ = true;
    }
    if (!over_ && (watched[3].revents & POLLIN) != 0) conclude({Ending::stopped, {}});
    if (!over_ && Clock::now() >= rung(ladder_)) climb();
  }

  Clock::time_point rung(int number) const { return deadline_ + number * limits_.grace; }

  int milliseconds_to_next_rung() const {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(rung(ladder_) - Clock::now()).count();
    return static_cast<int>(std::clamp<decltype(left)>(left, 0, 60'000));
  }

  // The first rung is the host's own business: its clock is ours.
  void climb() {
    child_.note_memory();
    if (ladder_ == 1) child_.signal(SIGTERM);
    if (ladder_ == 2) over_ = true;  // the end kills the group
    ++ladder_;
  }

  void send_request() {
    const ssize_t count = ::send(child_.socket(), request_.data(), request_.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count > 0) request_.erase(0, static_cast<std::size_t>(count));
    // A host that does not listen has ended or is about to; how it ended says more than this error.
    if (count < 0 && errno != EAGAIN && errno != EINTR) request_.clear();
  }

  // Reads once. False when there is nothing to read now, or ever again.
  bool listen() {
    const ssize_t count = ::read(child_.socket(), buffer_, sizeof buffer_);
    if (count < 0 && errno == EINTR) return true;
    if (count < 0 && errno == EAGAIN) return false;
    if (count <= 0) {
      socket_open_ = false;
      return false;
    }
    received_ += static_cast<std::uint64_t>(count);
    if (received_ > limits_.output_bytes) {
      conclude({Ending::too_much_output, fmt::format("more than {} bytes of findings", limits_.output_bytes)});
      return false;
    }
    frames_.feed({buffer_, static_cast<std::size_t>(count)});
    while (!over_) {
      const auto frame = frames_.next();
      if (!frame.ok()) {
        conclude({Ending::malformed, frame.error().message});
      } else if (!frame->has_value()) {
        return true;
      } else if (auto verdict = on_frame_(**frame)) {
        conclude(*std::move(verdict));
      }
    }
    return false;
  }

  void conclude(Verdict verdict) {
    verdict_ = std::move(verdict);
    over_ = true;
  }

  bool listen_to_messages() {
    const ssize_t count = ::read(child_.messages(), buffer_, sizeof buffer_);
    if (count < 0 && errno == EINTR) return true;
    if (count < 0 && errno == EAGAIN) return false;
    if (count <= 0) {
      messages_open_ = false;
      return false;
    }
    said_ += static_cast<std::uint64_t>(count);
    if (said_ > limits_.message_bytes && !over_)
      conclude({Ending::too_much_output, fmt::format("more than {} bytes of messages", limits_.message_bytes)});
    tail_.append(buffer_, static_cast<std::size_t>(count));
    if (tail_.size() > kStandardErrorBytes) tail_.erase(0, tail_.size() - kStandardErrorBytes);
    return true;
  }

  // Never longer than the limit, and fit for a text column: UTF-8 without control characters other than line
  // ends.
  std::string printable_tail() const {
    std::string text = tail_;
    std::size_t first = 0;
    while (tail_.size() == kStandardErrorBytes && first < 3 && (static_cast<unsigned char>(text[first]) & 0xC0) == 0x80)
      ++first;
    text.erase(0, first);
    const bool utf8 = is_utf8(text);
    for (char& c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F || (!utf8 && byte >= 0x80)) c = '?';
    }
    return text;
  }

  Child child_;
  std::string request_;
  const Limits& limits_;
  const Clock::time_point deadline_;
  const OnFrame& on_frame_;
  wire::FrameReader frames_;
  std::optional<Verdict> verdict_;
  std::string tail_;
  std::uint64_t received_ = 0;  // on the socket
  std::uint64_t said_ = 0;      // on standard output and error
  int ladder_ = 0;              // how many rungs have been climbed
  bool over_ = false;
  bool socket_open_ = true;
  bool messages_open_ = true;
  char buffer_[kReadBytes];
};

}  // namespace

Transcript converse(Child child, std::string request, const Limits& limits, Clock::time_point deadline,
                    const OnFrame& on_frame) {
  return Conversation(std::move(child), std::move(request), limits, deadline, on_frame).run();
}

}  // namespace termwise::sandbox
