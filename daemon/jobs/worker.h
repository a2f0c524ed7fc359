// A thread that claims occurrences and performs them, one after the other, until there is none; then it sleeps until it
// is told that there may be one. It lives as long as the daemon, since the kernel ends a plugin host with the thread that
// spawned it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/stop_flag.h"
#include "jobs/configuration.h"
#include "jobs/lease_keeper.h"
#include "sandbox/plugin_host.h"
#include "store/database.h"
#include "store/queue.h"

namespace termwise::jobs {

// What all workers of a daemon share.
struct WorkerSurroundings {
  std::string url;
  const sandbox::PluginHost& host;
  LeaseKeeper& keeper;
  ProgramId program;
  std::chrono::seconds lease{90};
  std::string place;                                                    // of its inbox; empty: none
  std::string inbox;                                                    // that directory
  std::function<std::shared_ptr<const Configuration>()> configuration;  // in force now; the worker is a second owner
  std::function<void()> on_change;  // called on the worker's thread when it starts or ends a piece of work
};

class Worker {
 public:
  explicit Worker(WorkerSurroundings surroundings);
  ~Worker();  // waits for the thread
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void wake();  // there may be work
  void end();   // give back what is claimed and claim no more
  bool ended() const;
  std::string doing() const;  // "floor-check of LA 886", empty: nothing

 private:
  void work();
  // Claims and performs one occurrence; whether there was one.
  bool work_once();
  void perform_claimed(const store::Claimed& claimed, const Configuration& configuration);

  const WorkerSurroundings surroundings_;
  std::optional<store::Database> database_;  // of the thread
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;
  bool ending_ = false;
  bool ended_ = false;
  StopFlag* current_ = nullptr;
  std::string doing_;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace termwise::jobs
