#include "app/stop_guard.h"

#include <poll.h>
#include <sys/signalfd.h>

#include <csignal>
#include <cstdlib>
#include <utility>

#include "base/log.h"

namespace termwise::app {
namespace {

constexpr int kPatienceMilliseconds = 4500;  // people are promised 5 seconds

sigset_t stop_signals() {
  sigset_t signals;
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGTERM);
  ::sigaddset(&signals, SIGINT);
  return signals;
}

}  // namespace

StopGuard::StopGuard(std::function<void()> on_stop) : on_stop_(std::move(on_stop)) {
  const sigset_t signals = stop_signals();
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  thread_ = std::thread([this, fd = ::signalfd(-1, &signals, SFD_CLOEXEC)] { listen(fd); });
}

StopGuard::~StopGuard() {
  over_.raise();
  thread_.join();
}

void StopGuard::listen(int signals) {
  const UniqueFd fd(signals);
  struct pollfd watched[2] = {{fd.get(), POLLIN, 0}, {over_.fd(), POLLIN, 0}};
  while (::poll(watched, 2, -1) < 0) {
  }
  if ((watched[1].revents & POLLIN) != 0) return;
  on_stop_();
  if (::poll(watched + 1, 1, kPatienceMilliseconds) > 0) return;
  log(LogLevel::warning, "Something did not stop in time; what was claimed is run again once its lease is over.");
  std::_Exit(0);
}

}  // namespace termwise::app
