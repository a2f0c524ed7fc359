#include "jobs/worker.h"

#include <exception>
#include <utility>

#include <fmt/format.h>

#include "base/log.h"
#include "calendar/london.h"
#include "jobs/inbox.h"
#include "jobs/ingest_job.h"
#include "jobs/perform.h"

namespace termwise::jobs {
namespace {

std::string described(const store::Claimed& claimed) {
  if (claimed.job == kIngest) return fmt::format("ingest of {}", claimed.file);
  if (!claimed.la) return claimed.job;
  return fmt::format("{} of LA {}", claimed.job, claimed.la->text());
}

LogLevel level_of(AttemptEnd end) {
  return end == AttemptEnd::failed || end == AttemptEnd::retried ? LogLevel::warning : LogLevel::info;
}

// No exception leaves a thread: one job that meets a defect, or finds no memory, must not take the others with it.
Result<Performed> perform_caught(const Workplace& workplace, const store::Claimed& claimed) {
  try {
    return perform(workplace, claimed);
  } catch (const std::exception& problem) {
    return Error{ExitCode::internal, fmt::format("Termwise met a defect of its own: {}.", problem.what())};
  }
}

}  // namespace

Worker::Worker(WorkerSurroundings surroundings) : surroundings_(std::move(surroundings)), thread_([this] { work(); }) {}

Worker::~Worker() {
  end();
  thread_.join();
}

void Worker::wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

void Worker::end() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    if (current_ != nullptr) current_->raise();
  }
  changed_.notify_all();
}

bool Worker::ended() const {
  const std::lock_guard lock(mutex_);
  return ended_;
}

std::string Worker::doing() const {
  const std::lock_guard lock(mutex_);
  return doing_;
}

void Worker::work() {
  std::unique_lock lock(mutex_);
  while (!ending_) {
    changed_.wait(lock, [this] { return woken_ || ending_; });
    woken_ = false;
    while (!ending_) {
      lock.unlock();
      const bool more = work_once();
      lock.lock();
      if (!more) break;
    }
  }
  ended_ = true;
  lock.unlock();
  surroundings_.on_change();
}

bool Worker::work_once() {
  const auto configuration = surroundings_.configuration();
  const bool connected = database_.has_value();
  const auto claimed = [&]() -> Result<std::optional<store::Claimed>> {
    if (!database_) {
      TERMWISE_TRY(database_, store::Database::open(surroundings_.url));
    }
    return store::claim(*database_,
                        {surroundings_.program, configuration->revision, surroundings_.lease, surroundings_.place});
  }();
  if (!claimed) {
    // The connection may be from before the database was away, so a new one is tried at once. If that fails too, the
    // daemon's own loop notices and says so, and another is tried when there is work again.
    database_.reset();
    return connected;
  }
  if (!claimed->has_value()) return false;
  perform_claimed(**claimed, *configuration);
  return true;
}

void Worker::perform_claimed(const store::Claimed& claimed, const Configuration& configuration) {
  StopFlag stop;
  {
    const std::lock_guard lock(mutex_);
    current_ = &stop;
    doing_ = described(claimed);
    if (ending_) stop.raise();
  }
  surroundings_.keeper.hold(claimed.claim, stop);
  surroundings_.on_change();
  const auto performed =
      perform_caught({*database_, configuration, surroundings_.host, stop, surroundings_.inbox}, claimed);
  surroundings_.keeper.let_go(claimed.claim);
  {
    const std::lock_guard lock(mutex_);
    current_ = nullptr;
    doing_.clear();
  }
  const std::string occurrence = std::to_string(claimed.claim.id.value);
  const std::string attempt = std::to_string(claimed.claim.token);
  if (!performed) {
    database_.reset();
    log(LogLevel::warning, "The end of a job could not be stored; whoever claims it next begins it anew.",
        {{"job", described(claimed)},
         {"occurrence", occurrence},
         {"attempt", attempt},
         {"reason", performed.error().text()}});
  } else {
    log(level_of(performed->end),
        fmt::format(
            "The {} has {}.", described(claimed),
            performed->end == AttemptEnd::retried ? "failed and is tried again" : std::string(name(performed->end))),
        {{"occurrence", occurrence},
         {"attempt", attempt},
         {"period", claimed.period},
         {"sentence", performed->sentence}});
    const bool over = performed->end == AttemptEnd::succeeded || performed->end == AttemptEnd::failed;
    if (over && claimed.job == kIngest) {
      const auto filed = file_away(*database_, surroundings_.inbox, claimed.file, claimed.period,
                                   performed->end == AttemptEnd::succeeded, performed->sentence);
      if (!filed) log(LogLevel::error, filed.error().text(), {{"file", claimed.file}});
    }
  }
  surroundings_.on_change();
}

}  // namespace termwise::jobs
