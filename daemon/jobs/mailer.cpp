#include "jobs/mailer.h"

#include <exception>
#include <utility>

#include <fmt/format.h>

#include "base/log.h"
#include "jobs/deliver.h"
#include "jobs/notices.h"

namespace termwise::jobs {
namespace {

std::pair<LogLevel, const char*> report_of(store::TryEnd end) {
  switch (end) {
    case store::TryEnd::sent:
      return {LogLevel::info, "A message was delivered."};
    case store::TryEnd::later:
      return {LogLevel::warning, "A message could not be delivered and is tried again later."};
    case store::TryEnd::refused:
      return {LogLevel::error, "A message was refused and is not tried again."};
    case store::TryEnd::unknown:
      break;
  }
  return {LogLevel::error, "A message may or may not have been delivered; it is not tried again by itself."};
}

void log_delivery(const Delivered& delivered) {
  const auto [level, sentence] = report_of(delivered.end);
  log(level, sentence,
      {{"message", std::to_string(delivered.message.id.value)},
       {"to", delivered.message.address},
       {"try", std::to_string(delivered.message.tries)},
       {"sentence", delivered.sentence}});
}

}  // namespace

Mailer::Mailer(MailerSurroundings surroundings) : surroundings_(std::move(surroundings)), thread_([this] { work(); }) {}

Mailer::~Mailer() {
  end();
  thread_.join();
}

void Mailer::wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

void Mailer::end() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  stop_.raise();
  changed_.notify_all();
}

bool Mailer::ended() const {
  const std::lock_guard lock(mutex_);
  return ended_;
}

void Mailer::work() {
  std::unique_lock lock(mutex_);
  while (!ending_) {
    changed_.wait(lock, [this] { return woken_ || ending_; });
    woken_ = false;
    bool more = true;
    while (more && !ending_) {
      lock.unlock();
      more = work_once();
      // When there is next something to do may have changed: a message that waits again has its own time.
      if (more) surroundings_.on_change();
      lock.lock();
    }
  }
  ended_ = true;
  lock.unlock();
  surroundings_.on_change();
}

bool Mailer::work_once() {
  const auto configuration = surroundings_.configuration();
  const auto& settings = configuration->settings;
  const auto deliver = [&]() -> Result<std::optional<Delivered>> {
    if (!database_) {
      TERMWISE_TRY(database_, store::Database::open(surroundings_.url));
    }
    TERMWISE_CHECK(tell_owners(*database_, settings));
    return deliver_one(*database_, settings, surroundings_.program, {}, stop_.fd());
  };
  try {
    const auto delivered = deliver();
    if (!delivered) {
      // The daemon's own loop notices a database that is away, and wakes this thread once it is back.
      database_.reset();
      log(LogLevel::warning, "The outbox could not be emptied.", {{"reason", delivered.error().text()}});
      return false;
    }
    if (!delivered->has_value()) return false;
    log_delivery(**delivered);
    return true;
  } catch (const std::exception& problem) {
    // One message that meets a defect, or finds no memory, must not end the daemon.
    log(LogLevel::error, "The outbox could not be emptied.", {{"reason", problem.what()}});
    return false;
  }
}

}  // namespace termwise::jobs
