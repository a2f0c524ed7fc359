// The daemon itself: registers, plans, beats, looks into the inbox, wakes its workers, and survives a database that goes
// away. Everything here runs on the loop's thread; what it knows besides the database's rows it can forget at any time.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "jobs/configuration.h"
#include "jobs/event_loop.h"
#include "jobs/inbox.h"
#include "jobs/lease_keeper.h"
#include "jobs/mailer.h"
#include "jobs/planner.h"
#include "jobs/worker.h"
#include "sandbox/plugin_host.h"
#include "store/database.h"
#include "store/listener.h"
#include "store/queue.h"

namespace termwise::jobs {

// How long an idle daemon sleeps at most: two turns a minute are its only wake-ups.
inline constexpr std::chrono::seconds kLongestSleep{30};

struct ServiceOptions {
  std::string url;
  std::string host;  // this machine's name
  int process_id = 0;
  std::string version;
  std::function<void(const std::string& status)> on_turn;  // after each turn: alive, and what it is doing, for people
  std::function<void(int exit_code)> on_stopped;
};

class Service {
 public:
  Service(EventLoop& loop, ServiceOptions options, const sandbox::PluginHost& host,
          std::shared_ptr<const Configuration> configuration);
  ~Service();

  // Error: the inbox cannot be used, or the database is away.
  Result<void> start();
  // Takes another configuration; what runs keeps its own. Workers, lease and inbox stay as they are until the daemon is
  // started anew.
  void reload(std::shared_ptr<const Configuration> configuration);
  // Gives back what is claimed and calls on_stopped once every worker has ended; how long to wait is the caller's to say.
  void stop();

  std::shared_ptr<const Configuration> configuration() const;  // in force now; from any thread

 private:
  Result<void> connect();
  Result<void> plan();
  Result<void> look_into_inbox(std::chrono::milliseconds& next);
  Result<void> settle_removed(const std::filesystem::path& directory);
  Result<void> take_turn();
  void turn();
  void turn_soon();
  void lost(const Error& error);
  void wake_workers();
  void work_changed();
  void check_stopped();
  std::string status() const;

  EventLoop& loop_;
  const ServiceOptions options_;
  const sandbox::PluginHost& host_;
  mutable std::mutex mutex_;  // of the next line only: workers ask for it
  std::shared_ptr<const Configuration> configuration_;

  std::optional<store::Database> database_;
  std::unique_ptr<store::Listener> listener_;
  std::unique_ptr<EventLoop::Watch> hints_;
  std::optional<InboxWatch> inbox_;
  std::unique_ptr<EventLoop::Watch> arrivals_;
  ProgramId program_;
  store::Beat beat_;
  std::chrono::steady_clock::time_point plan_at_;  // when to plan again at the latest
  std::chrono::steady_clock::time_point lost_since_;
  std::optional<std::chrono::steady_clock::time_point> refused_looked_at_;
  std::optional<RevisionId> planned_under_;
  std::vector<PlanProblem> problems_;
  bool planned_before_ = false;
  bool stopping_ = false;
  std::unique_ptr<LeaseKeeper> keeper_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::unique_ptr<Mailer> mailer_;
  EventLoop::Timer next_turn_;
  EventLoop::Timer soon_;
  bool soon_set_ = false;
};

}  // namespace termwise::jobs
