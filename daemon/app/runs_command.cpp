#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/workspace.h"
#include "base/text.h"
#include "calendar/london.h"
#include "store/overview.h"
#include "store/runs.h"

namespace termwise::app {
namespace {

using calendar::london_minute;

nlohmann::ordered_json to_json(const store::Attempt& attempt) {
  return {{"attempt", attempt.token},
          {"host", attempt.host},
          {"process", attempt.process_id},
          {"started", london_minute(attempt.started)},
          {"finished", attempt.finished ? nlohmann::ordered_json(london_minute(*attempt.finished)) : nullptr},
          {"outcome", attempt.outcome},
          {"sentence", attempt.sentence},
          {"standard_error", attempt.standard_error},
          {"wall_ms", attempt.use.wall.count()},
          {"cpu_ms", attempt.use.cpu.count()},
          {"peak_memory_bytes", attempt.use.peak_memory_bytes}};
}

using Attempts = std::map<std::int64_t, std::vector<store::Attempt>>;  // by occurrence

// Plugin runs, and what ended without one: ingests, and jobs that could not begin.
struct History {
  std::vector<store::Run> runs;                 // newest first
  std::vector<store::ListedOccurrence> others;  // likewise
  Attempts attempts;
};

Result<History> read_history(store::Reader& reader, std::size_t most) {
  History history;
  TERMWISE_TRY(history.runs, store::list_runs(reader, most));
  TERMWISE_TRY(history.others, store::list_occurrences(reader, std::nullopt, store::Which::without_run, most));
  std::vector<OccurrenceId> occurrences;
  for (const auto& run : history.runs)
    if (run.occurrence) occurrences.push_back(*run.occurrence);
  for (const auto& other : history.others) occurrences.push_back(other.id);
  TERMWISE_TRY(auto listed, store::list_attempts(reader, occurrences));
  for (auto& attempt : listed) history.attempts[attempt.occurrence.value].push_back(std::move(attempt));
  return history;
}

nlohmann::ordered_json attempts_json(const Attempts& attempts, OccurrenceId occurrence) {
  auto list = nlohmann::ordered_json::array();
  if (const auto found = attempts.find(occurrence.value); found != attempts.end())
    for (const auto& attempt : found->second) list.push_back(to_json(attempt));
  return list;
}

// "in 3 attempts", or nothing where one was enough.
std::string attempts_text(const Attempts& attempts, OccurrenceId occurrence) {
  const auto found = attempts.find(occurrence.value);
  if (found == attempts.end() || found->second.size() < 2) return "";
  return fmt::format(", in {} attempts", found->second.size());
}

std::string what(const store::ListedOccurrence& other) {
  return other.file.empty() ? fmt::format("{} of LA {}", other.job, other.la)
                            : fmt::format("{} of {}", other.job, other.file);
}

nlohmann::ordered_json to_json(const store::Run& run, const Attempts& attempts) {
  nlohmann::ordered_json json;
  json["run"] = run.id.value;
  json["started"] = london_minute(run.started_at);
  json["job"] = run.run.job;
  json["la"] = run.run.la.text();
  json["year"] = run.run.year.label();
  json["plugin"] = run.run.plugin;
  json["state"] = name(run.state);
  json["ending"] = run.ending;
  json["sentence"] = run.sentence;
  json["findings"] = run.finding_count;
  json["attempts"] = run.occurrence ? attempts_json(attempts, *run.occurrence) : nlohmann::ordered_json::array();
  return json;
}

nlohmann::ordered_json to_json(const store::ListedOccurrence& other, const Attempts& attempts) {
  nlohmann::ordered_json json;
  json["run"] = nullptr;
  json["started"] = other.ended ? london_minute(*other.ended) : "";
  json["job"] = other.job;
  json["la"] = other.la;
  json["year"] = nullptr;
  json["plugin"] = nullptr;
  json["state"] = other.state;
  json["ending"] = "";
  json["sentence"] = other.sentence;
  json["findings"] = 0;
  if (!other.file.empty()) json["file"] = other.file;
  json["attempts"] = attempts_json(attempts, other.id);
  return json;
}

void print_run(const store::Run& run, const Attempts& attempts) {
  fmt::print("{:>5}  {}  {} of LA {} for {} by {}: {}", run.id.value, london_minute(run.started_at), run.run.job,
             run.run.la.text(), run.run.year.label(), run.run.plugin, name(run.state));
  if (run.state == store::RunState::succeeded) fmt::print(", {} findings", run.finding_count);
  fmt::print("{}\n", run.occurrence ? attempts_text(attempts, *run.occurrence) : "");
  if (run.state == store::RunState::failed) fmt::print("       {}\n", run.sentence);
}

void print_other(const store::ListedOccurrence& other, const Attempts& attempts) {
  fmt::print("    -  {}  {}: {}{}\n       {}\n", other.ended ? london_minute(*other.ended) : "", what(other),
             other.state, attempts_text(attempts, other.id), other.sentence);
}

// Calls one of the two for each entry, newest first, `most` at most.
template <typename OfRun, typename OfOther>
void for_each_entry(const History& history, std::size_t most, const OfRun& of_run, const OfOther& of_other) {
  auto run = history.runs.begin();
  auto other = history.others.begin();
  for (std::size_t i = 0; i < most && (run != history.runs.end() || other != history.others.end()); ++i) {
    const bool run_is_newer =
        other == history.others.end() || (run != history.runs.end() && run->started_at >= other->ended);
    if (run_is_newer)
      of_run(*run++);
    else
      of_other(*other++);
  }
}

}  // namespace

int runs_command(const settings::Settings& settings, const RunsOptions& options) {
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto reader = store::Reader::open(access->url());
  if (!reader) return fail(reader.error());
  const auto history = read_history(*reader, options.most);
  if (!history) return fail(history.error());
  const Attempts& attempts = history->attempts;
  if (options.json) {
    auto list = nlohmann::ordered_json::array();
    for_each_entry(
        *history, options.most, [&](const store::Run& run) { list.push_back(to_json(run, attempts)); },
        [&](const store::ListedOccurrence& other) { list.push_back(to_json(other, attempts)); });
    fmt::print("{}\n", list.dump(2));
    return 0;
  }
  if (history->runs.empty() && history->others.empty()) fmt::print("No job has been run yet.\n");
  for_each_entry(
      *history, options.most, [&](const store::Run& run) { print_run(run, attempts); },
      [&](const store::ListedOccurrence& other) { print_other(other, attempts); });
  return 0;
}

}  // namespace termwise::app
