#include "jobs/run_job.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "calendar/london.h"
#include "settings/parameters.h"
#include "store/batches.h"
#include "store/quarantine.h"
#include "store/records.h"
#include "wire/job_names.h"

namespace termwise::jobs {
namespace {

using Clock = std::chrono::steady_clock;

struct Assignment {
  const InstalledPlugin* plugin = nullptr;
  std::vector<std::string> rules;
  std::vector<std::pair<std::string, std::string>> parameters;
};

// A rule is served by the first plugin of the LA's list that declares it.
Result<std::vector<Assignment>> assign_rules(const settings::LocalAuthority& la, const Catalogue& catalogue,
                                             const std::string& job) {
  std::vector<Assignment> assignments;
  std::set<std::string> served;
  for (const auto& use : la.plugins) {
    const InstalledPlugin* plugin = catalogue.find(use.plugin);
    if (!plugin) continue;  // refused: the run has failed before this
    Assignment assignment{plugin, {}, {}};
    for (const auto& rule : plugin->manifest.rules)
      if (rule.job == job && served.insert(rule.id).second) assignment.rules.push_back(rule.id);
    if (assignment.rules.empty()) continue;
    auto bound = settings::bind_parameters(use, plugin->manifest);
    if (!bound.errors.empty()) return bound.errors.front();
    assignment.parameters = std::move(bound.values);
    assignments.push_back(std::move(assignment));
  }
  if (assignments.empty())
    return Error{ExitCode::configuration,
                 fmt::format("No plugin of {} ({}) has a rule for the job {}. Name one that has in las/{}.toml.",
                             la.name, la.code.text(), job, la.code.text()),
                 la.where};
  return assignments;
}

struct Prepared {
  BatchId highest;
  std::optional<AcademicYear> year;
  std::vector<Assignment> assignments;
  // Which rules a plugin that cannot be loaded would have served is not known, so no other may stand in for it.
  const RefusedPlugin* refused = nullptr;
};

Result<Prepared> prepare(store::Reader& reader, const Configuration& configuration, const RunRequest& request) {
  const auto& jobs = wire::plugin_jobs();
  if (std::find(jobs.begin(), jobs.end(), request.job) == jobs.end())
    return Error{ExitCode::usage, fmt::format("There is no job {}.{} The jobs are: {}.", quote(request.job),
                                              did_you_mean(request.job, jobs), listed(jobs))};
  const settings::LocalAuthority la = configuration.settings.la(request.la);
  Prepared prepared;
  for (const auto& use : la.plugins)
    if (prepared.refused == nullptr) prepared.refused = configuration.catalogue.find_refused(use.plugin);
  if (prepared.refused == nullptr) {
    TERMWISE_TRY(prepared.assignments, assign_rules(la, configuration.catalogue, request.job));
  }
  TERMWISE_TRY(auto highest, store::highest_batch(reader, std::nullopt));
  if (request.known) highest = request.known;
  const Error no_data{ExitCode::data,
                      fmt::format("There is no data of a school of LA {}{} yet. Load the files first: "
                                  "termwise ingest FILE.",
                                  request.la.text(), request.year ? " for " + request.year->label() : std::string())};
  if (request.known && highest->value == 0)
    return Error{ExitCode::data, "No file had been loaded by the end of that day. Name a later one."};
  if (!highest) return no_data;
  auto year = request.year;
  if (!year) {
    std::set<std::string> datasets;
    for (const auto& assignment : prepared.assignments)
      datasets.merge(datasets_needed(assignment.plugin->manifest, configuration.settings));
    // Of a plugin that is refused nobody knows what it needs; the run then fails with the reason, in the year of any data.
    if (datasets.empty()) {
      TERMWISE_TRY(const auto all, store::datasets_up_to(reader, *highest));
      datasets.insert(all.begin(), all.end());
    }
    TERMWISE_TRY(year, store::latest_year(reader, request.la, *highest, {datasets.begin(), datasets.end()}));
    if (!year) return no_data;
    // What is planned for the year to come does not end what this year's reminders are about.
    const auto of_day = AcademicYear::of(request.reference_date);
    if (request.job == wire::kRemindersJob && of_day && *of_day < *year) year = of_day;
  } else {
    TERMWISE_TRY(const auto las, store::las_with_records(reader, year, highest));
    if (std::find(las.begin(), las.end(), request.la) == las.end()) return no_data;
  }
  prepared.highest = *highest;
  prepared.year = year;
  return prepared;
}

PluginRun plugin_run(const Assignment& assignment, const Prepared& prepared, const RunRequest& request) {
  return {.file = &assignment.plugin->file,
          .manifest = &assignment.plugin->manifest,
          .la = request.la,
          .year = *prepared.year,
          .highest = prepared.highest,
          .reference_date = request.reference_date,
          .parameters = assignment.parameters,
          .rules = assignment.rules};
}

RunReport report_of(std::optional<RunId> id, const Assignment& assignment, AcademicYear year, PluginResult result) {
  RunReport report{id, assignment.plugin->name, year, std::move(result), {}, false};
  for (const auto& named : report.result.findings) ++report.outcomes[named.finding.outcome];
  for (const auto& named : report.result.reminders) ++report.outcomes[named.reminder.finding.outcome];
  return report;
}

// "in run 12 and again in run 15"
std::string crashes_of(const store::Quarantine& held) {
  if (held.first == held.second) return fmt::format("twice in run {}", held.first.value);
  return fmt::format("in run {} and again in run {}", held.first.value, held.second.value);
}

// None if the plugin may run.
Result<std::optional<RunReport>> quarantine_report(store::Reader& reader, const Assignment& assignment,
                                                   const RunRequest& request, AcademicYear year) {
  TERMWISE_TRY(const auto held,
               store::find_quarantine(reader, assignment.plugin->file.sha256(), request.la, request.job));
  if (!held) return std::optional<RunReport>();
  RunReport report{std::nullopt, assignment.plugin->name, year, {}, {}, false};
  report.result.outcome.ending = sandbox::Ending::quarantined;
  report.result.outcome.sentence = fmt::format(
      "The plugin {0} was not run: it has been in quarantine for {1} of LA {2} since {3}, because it crashed {4}. A "
      "corrected build of it is not held. To let this one run again: termwise plugin release {0} --job {1}",
      assignment.plugin->name, request.job, request.la.text(), calendar::london_minute(held->since), crashes_of(*held));
  return std::optional(std::move(report));
}

RunReport refusal_report(std::optional<RunId> id, const RefusedPlugin& refused, AcademicYear year) {
  RunReport report{id, refused.name, year, {}, {}, false};
  report.result.outcome.ending = refused.ending;
  report.result.outcome.sentence = refused.sentence;
  return report;
}

store::NewRun new_run(const PluginRun& run, const Assignment& assignment, const RunRequest& request,
                      RevisionId revision, const std::optional<Sha256>& snapshot) {
  std::vector<store::RunRule> rules;
  for (const auto& rule : run.manifest->rules)
    if (std::find(run.rules.begin(), run.rules.end(), rule.id) != run.rules.end())
      rules.push_back({rule.id, rule.version});
  return {.job = request.job,
          .la = run.la,
          .year = run.year,
          .reference_date = run.reference_date,
          .plugin = assignment.plugin->name,
          .plugin_sha256 = run.file->sha256(),
          .revision = revision,
          .highest_batch = run.highest,
          .snapshot_sha256 = snapshot,
          .parameters = run.parameters,
          .rules = std::move(rules)};
}

// A plugin that cannot be loaded is a failed run like any other failure of a plugin.
store::NewRun refused_run(const Prepared& prepared, const RunRequest& request, RevisionId revision) {
  return {.job = request.job,
          .la = request.la,
          .year = *prepared.year,
          .reference_date = request.reference_date,
          .plugin = prepared.refused->name,
          .plugin_sha256 = {},
          .revision = revision,
          .highest_batch = prepared.highest,
          .snapshot_sha256 = {},
          .parameters = {},
          .rules = {}};
}

// What is left of the attempt's time is a plugin's deadline, where that is shorter than its own.
sandbox::Limits limits_for(const Configuration& configuration, const Attempt& attempt, Clock::time_point end) {
  sandbox::Limits limits = limits_of(configuration.settings);
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
  limits.deadline = std::clamp(left, std::chrono::milliseconds(1), limits.deadline);
  limits.stop_fd = attempt.stop->fd();
  return limits;
}

}  // namespace

Result<void> check_request(store::Reader& reader, const Configuration& configuration, const RunRequest& request) {
  TERMWISE_CHECK(prepare(reader, configuration, request));
  return {};
}

Result<std::vector<RunReport>> run_job(store::Database& database, const Configuration& configuration,
                                       const sandbox::PluginHost& host, const RunRequest& request,
                                       const Attempt& attempt) {
  TERMWISE_TRY(const Prepared prepared, prepare(database, configuration, request));
  std::vector<RunReport> reports;
  if (prepared.refused) {
    TERMWISE_TRY(const RunId id,
                 store::start_run(database, attempt.claim, refused_run(prepared, request, configuration.revision)));
    reports.push_back(refusal_report(id, *prepared.refused, *prepared.year));
    return reports;
  }
  const auto end = Clock::now() + attempt.timeout;
  for (const auto& assignment : prepared.assignments) {
    const PluginRun run = plugin_run(assignment, prepared, request);
    TERMWISE_TRY(auto held, quarantine_report(database, assignment, request, *prepared.year));
    if (held) {
      TERMWISE_TRY(held->id, store::start_run(database, attempt.claim,
                                              new_run(run, assignment, request, configuration.revision, std::nullopt)));
      reports.push_back(*std::move(held));
      continue;
    }
    TERMWISE_TRY(const snapshot::Snapshot facts, take_facts(database, configuration.settings, run));
    // Recorded before it starts, so that a run cut short leaves a trace.
    TERMWISE_TRY(const RunId id,
                 store::start_run(database, attempt.claim,
                                  new_run(run, assignment, request, configuration.revision, facts.sha256)));
    const sandbox::Limits limits = limits_for(configuration, attempt, end);
    TERMWISE_TRY(PluginResult result, run_plugin(database, host, limits, run, facts));
    reports.push_back(report_of(id, assignment, *prepared.year, std::move(result)));
    // A plugin that was not given all of its time, since others had taken it, is not to blame for needing more.
    const auto ending = reports.back().result.outcome.ending;
    const bool hurried = limits.deadline < configuration.settings.limits.deadline;
    reports.back().crashed = sandbox::is_crash(ending) && !(hurried && ending == sandbox::Ending::timed_out);
    // A job is done with all of its plugins, or not at all.
    if (attempt.stop->raised() && &assignment != &prepared.assignments.back())
      return Error{ExitCode::try_again, "Termwise had to stop before all of the job's plugins were run."};
  }
  return reports;
}

Result<std::vector<RunReport>> preview_job(store::Reader& reader, const Configuration& configuration,
                                           const sandbox::PluginHost& host, const RunRequest& request) {
  TERMWISE_TRY(const Prepared prepared, prepare(reader, configuration, request));
  std::vector<RunReport> reports;
  if (prepared.refused) return std::vector{refusal_report(std::nullopt, *prepared.refused, *prepared.year)};
  for (const auto& assignment : prepared.assignments) {
    TERMWISE_TRY(auto held, quarantine_report(reader, assignment, request, *prepared.year));
    if (held) {
      reports.push_back(*std::move(held));
      continue;
    }
    const PluginRun run = plugin_run(assignment, prepared, request);
    TERMWISE_TRY(const snapshot::Snapshot facts, take_facts(reader, configuration.settings, run));
    TERMWISE_TRY(PluginResult result, run_plugin(reader, host, limits_of(configuration.settings), run, facts));
    reports.push_back(report_of(std::nullopt, assignment, *prepared.year, std::move(result)));
  }
  return reports;
}

}  // namespace termwise::jobs
