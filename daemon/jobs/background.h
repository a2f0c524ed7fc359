// One thread beside the loop for what takes its time, such as reading a configuration with its plugins, so that the loop
// goes on hearing signals. It lives as long as the daemon, since the kernel ends a plugin host with the thread that
// spawned it.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace termwise::jobs {

class Background {
 public:
  using Task = std::function<void()>;

  Background();
  ~Background();  // waits for the task that is under way; the others are dropped
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  void run(Task task);  // after those before it

 private:
  void work();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> tasks_;
  bool over_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace termwise::jobs
