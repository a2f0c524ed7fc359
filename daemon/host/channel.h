// The host's end of the socket to the daemon. Whatever happens to the socket ends the process: there is
// nobody left to tell.
#pragma once

#include <cstdint>
#include <string>

#include "wire/frames.h"

namespace termwise::host {

class Channel {
 public:
  explicit Channel(int fd) : fd_(fd) {}

  struct Request {
    wire::FrameType type = wire::FrameType::describe;
    std::string payload;
  };
  // The one request of this process. Does not return if there is none.
  Request receive();

  void tell(const wire::Unconfined& lacking);
  void add_finding(const std::string& encoded);
  // Last words: what was collected, then the frame. None returns: the daemon ends the process when it has
  // looked at what the process used.
  [[noreturn]] void finish(wire::FrameType type, const std::string& payload);
  [[noreturn]] void fail(wire::FailureKind kind, std::string detail);

  std::uint64_t findings() const { return findings_; }

 private:
  void send(const std::string& bytes);

  int fd_;
  wire::FindingBatch batch_;
  std::uint64_t findings_ = 0;
};

// Sends bytes that are whole frames, or ends the process. Allocates nothing.
void send_all(int fd, const char* bytes, std::size_t size);
// Waits until the daemon ends this process, or is gone itself.
[[noreturn]] void wait_for_the_end(int fd);

}  // namespace termwise::host
