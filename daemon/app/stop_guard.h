// SIGTERM and SIGINT, heard on a thread of their own, so that a loop that waits for a database that does not answer cannot
// keep the daemon from stopping in time.
#pragma once

#include <functional>
#include <thread>

#include "base/stop_flag.h"

namespace termwise::app {

class StopGuard {
 public:
  // Before any other thread is started: they inherit that these signals are not theirs. `on_stop` is called once, on the
  // guard's thread. If this still lives 4.5 seconds later, the process ends there and then: what it had claimed is then
  // taken up after its lease.
  explicit StopGuard(std::function<void()> on_stop);
  ~StopGuard();
  StopGuard(const StopGuard&) = delete;
  StopGuard& operator=(const StopGuard&) = delete;

 private:
  void listen(int signals);

  std::function<void()> on_stop_;
  StopFlag over_;
  std::thread thread_;  // last: it uses the others
};

}  // namespace termwise::app
