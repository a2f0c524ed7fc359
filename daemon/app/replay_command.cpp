#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/workspace.h"
#include "jobs/replay.h"

namespace termwise::app {

int replay_command(const settings::Settings& settings, const ReplayOptions& options) {
  auto access = DatabaseAccess::open(settings);
  if (!access) return fail(access.error());
  auto reader = store::Reader::open(access->url());
  if (!reader) return fail(reader.error());
  const auto report = jobs::replay(*reader, plugin_host(), jobs::limits_of(settings), RunId{options.run});
  if (!report) return fail(report.error());
  if (options.json) {
    const nlohmann::ordered_json json{
        {"run", options.run}, {"same", report->same}, {"findings", report->findings}, {"sentence", report->sentence}};
    fmt::print("{}\n", json.dump(2));
  } else {
    fmt::print("Replay of run {}: {}\n", options.run, report->sentence);
  }
  return static_cast<int>(report->same ? ExitCode::ok : ExitCode::data);
}

}  // namespace termwise::app
