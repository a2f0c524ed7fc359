#include "host/channel.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "base/text.h"

namespace termwise::host {

void send_all(int fd, const char* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t count = ::send(fd, bytes, size, MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) ::_exit(wire::kLostSocketExit);
    bytes += count;
    size -= static_cast<std::size_t>(count);
  }
}

void wait_for_the_end(int fd) {
  char ignored[64];
  ssize_t count = 0;
  do {
    count = ::read(fd, ignored, sizeof ignored);
  } while (count > 0 || (count < 0 && errno == EINTR));
  ::_exit(0);
}

Channel::Request Channel::receive() {
  wire::FrameReader reader;
  char buffer[65536];
  while (true) {
    const auto frame = reader.next();
    if (!frame.ok()) ::_exit(wire::kLostSocketExit);
    if (frame->has_value()) return {(*frame)->type, std::string((*frame)->payload)};
    const ssize_t count = ::read(fd_, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) ::_exit(wire::kLostSocketExit);
    reader.feed({buffer, static_cast<std::size_t>(count)});
  }
}

void Channel::send(const std::string& bytes) { send_all(fd_, bytes.data(), bytes.size()); }

void Channel::tell(const wire::Unconfined& lacking) {
  std::string bytes;
  wire::append_frame(bytes, wire::FrameType::unconfined, wire::encode(lacking));
  send(bytes);
}

void Channel::add_finding(const std::string& encoded) {
  batch_.add(encoded);
  ++findings_;
  if (!batch_.full()) return;
  std::string bytes;
  batch_.flush_to(bytes);
  send(bytes);
}

void Channel::finish(wire::FrameType type, const std::string& payload) {
  std::string bytes;
  batch_.flush_to(bytes);
  wire::append_frame(bytes, type, payload);
  send(bytes);
  wait_for_the_end(fd_);
}

void Channel::fail(wire::FailureKind kind, std::string detail) {
  if (!is_utf8(detail)) detail = quote(detail, detail.size());
  finish(wire::FrameType::failed, wire::encode(wire::Failure{kind, std::move(detail)}));
}

}  // namespace termwise::host
