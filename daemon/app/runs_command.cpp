#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/workspace.h"
#include "calendar/london.h"
#include "store/runs.h"

namespace termwise::app {
namespace {

std::string minute(std::chrono::system_clock::time_point instant) {
  return calendar::london_minute(std::chrono::floor<std::chrono::seconds>(instant));
}

nlohmann::ordered_json to_json(const store::Run& run) {
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
  if (options.json) {
    auto list = nlohmann::ordered_json::array();
    for (const auto& run : runs.value()) list.push_back(to_json(run));
    fmt::print("{}\n", list.dump(2));
    return 0;
  }
  if (runs.value().empty()) fmt::print("No job has been run yet.\n");
  for (const auto& run : runs.value()) {
    fmt::print("{:>5}  {}  {} of LA {} for {} by {}: {}", run.id.value, minute(run.started_at), run.run.job,
               run.run.la.text(), run.run.year.label(), run.run.plugin, name(run.state));
    if (run.state == store::RunState::succeeded) fmt::print(", {} findings", run.finding_count);
    fmt::print("\n");
    if (run.state == store::RunState::failed) fmt::print("       {}\n", run.sentence);
  }
  return 0;
}

}  // namespace termwise::app
