#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/delivery_words.h"
#include "app/known_on.h"
#include "app/workspace.h"
#include "base/text.h"
#include "calendar/london.h"
#include "jobs/digest_job.h"
#include "jobs/run_now.h"

namespace termwise::app {
namespace {

std::string counts_text(const jobs::RunReport& report) {
  std::string text;
  for (const auto& [outcome, count] : report.outcomes)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, outcome);
  return text.empty() ? "no findings" : text;
}

std::string run_name(const jobs::RunReport& report) {
  return report.id ? fmt::format("Run {}", report.id->value) : std::string("Dry run");
}

void print_text(const RunOptions& options, const jobs::RunReport& report) {
  if (report.result.outcome.ending == sandbox::Ending::completed) {
    fmt::print("{}: {} of LA {} for {} by the plugin {}: {}\n", run_name(report), options.job, options.la,
               report.year.label(), report.plugin, counts_text(report));
    return;
  }
  fmt::print(stderr, "{} failed: {}\n", run_name(report), report.result.outcome.sentence);
  if (!report.result.outcome.standard_error.empty())
    fmt::print(stderr, "The plugin's last words: {}\n", quote(report.result.outcome.standard_error, 400));
}

nlohmann::ordered_json to_json(const RunOptions& options, const jobs::RunReport& report) {
  const auto& outcome = report.result.outcome;
  nlohmann::ordered_json json;
  json["run"] = report.id ? nlohmann::ordered_json(report.id->value) : nlohmann::ordered_json(nullptr);
  json["job"] = options.job;
  json["la"] = options.la;
  json["year"] = report.year.label();
  json["plugin"] = report.plugin;
  json["ending"] = name(outcome.ending);
  json["sentence"] = outcome.sentence;
  json["outcomes"] = report.outcomes;
  json["wall_ms"] = outcome.wall.count();
  json["peak_memory_bytes"] = outcome.peak_memory_bytes;
  return json;
}

}  // namespace

// The digests of those who want this job's results, written and delivered.
Result<jobs::SentDigests> send_digests(store::Database& database, const jobs::Configuration& configuration,
                                       const sandbox::PluginHost& host, const RunOptions& options, const LaCode& la,
                                       const jobs::Requester& requester) {
  std::vector<settings::Person> people;
  for (auto& person : jobs::readers_of(configuration.settings.la(la), "manual")) {
    const bool wants =
        person.jobs.empty() || std::find(person.jobs.begin(), person.jobs.end(), options.job) != person.jobs.end();
    if (wants) people.push_back(std::move(person));
  }
  return jobs::send_digests(database, configuration, host, la, people, requester);
}

int run_command(const settings::Settings& settings, const RunOptions& options) {
  auto la = la_argument(options.la);
  if (!la) return fail(la.error());
  auto year = year_argument(options.year);
  if (!year) return fail(year.error());
  auto as_at = date_argument("--as-at", options.as_at);
  if (!as_at) return fail(as_at.error());
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  jobs::RunRequest request{options.job, **la, *year, as_at->value_or(calendar::london_date(now)), std::nullopt};

  const auto host = plugin_host();
  jobs::Configuration configuration{settings, {}, {}};
  // Only this LA's own errors keep its job from running.
  configuration.catalogue = jobs::load_catalogue(settings, host).catalogue;
  const auto errors = jobs::check_la(settings.la(request.la), configuration.catalogue);
  for (const auto& error : errors) fmt::print(stderr, "{}\n", error.text());
  if (!errors.empty()) return static_cast<int>(ExitCode::configuration);
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());

  const jobs::Requester requester{access->url(), host_name(), ::getpid(), TERMWISE_VERSION};
  std::optional<jobs::SentDigests> sent;
  const auto perform = [&]() -> Result<jobs::Performed> {
    if (options.dry_run) {
      TERMWISE_TRY(store::Reader reader, store::Reader::open(access->url()));
      TERMWISE_TRY(request.known, known_on_argument(reader, options.known_on));
      TERMWISE_TRY(auto reports, jobs::preview_job(reader, configuration, host, request));
      return jobs::Performed{jobs::AttemptEnd::succeeded, "", std::move(reports), {}};
    }
    TERMWISE_TRY(store::Database database, store::Database::open(access->url()));
    TERMWISE_TRY(configuration.revision, jobs::accept_settings(database, settings, configuration.catalogue));
    TERMWISE_TRY(auto performed, jobs::run_now(database, configuration, host, request, requester));
    if (options.mail && performed.end == jobs::AttemptEnd::succeeded) {
      TERMWISE_TRY(sent, send_digests(database, configuration, host, options, request.la, requester));
    }
    return performed;
  };
  const auto performed = perform();
  if (!performed) return fail(performed.error());
  if (performed->refusal) return fail(*performed->refusal);
  bool failed = false;
  auto list = nlohmann::ordered_json::array();
  for (const auto& report : performed->reports) {
    failed = failed || report.result.outcome.ending != sandbox::Ending::completed;
    if (options.json) list.push_back(to_json(options, report));
    if (!options.json) print_text(options, report);
  }
  if (options.json) fmt::print("{}\n", list.dump(2));
  int mailed = 0;
  if (sent && sent->performed.refusal)
    mailed = fail(*sent->performed.refusal);
  else if (sent)
    mailed = options.json ? exit_of(*sent) : print_sent(*sent, false);
  return failed ? static_cast<int>(ExitCode::internal) : mailed;
}

}  // namespace termwise::app
