#include "jobs/planner.h"

#include <algorithm>
#include <variant>

#include <fmt/format.h>

#include "calendar/occurrences.h"
#include "store/planning.h"
#include "store/programs.h"

namespace termwise::jobs {
namespace {

using std::chrono::floor;
using std::chrono::seconds;
using std::chrono::sys_seconds;

// Farther back nothing is made up for, whatever its window.
constexpr std::chrono::days kLongestLookBack{400};

const char* word(settings::CatchUp catch_up) {
  switch (catch_up) {
    case settings::CatchUp::latest:
      return "latest";
    case settings::CatchUp::all:
      return "all";
    case settings::CatchUp::none:
      break;
  }
  return "none";
}

const char* word(settings::Overlap overlap) { return overlap == settings::Overlap::skip ? "skip" : "wait"; }

store::PlannedSchedule planned(const LaCode& la, const settings::Schedule& schedule, RevisionId revision) {
  return {.la = la,
          .schedule = schedule.name,
          .job = schedule.job,
          .rule = schedule.rule_text,
          .revision = revision,
          .follows_ingest = std::holds_alternative<calendar::EveryIngest>(schedule.rule.anchor),
          .follows_runs = std::holds_alternative<calendar::EveryRun>(schedule.rule.anchor),
          .after = schedule.after,
          .catch_up = word(schedule.catch_up),
          .overlap = word(schedule.overlap),
          .window = schedule.window,
          .attempts = schedule.attempts,
          .timeout = schedule.timeout};
}

class Planner {
 public:
  Planner(store::Database& database, const Configuration& configuration, sys_seconds now)
      : database_(database), configuration_(configuration), now_(now) {}

  Result<PlanReport> plan(const std::vector<LaCode>& active) {
    std::vector<store::ScheduleName> kept;
    for (const auto& la : configuration_.settings.las) {
      if (std::find(active.begin(), active.end(), la.code) == active.end()) continue;
      for (const auto& schedule : la.schedules) {
        TERMWISE_CHECK(plan(la, schedule));
        kept.push_back({la.code, schedule.name});
      }
    }
    TERMWISE_TRY(const std::size_t removed, store::keep_only(database_, configuration_.revision, active, kept));
    report_.changed += removed;
    return std::move(report_);
  }

 private:
  Result<void> plan(const settings::LocalAuthority& la, const settings::Schedule& schedule) {
    const auto row = planned(la.code, schedule, configuration_.revision);
    TERMWISE_TRY(const auto counts_from, store::put_schedule(database_, row));
    if (!counts_from) return {};  // a later configuration has taken this LA over meanwhile
    const auto from = std::max(floor<seconds>(*counts_from), now_ - kLongestLookBack);
    const auto to = now_ + kHorizon;
    std::vector<store::PlannedTime> times;
    const auto found = calendar::occurrences(schedule.rule, la.calendar, from, to);
    for (const auto& occurrence : found.placed) times.push_back({occurrence.period, occurrence.due});
    for (const auto& unplaced : found.unplaced) report_.problems.push_back({la.code, schedule.name, unplaced.sentence});
    TERMWISE_TRY(const std::size_t changed,
                 store::plan(database_, row, times, from, to,
                             fmt::format("The calendar or the rule ({}) was changed, and the plan no longer has this "
                                         "date.",
                                         schedule.rule_text)));
    report_.changed += changed;
    return {};
  }

  store::Database& database_;
  const Configuration& configuration_;
  const sys_seconds now_;
  PlanReport report_;
};

// What keeps an LA from being planned. A plugin that could not be described for a reason that may pass is among it: this
// machine's bad moment must not become the LA's configuration.
std::vector<Error> errors_of(const settings::LocalAuthority& la, const Catalogue& catalogue) {
  auto errors = check_la(la, catalogue);
  for (const auto& use : la.plugins) {
    const RefusedPlugin* refused = catalogue.find_refused(use.plugin);
    if (refused != nullptr && sandbox::may_pass(refused->ending))
      errors.push_back({ExitCode::try_again, refused->sentence + " Reload the daemon to have it described again."});
  }
  return errors;
}

}  // namespace

Result<PlanReport> plan_all(store::Database& database, const Configuration& configuration,
                            std::chrono::system_clock::time_point now, std::chrono::seconds alive) {
  // An LA whose use of its plugins is wrong is left as it was; the others go on.
  std::vector<LaCode> sound;
  std::vector<LaCode> ours;
  std::vector<PlanProblem> unsound;
  for (const auto& la : configuration.settings.las) {
    const auto errors = errors_of(la, configuration.catalogue);
    ours.push_back(la.code);
    if (errors.empty()) sound.push_back(la.code);
    for (const auto& error : errors) unsound.push_back({la.code, "", error.text()});
  }
  // What is still planned of an LA that was removed from the configuration is withdrawn.
  TERMWISE_TRY(const auto removed, store::deserted_las(database, configuration.revision, ours, alive));
  std::vector<LaCode> wanted = sound;
  wanted.insert(wanted.end(), removed.begin(), removed.end());
  TERMWISE_TRY(const auto active, store::activate_revision(database, configuration.revision, wanted, alive));
  TERMWISE_TRY(PlanReport report, Planner(database, configuration, floor<seconds>(now)).plan(active));
  for (const auto& la : sound)
    if (std::find(active.begin(), active.end(), la) == active.end()) {
      report.deferred = true;
      unsound.push_back({la, "",
                         "Another daemon works by a later configuration of this Local Authority, so that this one "
                         "leaves it alone. Bring this host's configuration up to date, or stop the other daemon."});
    }
  report.problems.insert(report.problems.end(), unsound.begin(), unsound.end());
  return report;
}

}  // namespace termwise::jobs
