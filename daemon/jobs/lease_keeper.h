// Keeps claims alive: renews them every third of a lease, and stops the work of those that were lost. It can only make
// work stop sooner; whether a claim stands is for the finishing transaction to find out.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/stop_flag.h"
#include "store/database.h"
#include "store/queue.h"

namespace termwise::jobs {

class LeaseKeeper {
 public:
  LeaseKeeper(std::string url, ProgramId program, std::chrono::seconds lease);
  ~LeaseKeeper();
  LeaseKeeper(const LeaseKeeper&) = delete;
  LeaseKeeper& operator=(const LeaseKeeper&) = delete;

  // From now on the claim is renewed. `stop` is raised when it is lost, and outlives the matching let_go().
  void hold(const store::Claim& claim, StopFlag& stop);
  void let_go(const store::Claim& claim);

 private:
  using Clock = std::chrono::steady_clock;
  struct Held {
    store::Claim claim;
    StopFlag* stop = nullptr;
    Clock::time_point good_until;  // by our own clock, counted from before the renewal was sent
  };

  void work();
  void renew_all(std::unique_lock<std::mutex>& lock);

  const std::string url_;
  store::Claimant claimant_;
  std::optional<store::Database> database_;  // of the thread
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::int64_t, Held> held_;  // by occurrence
  bool over_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace termwise::jobs
