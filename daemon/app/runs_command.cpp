#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/workspace.h"
#include "calendar/london.h"
#include "store/history.h"
#include "store/overview.h"

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

Result<Attempts> read_attempts(store::Reader& reader, const std::vector<store::HistoryEntry>& history) {
  std::vector<OccurrenceId> occurrences;
  for (const auto& entry : history)
    if (entry.occurrence) occurrences.push_back(*entry.occurrence);
  TERMWISE_TRY(auto listed, store::list_attempts(reader, occurrences));
  Attempts attempts;
  for (auto& attempt : listed) attempts[attempt.occurrence.value].push_back(std::move(attempt));
  return attempts;
}

const std::vector<store::Attempt>& attempts_of(const Attempts& attempts, const store::HistoryEntry& entry) {
  static const std::vector<store::Attempt> none;
  if (!entry.occurrence) return none;
  const auto found = attempts.find(entry.occurrence->value);
  return found == attempts.end() ? none : found->second;
}

nlohmann::ordered_json to_json(const store::HistoryEntry& entry, const Attempts& attempts) {
  nlohmann::ordered_json json;
  json["run"] = entry.run ? nlohmann::ordered_json(entry.run->value) : nullptr;
  json["started"] = london_minute(entry.moment);
  json["job"] = entry.job;
  json["la"] = entry.la;
  json["year"] = entry.year ? nlohmann::ordered_json(entry.year->label()) : nullptr;
  json["plugin"] = entry.run ? nlohmann::ordered_json(entry.plugin) : nullptr;
  json["state"] = entry.state;
  json["ending"] = entry.ending;
  json["sentence"] = entry.sentence;
  json["findings"] = entry.findings;
  if (!entry.file.empty()) json["file"] = entry.file;
  json["attempts"] = nlohmann::ordered_json::array();
  for (const auto& attempt : attempts_of(attempts, entry)) json["attempts"].push_back(to_json(attempt));
  return json;
}

void print(const store::HistoryEntry& entry, const Attempts& attempts) {
  const std::size_t count = attempts_of(attempts, entry).size();
  const std::string in_attempts = count < 2 ? "" : fmt::format(", in {} attempts", count);
  if (entry.run) {
    const bool succeeded = entry.state == "succeeded";
    fmt::print("{:>5}  {}  {} of LA {} for {} by {}: {}{}{}\n", entry.run->value, london_minute(entry.moment),
               entry.job, entry.la, entry.year->label(), entry.plugin, entry.state,
               succeeded ? fmt::format(", {} findings", entry.findings) : "", in_attempts);
    if (entry.state == "failed") fmt::print("       {}\n", entry.sentence);
    return;
  }
  const std::string what = entry.file.empty() ? "LA " + entry.la : entry.file;
  fmt::print("    -  {}  {} of {}: {}{}\n       {}\n", london_minute(entry.moment), entry.job, what, entry.state,
             in_attempts, entry.sentence);
}

}  // namespace

int runs_command(const settings::Settings& settings, const RunsOptions& options) {
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto reader = store::Reader::open(access->url());
  if (!reader) return fail(reader.error());
  const auto history = store::list_history(*reader, 0, options.most);
  if (!history) return fail(history.error());
  const auto attempts = read_attempts(*reader, *history);
  if (!attempts) return fail(attempts.error());
  if (options.json) {
    auto list = nlohmann::ordered_json::array();
    for (const auto& entry : *history) list.push_back(to_json(entry, *attempts));
    fmt::print("{}\n", list.dump(2));
    return 0;
  }
  if (history->empty()) fmt::print("No job has been run yet.\n");
  for (const auto& entry : *history) print(entry, *attempts);
  return 0;
}

}  // namespace termwise::app
