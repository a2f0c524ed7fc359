// The daemon's one loop: timers, readable descriptors, signals and tasks from other threads, each run in turn on the
// thread that calls run(). Boost.Asio stays behind event_loop.cpp.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace termwise::jobs {

class EventLoop {
 public:
  using Task = std::function<void()>;

  EventLoop();
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  void run();            // until stop()
  void stop();           // from any thread
  void post(Task task);  // from any thread
  void on_signal(int number, Task task);

  // A single appointment, which a later call of the same timer replaces.
  class Timer {
   public:
    explicit Timer(EventLoop& loop);
    ~Timer();
    void in(std::chrono::milliseconds delay, Task task);
    void cancel();

   private:
    struct State;
    std::unique_ptr<State> state_;
  };

  // Runs `on_readable` whenever the descriptor has something to read, until this is destroyed. The descriptor stays the
  // caller's and must outlive this.
  class Watch {
   public:
    Watch(EventLoop& loop, int descriptor, Task on_readable);
    ~Watch();

   private:
    struct State;
    std::shared_ptr<State> state_;  // its second owner is the wait that is under way
  };

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace termwise::jobs
