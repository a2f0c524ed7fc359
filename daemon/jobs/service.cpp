#include "jobs/service.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/log.h"
#include "base/text.h"
#include "calendar/london.h"
#include "store/programs.h"

namespace termwise::jobs {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// Calendars reach far ahead of the horizon, so planning is needed only now and then.
constexpr std::chrono::hours kPlanningInterval{6};
// Several hints at once are one turn.
constexpr milliseconds kHintPause{50};
// How often refused/ is looked at where no event says that something happened there.
constexpr std::chrono::minutes kRefusedInterval{10};
constexpr std::chrono::seconds kReconnectPause{5};
// A private PostgreSQL that is gone comes back only with a new start of the daemon.
constexpr std::chrono::seconds kLongestAbsence{60};
// When to look again at a file whose ingest has ended and that still stands in the inbox.
constexpr std::chrono::seconds kLeftBehind{16};
// A daemon counts as alive, for the choice between configurations, for so long after it was seen.
constexpr std::chrono::seconds kAlive = 3 * kLongestSleep;

}  // namespace

Service::Service(EventLoop& loop, ServiceOptions options, const sandbox::PluginHost& host,
                 std::shared_ptr<const Configuration> configuration)
    : loop_(loop),
      options_(std::move(options)),
      host_(host),
      configuration_(std::move(configuration)),
      next_turn_(loop),
      soon_(loop) {}

Service::~Service() = default;

std::shared_ptr<const Configuration> Service::configuration() const {
  const std::lock_guard lock(mutex_);
  return configuration_;
}

Result<void> Service::start() {
  const auto configuration = this->configuration();
  const auto& settings = configuration->settings;
  if (settings.inbox) {
    TERMWISE_TRY(inbox_, InboxWatch::open(*settings.inbox, options_.host));
    if (inbox_->descriptor() >= 0)
      arrivals_ = std::make_unique<EventLoop::Watch>(loop_, inbox_->descriptor(), [this] {
        inbox_->drain();
        refused_looked_at_.reset();
        turn_soon();
      });
  }
  TERMWISE_CHECK(connect());
  TERMWISE_TRY(program_, store::register_program(*database_, {.name = "termwised",
                                                              .host = options_.host,
                                                              .process_id = options_.process_id,
                                                              .version = options_.version,
                                                              .workers = settings.daemon.workers,
                                                              .lease = settings.daemon.lease,
                                                              .revision = configuration->revision}));
  keeper_ = std::make_unique<LeaseKeeper>(options_.url, program_, settings.daemon.lease);
  for (int i = 0; i < settings.daemon.workers; ++i)
    workers_.push_back(
        std::make_unique<Worker>(WorkerSurroundings{.url = options_.url,
                                                    .host = host_,
                                                    .keeper = *keeper_,
                                                    .program = program_,
                                                    .lease = settings.daemon.lease,
                                                    .place = inbox_ ? inbox_->place() : "",
                                                    .inbox = inbox_ ? settings.inbox->directory.string() : "",
                                                    .configuration = [this] { return this->configuration(); },
                                                    .on_change = [this] { loop_.post([this] { work_changed(); }); }}));
  mailer_ =
      std::make_unique<Mailer>(MailerSurroundings{.url = options_.url,
                                                  .program = program_,
                                                  .configuration = [this] { return this->configuration(); },
                                                  .on_change = [this] { loop_.post([this] { work_changed(); }); }});
  loop_.post([this] { turn(); });
  return {};
}

Result<void> Service::connect() {
  TERMWISE_TRY(auto database, store::Database::open(options_.url));
  TERMWISE_TRY(auto listener, store::Listener::open(options_.url));
  database_.emplace(std::move(database));
  listener_ = std::make_unique<store::Listener>(std::move(listener));
  hints_ = std::make_unique<EventLoop::Watch>(loop_, listener_->descriptor(), [this] {
    const auto heard = listener_->heard();
    if (!heard) return loop_.post([this, error = heard.error()] { lost(error); });
    if (!heard.value()) return;
    wake_workers();
    turn_soon();
  });
  return {};
}

void Service::lost(const Error& error) {
  if (!database_) return;
  hints_.reset();
  listener_.reset();
  database_.reset();
  lost_since_ = Clock::now();
  log(LogLevel::error, "The database is away; nothing is started until it is back.", {{"reason", error.text()}});
  next_turn_.in(kReconnectPause, [this] { turn(); });
}

void Service::turn_soon() {
  if (soon_set_ || stopping_) return;
  soon_set_ = true;
  soon_.in(kHintPause, [this] {
    soon_set_ = false;
    turn();
  });
}

void Service::wake_workers() {
  if (stopping_) return;
  for (const auto& worker : workers_) worker->wake();
}

void Service::turn() {
  if (stopping_) return;
  if (!database_) {
    const auto connected = connect();
    if (!connected) {
      if (Clock::now() - lost_since_ > kLongestAbsence && configuration()->settings.database.embedded) {
        log(LogLevel::error, "The private PostgreSQL does not come back; the daemon stops, to be started anew.",
            {{"reason", connected.error().text()}});
        stopping_ = true;
        return options_.on_stopped(static_cast<int>(ExitCode::unavailable));
      }
      options_.on_turn("Waiting for the database: " + connected.error().message);
      return next_turn_.in(kReconnectPause, [this] { turn(); });
    }
    log(LogLevel::info, "The database is back.");
  }
  const auto taken = take_turn();
  if (!taken && taken.error().exit == ExitCode::unavailable) return lost(taken.error());
  if (!taken) {
    // Something is in the way of this turn, and not of the work.
    log(LogLevel::warning, taken.error().text());
    wake_workers();
    next_turn_.in(kReconnectPause, [this] { turn(); });
  }
  options_.on_turn(status());
}

Result<void> Service::take_turn() {
  const auto configuration = this->configuration();
  TERMWISE_TRY(beat_, store::beat(*database_, program_));
  const bool another = beat_.newest_active && planned_under_ && *beat_.newest_active != *planned_under_;
  if (Clock::now() >= plan_at_ || another) {
    TERMWISE_CHECK(plan());
    TERMWISE_TRY(beat_, store::beat(*database_, program_));
  }
  milliseconds next = std::min<milliseconds>(kLongestSleep, beat_.until_next);
  if (inbox_) TERMWISE_CHECK(look_into_inbox(next));
  if (beat_.work) wake_workers();
  if (beat_.mail) mailer_->wake();
  next_turn_.in(std::max(next, milliseconds(1)), [this] { turn(); });
  return {};
}

Result<void> Service::plan() {
  const auto configuration = this->configuration();
  TERMWISE_TRY(PlanReport report, plan_all(*database_, *configuration, beat_.now, kAlive));
  // An LA that another daemon still works for may be ours as soon as that one is gone, as may one that was removed.
  const bool again_soon = report.deferred || !planned_before_;
  planned_before_ = true;
  plan_at_ = Clock::now() + (again_soon ? std::chrono::seconds(kAlive) : kPlanningInterval);
  // What was newest before, or this configuration if it is newer: anything else came from another daemon meanwhile.
  planned_under_ = std::max(beat_.newest_active.value_or(configuration->revision), configuration->revision);
  for (const auto& problem : report.problems)
    if (std::find(problems_.begin(), problems_.end(), problem) == problems_.end())
      log(LogLevel::warning, problem.sentence, {{"la", problem.la.text()}, {"schedule", problem.schedule}});
  problems_ = std::move(report.problems);
  if (report.changed > 0)
    log(LogLevel::info,
        fmt::format("The plan changed in {}.", counted(static_cast<long long>(report.changed), "place", "places")));
  return {};
}

Result<void> Service::look_into_inbox(milliseconds& next) {
  const std::filesystem::path& directory = inbox_->directory();
  const auto found = inbox_->look(Clock::now());
  // The rest of the daemon's work does not depend on the inbox.
  for (const auto& error : found.unreadable) log(LogLevel::error, error.text());
  if (found.look_again) next = std::min(next, *found.look_again);
  for (const auto& file : found.whole) {
    TERMWISE_TRY(const auto state, store::announce_file(*database_, file, configuration()->revision));
    if (state.announced_now) beat_.work = true;
    if (state.state != "succeeded" && state.state != "failed") continue;
    if (!state.left_behind) {
      next = std::min<milliseconds>(next, kLeftBehind);
      continue;
    }
    const auto filed =
        file_away(*database_, directory, file.file, file.identity, state.state == "succeeded", state.sentence);
    if (!filed) log(LogLevel::error, filed.error().text(), {{"file", file.file}});
  }
  return settle_removed(directory);
}

// A refused file that somebody took away has been dealt with.
Result<void> Service::settle_removed(const std::filesystem::path& directory) {
  if (refused_looked_at_ && Clock::now() - *refused_looked_at_ < kRefusedInterval) return {};
  refused_looked_at_ = Clock::now();
  TERMWISE_TRY(const auto unsettled, store::unsettled_files(*database_, inbox_->place()));
  for (const auto& file : unsettled) {
    std::error_code ignored;
    if (still_refused(directory, file.file) || std::filesystem::exists(directory / file.file, ignored)) continue;
    TERMWISE_CHECK(store::settle(*database_, file.id));
    log(LogLevel::info, "A refused file was removed; what comes after ingest is no longer held back by it.",
        {{"file", file.file}});
  }
  return {};
}

void Service::reload(std::shared_ptr<const Configuration> configuration) {
  if (stopping_) return;
  {
    const std::lock_guard lock(mutex_);
    configuration_ = std::move(configuration);
  }
  plan_at_ = {};
  if (!database_) return;
  const auto taken = store::take_revision(*database_, program_, this->configuration()->revision);
  if (!taken) return lost(taken.error());
  turn();
}

void Service::stop() {
  if (stopping_) return;
  stopping_ = true;
  next_turn_.cancel();
  soon_.cancel();
  options_.on_turn("Stopping: giving back what is claimed.");
  for (const auto& worker : workers_) worker->end();
  if (mailer_) mailer_->end();
  check_stopped();
}

// A worker has begun or ended something: the status that people see says so at once.
void Service::work_changed() {
  if (stopping_) return check_stopped();
  turn_soon();
}

void Service::check_stopped() {
  if (!stopping_) return;
  if (!std::all_of(workers_.begin(), workers_.end(), [](const auto& worker) { return worker->ended(); })) return;
  if (mailer_ && !mailer_->ended()) return;
  if (database_) {
    const auto said = store::say_goodbye(*database_, program_);
    if (!said) log(LogLevel::warning, said.error().text());
  }
  options_.on_stopped(0);
}

std::string Service::status() const {
  std::vector<std::string> doing;
  for (const auto& worker : workers_)
    if (auto work = worker->doing(); !work.empty()) doing.push_back(std::move(work));
  std::string text = doing.empty() ? "Idle" : "Running " + listed(doing);
  if (beat_.waiting > 0) text += fmt::format("; {} due and not started", counted(beat_.waiting, "job", "jobs"));
  if (!problems_.empty())
    text += fmt::format("; {} with the plan", counted(static_cast<long long>(problems_.size()), "problem", "problems"));
  return text + ".";
}

}  // namespace termwise::jobs
