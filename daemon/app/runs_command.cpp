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

std::string minute(std::chrono::system_clock::time_point instant) {
  return calendar::london_minute(std::chrono::floor<std::chrono::seconds>(instant));
}

nlohmann::ordered_json to_json(const store::Attempt& attempt) {
  return {{"attempt", attempt.token},
          {"host", attempt.host},
          {"process", attempt.process_id},
          {"started", minute(attempt.started)},
          {"finished", attempt.finished ? nlohmann::ordered_json(minute(*attempt.finished)) : nullptr},
          {"outcome", attempt.outcome},
          {"sentence", attempt.sentence},
          {"standard_error", attempt.standard_error},
          {"wall_ms", attempt.use.wall.count()},
          {"cpu_ms", attempt.use.cpu.count()},
          {"peak_memory_bytes", attempt.use.peak_memory_bytes}};
}

using Attempts = std::map<std::int64_t, std::vector<store::Attempt>>;  // by occurrence

Result<Attempts> attempts_of(store::Reader& reader, const std::vector<store::Run>& runs) {
  std::vector<OccurrenceId> occurrences;
  for (const auto& run : runs)
    if (run.occurrence) occurrences.push_back(*run.occurrence);
  TERMWISE_TRY(auto listed, store::list_attempts(reader, occurrences));
  Attempts attempts;
  for (auto& attempt : listed) attempts[attempt.occurrence.value].push_back(std::move(attempt));
  return attempts;
}

nlohmann::ordered_json to_json(const store::Run& run, const Attempts& attempts) {
  nlohmann::ordered_json json;
  json["run"] = run.id.value;
  json["started"] = minute(run.started_at);
  json["job"] = run.run.job;
  json["la"] = run.run.la.text();
  json["year"] = run.run.year.label();
  json["plugin"] = run.run.plugin;
  json["state"] = name(run.state);
  json["ending"] = run.ending;
  json["sentence"] = run.sentence;
  json["findings"] = run.finding_count;
  json["attempts"] = nlohmann::ordered_json::array();
  if (run.occurrence)
    if (const auto found = attempts.find(run.occurrence->value); found != attempts.end())
      for (const auto& attempt : found->second) json["attempts"].push_back(to_json(attempt));
  return json;
}

}  // namespace

int runs_command(const settings::Settings& settings, const RunsOptions& options) {
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto reader = store::Reader::open(access->url());
  if (!reader) return fail(reader.error());
  const auto runs = store::list_runs(*reader, options.most);
  if (!runs) return fail(runs.error());
  const auto attempts = attempts_of(*reader, runs.value());
  if (!attempts) return fail(attempts.error());
  if (options.json) {
    auto list = nlohmann::ordered_json::array();
    for (const auto& run : runs.value()) list.push_back(to_json(run, *attempts));
    fmt::print("{}\n", list.dump(2));
    return 0;
  }
  if (runs.value().empty()) fmt::print("No job has been run yet.\n");
  for (const auto& run : runs.value()) {
    fmt::print("{:>5}  {}  {} of LA {} for {} by {}: {}", run.id.value, minute(run.started_at), run.run.job,
               run.run.la.text(), run.run.year.label(), run.run.plugin, name(run.state));
    if (run.state == store::RunState::succeeded) fmt::print(", {} findings", run.finding_count);
    if (run.occurrence)
      if (const auto found = attempts->find(run.occurrence->value);
          found != attempts->end() && found->second.size() > 1)
        fmt::print(", in {}", counted(static_cast<long long>(found->second.size()), "attempt", "attempts"));
    fmt::print("\n");
    if (run.state == store::RunState::failed) fmt::print("       {}\n", run.sentence);
  }
  return 0;
}

}  // namespace termwise::app
