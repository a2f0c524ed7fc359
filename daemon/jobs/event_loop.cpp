#include "jobs/event_loop.h"

#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

namespace termwise::jobs {

namespace asio = boost::asio;
using boost::system::error_code;

struct EventLoop::State {
  asio::io_context context{1};
  std::vector<std::unique_ptr<asio::signal_set>> signals;
};

namespace {

void wait_for_signal(asio::signal_set& signals, EventLoop::Task task) {
  signals.async_wait([&signals, task = std::move(task)](const error_code& error, int) mutable {
    if (error) return;
    task();
    wait_for_signal(signals, std::move(task));
  });
}

}  // namespace

EventLoop::EventLoop() : state_(std::make_unique<State>()) {}
EventLoop::~EventLoop() = default;

void EventLoop::run() {
  const auto work = asio::make_work_guard(state_->context);
  state_->context.run();
}

void EventLoop::stop() { state_->context.stop(); }

void EventLoop::post(Task task) { asio::post(state_->context, std::move(task)); }

void EventLoop::on_signal(int number, Task task) {
  state_->signals.push_back(std::make_unique<asio::signal_set>(state_->context, number));
  wait_for_signal(*state_->signals.back(), std::move(task));
}

struct EventLoop::Timer::State {
  asio::steady_timer timer;
};

EventLoop::Timer::Timer(EventLoop& loop)
    : state_(std::make_unique<State>(State{asio::steady_timer(loop.state_->context)})) {}
EventLoop::Timer::~Timer() = default;

void EventLoop::Timer::in(std::chrono::milliseconds delay, Task task) {
  state_->timer.expires_after(delay);
  state_->timer.async_wait([task = std::move(task)](const error_code& error) {
    if (!error) task();
  });
}

void EventLoop::Timer::cancel() { state_->timer.cancel(); }

struct EventLoop::Watch::State : std::enable_shared_from_this<EventLoop::Watch::State> {
  State(asio::io_context& context, int fd, Task task) : descriptor(context, fd), on_readable(std::move(task)) {}

  void wait() {
    descriptor.async_wait(asio::posix::descriptor_base::wait_read,
                          [self = shared_from_this()](const error_code& error) {
                            if (error || self->over) return;
                            self->on_readable();
                            if (!self->over) self->wait();
                          });
  }

  asio::posix::stream_descriptor descriptor;
  Task on_readable;
  bool over = false;
};

EventLoop::Watch::Watch(EventLoop& loop, int descriptor, Task on_readable)
    : state_(std::make_shared<State>(loop.state_->context, descriptor, std::move(on_readable))) {
  state_->wait();
}

EventLoop::Watch::~Watch() {
  state_->over = true;
  state_->descriptor.release();  // cancels the wait; the descriptor is not ours to close
}

}  // namespace termwise::jobs
