// A thread that empties the outbox: tells owners of failures, then tries one message after the other until none is due;
// then it sleeps until it is told that there may be one.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/ids.h"
#include "base/stop_flag.h"
#include "jobs/configuration.h"
#include "store/database.h"

namespace termwise::jobs {

struct MailerSurroundings {
  std::string url;
  ProgramId program;
  std::function<std::shared_ptr<const Configuration>()> configuration;  // in force now; the mailer is a second owner
  std::function<void()> on_change;  // called on its thread when it has tried to deliver something, and at its end
};

class Mailer {
 public:
  explicit Mailer(MailerSurroundings surroundings);
  ~Mailer();  // waits for the thread
  Mailer(const Mailer&) = delete;
  Mailer& operator=(const Mailer&) = delete;

  void wake();  // there may be something to do
  void end();   // ends a try that is under way, and begins no other
  bool ended() const;

 private:
  void work();
  // Tells owners and tries one message; whether there was one.
  bool work_once();

  const MailerSurroundings surroundings_;
  std::optional<store::Database> database_;  // of the thread
  StopFlag stop_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;
  bool ending_ = false;
  bool ended_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace termwise::jobs
