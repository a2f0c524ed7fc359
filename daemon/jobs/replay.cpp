#include "jobs/replay.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "jobs/run_plugin.h"
#include "report/difference.h"
#include "store/archive.h"
#include "store/revisions.h"
#include "store/runs.h"
#include "wire/codec.h"
#include "wire/image_layout.h"

namespace termwise::jobs {
namespace {

// What is hashed in a later format has another hash, which says nothing about the run.
Result<void> check_format(RunId id, std::string_view of_what, std::optional<int> stored, int written) {
  if (stored == written) return {};
  return Error{ExitCode::data,
               fmt::format("Run {} stored the hash of its {} in format {}, and this version of Termwise writes format "
                           "{}, so that the two cannot be compared. Replay it with the version that made it.",
                           id.value, of_what, stored.value_or(0), written)};
}

// What a run was given, brought back from the database.
struct PastRun {
  store::Run run;
  settings::Settings settings;
  sandbox::PluginFile file;
  wire::Manifest manifest;
};

Result<PastRun> recall(store::Reader& reader, RunId id) {
  TERMWISE_TRY(store::Run run, store::read_run(reader, id));
  if (run.state != store::RunState::succeeded)
    return Error{ExitCode::data, fmt::format("Run {} has no findings to replay, because it is {}. {}", id.value,
                                             name(run.state), run.sentence)};
  TERMWISE_CHECK(check_format(id, "facts", run.image_format, static_cast<int>(wire::kImageVersion)));
  TERMWISE_CHECK(check_format(id, "findings", run.findings_format, school::kFindingsFormat));
  TERMWISE_TRY(const store::Revision revision, store::read_revision(reader, run.run.revision));
  settings::Loaded loaded = settings::load_revision(revision.files);
  if (!loaded.settings)
    return Error{ExitCode::internal,
                 fmt::format("Settings revision {}, which run {} used, is no longer accepted by this "
                             "version of Termwise: {}",
                             revision.id.value, id.value, loaded.errors.front().text())};
  TERMWISE_TRY(const std::string binary, store::read_archived(reader, run.run.plugin_sha256.value()));
  TERMWISE_TRY(sandbox::PluginFile file,
               sandbox::PluginFile::from_bytes(fmt::format("termwise-{}.so (archived)", run.run.plugin), binary));
  TERMWISE_TRY(const auto encoded, store::find_manifest(reader, run.run.plugin_sha256.value()));
  if (!encoded)
    return Error{ExitCode::internal,
                 fmt::format("The manifest of the plugin that run {} used is not stored.", id.value)};
  TERMWISE_TRY(wire::Manifest manifest, wire::decode_manifest(*encoded));
  return PastRun{std::move(run), std::move(*loaded.settings), std::move(file), std::move(manifest)};
}

ReplayReport compare(const PastRun& past, const std::vector<school::Finding>& stored, const PluginResult& result) {
  const auto& again = result.findings;
  const std::size_t common = std::min(stored.size(), again.size());
  for (std::size_t i = 0; i < common; ++i)
    if (school::canonical_bytes(stored[i]) != school::canonical_bytes(again[i].finding))
      return {false, again.size(), report::first_difference(stored[i], again[i].finding)};
  if (stored.size() != again.size())
    return {false, again.size(),
            fmt::format("The run stored {}; the replay gave {}.",
                        counted(static_cast<long long>(stored.size()), "finding", "findings"), again.size())};
  std::vector<school::Reminder> reminders;
  for (const auto& named : result.reminders) reminders.push_back(named.reminder);
  if (past.run.findings_sha256 != school::findings_sha256(stored, reminders))
    return {false, again.size(),
            reminders.empty()
                ? "The stored findings no longer have the hash that the run recorded, so they were altered afterwards."
                : "The findings and reminders no longer have the hash that the run recorded: the reminders are others, "
                  "or the stored findings were altered afterwards."};
  std::string what = counted(static_cast<long long>(again.size()), "finding", "findings");
  if (!reminders.empty()) what += " and " + counted(static_cast<long long>(reminders.size()), "reminder", "reminders");
  return {true, again.size(),
          fmt::format("{} from the same facts, plugin and parameters are byte for byte the same.", what)};
}

}  // namespace

Result<ReplayReport> replay(store::Reader& reader, const sandbox::PluginHost& host, const sandbox::Limits& limits,
                            RunId id) {
  TERMWISE_TRY(const PastRun past, recall(reader, id));
  const store::NewRun& given = past.run.run;
  PluginRun run{.file = &past.file,
                .manifest = &past.manifest,
                .la = given.la,
                .year = given.year,
                .highest = given.highest_batch.value(),
                .reference_date = given.reference_date,
                .parameters = given.parameters,
                .rules = {}};
  for (const auto& rule : given.rules) run.rules.push_back(rule.rule);
  TERMWISE_TRY(const snapshot::Snapshot facts, take_facts(reader, past.settings, run));
  if (facts.sha256 != given.snapshot_sha256)
    return ReplayReport{
        false, 0,
        fmt::format("The facts are not the ones that run {} saw: their hash is {} and was {}.", id.value,
                    facts.sha256.hex().substr(0, 12), given.snapshot_sha256->hex().substr(0, 12))};
  TERMWISE_TRY(const PluginResult result, run_plugin(reader, host, limits, run, facts));
  if (result.outcome.ending != sandbox::Ending::completed) return ReplayReport{false, 0, result.outcome.sentence};
  TERMWISE_TRY(const auto stored, store::findings_of(reader, id));
  return compare(past, stored, result);
}

}  // namespace termwise::jobs
