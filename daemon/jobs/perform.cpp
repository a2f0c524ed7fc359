#include "jobs/perform.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "calendar/london.h"
#include "jobs/concern_register.h"
#include "jobs/digest_job.h"
#include "jobs/ingest_job.h"
#include "jobs/retention_job.h"

namespace termwise::jobs {
namespace {

constexpr std::chrono::seconds kLongestPause{3600};

// Whether the same work may well succeed a little later.
bool may_pass(const Error& error) {
  return error.exit == ExitCode::try_again || error.exit == ExitCode::unavailable || error.exit == ExitCode::io;
}

bool completed(const RunReport& report) { return report.result.outcome.ending == sandbox::Ending::completed; }

std::string sentence_of(const RunReport& report) {
  if (!completed(report)) return report.result.outcome.sentence;
  std::vector<std::string> counts;
  for (const auto& [outcome, count] : report.outcomes) counts.push_back(fmt::format("{} {}", count, outcome));
  return fmt::format("{} for {}: {}.", report.plugin, report.year.label(),
                     counts.empty() ? "no findings" : listed(counts));
}

// What the attempt as a whole says and used.
store::AttemptReport attempt_report(const std::vector<RunReport>& reports) {
  store::AttemptReport whole;
  for (const auto& report : reports) {
    const auto& outcome = report.result.outcome;
    whole.sentence += (whole.sentence.empty() ? "" : " ") + sentence_of(report);
    if (!completed(report)) whole.standard_error += outcome.standard_error;
    whole.use.wall += outcome.wall;
    whole.use.cpu += outcome.cpu;
    whole.use.peak_memory_bytes = std::max(whole.use.peak_memory_bytes, outcome.peak_memory_bytes);
  }
  return whole;
}

// Takes the findings out of the reports.
std::vector<store::FinishedRun> finished_runs(std::vector<RunReport>& reports, const Configuration& configuration,
                                              const RunRequest& request) {
  const settings::LocalAuthority la = configuration.settings.la(request.la);
  std::vector<store::FinishedRun> runs;
  for (auto& report : reports) {
    const auto& outcome = report.result.outcome;
    const InstalledPlugin* plugin = configuration.catalogue.find(report.plugin);
    runs.push_back({.id = *report.id,
                    .succeeded = completed(report),
                    .ending = std::string(sandbox::name(outcome.ending)),
                    .sentence = outcome.sentence,
                    .standard_error = outcome.standard_error,
                    .use = use_of(outcome),
                    .findings = std::move(report.result.findings),
                    .reminders = std::move(report.result.reminders),
                    .concerns = plugin == nullptr ? std::vector<store::ConcernRule>()
                                                  : concern_rules(la, plugin->manifest, request.reference_date),
                    .crashed = report.crashed});
  }
  return runs;
}

// "2 digests; 1 person was told nothing, because nothing has changed."
std::string sentence_of(const std::vector<WrittenDigest>& written) {
  std::vector<std::string> said;
  std::size_t silent = 0;
  for (const auto& one : written) {
    if (one.mail)
      said.push_back(fmt::format("{}: {}", one.person.address, report::bottom_line(one.digest)));
    else
      ++silent;
  }
  if (written.empty()) return "Nobody gets this digest.";
  std::string text = said.empty() ? "No digest was written" : "Written: " + listed(said);
  if (silent > 0)
    text += fmt::format("; {} told nothing: nothing has changed, nothing is known yet, or they have stopped it",
                        counted(static_cast<long long>(silent), "person was", "people were"));
  return text + ".";
}

RunRequest request_of(const store::Claimed& claimed) {
  const auto today = calendar::london_date(std::chrono::floor<std::chrono::seconds>(claimed.started));
  return {claimed.job, *claimed.la, claimed.year, claimed.reference_date.value_or(today)};
}

class Ending {
 public:
  Ending(const Workplace& workplace, const store::Claimed& claimed) : workplace_(workplace), claimed_(claimed) {}

  Result<Performed> with(std::vector<RunReport> reports) {
    const auto report = attempt_report(reports);
    const auto runs = finished_runs(reports, workplace_.configuration, request_of(claimed_));
    const bool good = std::all_of(reports.begin(), reports.end(), completed);
    const bool passing = std::any_of(reports.begin(), reports.end(),
                                     [](const RunReport& run) { return sandbox::may_pass(run.result.outcome.ending); });
    const bool stopped = std::any_of(reports.begin(), reports.end(), [](const RunReport& run) {
      return run.result.outcome.ending == sandbox::Ending::stopped;
    });
    TERMWISE_TRY(Performed performed, end(good, stopped, passing, runs, report));
    performed.reports = std::move(reports);
    return performed;
  }

  Result<Performed> with(const Error& error) {
    const bool stopped = error.exit == ExitCode::try_again && workplace_.stop.raised();
    TERMWISE_TRY(Performed performed, end(false, stopped, may_pass(error), {}, {error.text(), "", {}}));
    performed.refusal = error;
    return performed;
  }

 private:
  Result<Performed> end(bool good, bool stopped, bool passing, const std::vector<store::FinishedRun>& runs,
                        const store::AttemptReport& report) {
    auto& database = workplace_.database;
    if (stopped) {
      const std::string sentence = "Termwise was told to stop; it is run again from the beginning.";
      TERMWISE_CHECK(store::release(database, claimed_.claim, sentence));
      return Performed{AttemptEnd::released, sentence, {}, {}};
    }
    if (!good && passing && claimed_.failures + 1 < claimed_.attempts) {
      const auto pause = pause_after(claimed_.failures, workplace_.configuration.settings.daemon.retry);
      TERMWISE_CHECK(store::fail_attempt(database, claimed_.claim, runs, report, pause));
      return Performed{AttemptEnd::retried, report.sentence, {}, {}};
    }
    TERMWISE_CHECK(store::finish(database, claimed_.claim, good, runs, report));
    return Performed{good ? AttemptEnd::succeeded : AttemptEnd::failed, report.sentence, {}, {}};
  }

  const Workplace& workplace_;
  const store::Claimed& claimed_;
};

}  // namespace

std::string_view name(AttemptEnd end) {
  switch (end) {
    case AttemptEnd::succeeded:
      return "succeeded";
    case AttemptEnd::failed:
      return "failed";
    case AttemptEnd::retried:
      return "to be tried again";
    case AttemptEnd::released:
      break;
  }
  return "released";
}

Result<Performed> perform_digest(const Workplace& workplace, const store::Claimed& claimed,
                                 const std::vector<settings::Person>& people) {
  Ending ending(workplace, claimed);
  const auto now = std::chrono::floor<std::chrono::seconds>(claimed.started);
  auto written =
      write_digests(workplace.database, workplace.configuration.settings, *claimed.la, people, claimed.claim.id, now);
  if (!written) return ending.with(written.error());
  std::vector<store::Edition> editions;
  for (auto& one : *written)
    if (one.edition) editions.push_back(std::move(*one.edition));
  const std::string sentence = sentence_of(*written);
  const auto finished = store::finish_digest(workplace.database, claimed.claim, editions, {sentence, "", {}});
  // Another digest to one of them was faster; where it is the claim that was lost, this says so again.
  if (!finished) return ending.with(finished.error());
  return Performed{AttemptEnd::succeeded, sentence, {}, {}};
}

std::chrono::seconds pause_after(int failures, std::chrono::seconds first) {
  std::chrono::seconds pause = first;
  for (int i = 0; i < failures && pause < kLongestPause; ++i) pause *= 2;
  return std::min(pause, kLongestPause);
}

Result<Performed> perform(const Workplace& workplace, const store::Claimed& claimed) {
  Ending ending(workplace, claimed);
  if (claimed.job == kIngest) {
    auto loaded = load_arrived(workplace, claimed);
    if (!loaded) return ending.with(loaded.error());
    if (loaded->ended) return Performed{AttemptEnd::succeeded, loaded->sentence, {}, {}};
    // Loaded before, or by another program in the same moment: there was nothing to write but the end.
    TERMWISE_CHECK(store::finish(workplace.database, claimed.claim, true, {}, {loaded->sentence, "", {}}));
    return Performed{AttemptEnd::succeeded, loaded->sentence, {}, {}};
  }
  if (claimed.job == kDigest) {
    const auto la = workplace.configuration.settings.la(*claimed.la);
    return perform_digest(workplace, claimed, readers_of(la, claimed.schedule));
  }
  if (claimed.job == kRetention) {
    auto removed = remove_past(workplace.database, workplace.configuration.settings, claimed.claim);
    if (!removed) return ending.with(removed.error());
    return Performed{AttemptEnd::succeeded, std::move(removed).value(), {}, {}};
  }
  auto reports = run_job(workplace.database, workplace.configuration, workplace.host, request_of(claimed),
                         {claimed.claim, claimed.timeout, &workplace.stop});
  if (!reports) return ending.with(reports.error());
  return ending.with(std::move(reports).value());
}

}  // namespace termwise::jobs
