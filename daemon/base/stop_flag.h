// A request to stop that any thread may make and that can be waited for as a file descriptor. Once raised it stays so.
#pragma once

#include <sys/eventfd.h>

#include <atomic>
#include <cstdint>

#include "base/unique_fd.h"

namespace termwise {

class StopFlag {
 public:
  StopFlag() : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
  void raise() {
    raised_.store(true);
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(fd_.get(), &one, sizeof one);
  }
  bool raised() const { return raised_.load(); }
  int fd() const { return fd_.get(); }  // readable once raised

 private:
  UniqueFd fd_;
  std::atomic<bool> raised_{false};
};

}  // namespace termwise
