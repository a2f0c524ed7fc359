// One run of a no-op plugin, from spawning its process to the commit of its (empty) result, as jobs::run_job does it.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

#include "jobs/catalogue.h"
#include "jobs/run_plugin.h"
#include "store/archive.h"
#include "store/programs.h"
#include "store/queue.h"
#include "store/revisions.h"
#include "store/runs.h"
#include "wire/codec.h"

namespace {

using namespace termwise;

constexpr int kRuns = 300;

Result<double> one_run(store::Database& database, const store::Claimant& claimant, const sandbox::PluginHost& host,
                       const jobs::PluginRun& run, const snapshot::Snapshot& facts, const store::NewRun& row) {
  TERMWISE_TRY(const store::Claimed claimed,
               store::request(database, claimant, {row.job, row.la, row.year, row.reference_date}));
  const auto start = std::chrono::steady_clock::now();
  TERMWISE_TRY(const RunId id, store::start_run(database, claimed.claim, row));
  TERMWISE_TRY(const jobs::PluginResult result, jobs::run_plugin(database, host, {}, run, facts));
  if (result.outcome.ending != sandbox::Ending::completed) return Error{ExitCode::internal, result.outcome.sentence};
  const std::string& sentence = result.outcome.sentence;
  const store::ResourceUse use = jobs::use_of(result.outcome);
  TERMWISE_CHECK(store::finish(database, claimed.claim, true,
                               {{id, true, "completed", sentence, "", use, result.findings}}, {sentence, "", use}));
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

Result<std::vector<double>> measure(const char* url, const char* host_program, const char* plugin) {
  TERMWISE_TRY(store::Database database, store::Database::open(url));
  const sandbox::PluginHost host(host_program);
  TERMWISE_TRY(const sandbox::PluginFile file, sandbox::PluginFile::open(plugin));
  TERMWISE_TRY(const sandbox::Description description, host.describe(file, {}));
  if (!description.manifest) return Error{ExitCode::internal, description.outcome.sentence};
  TERMWISE_TRY(const std::string binary, file.bytes());
  TERMWISE_CHECK(store::save_plugin(database, file.sha256(), "noop", binary, wire::encode(*description.manifest)));
  TERMWISE_TRY(const RevisionId revision, store::accept_revision(database, {}, {{"noop", file.sha256()}}));
  const std::chrono::year_month_day today = std::chrono::year(2017) / 9 / 1;
  const jobs::PluginRun run{.file = &file,
                            .manifest = &*description.manifest,
                            .la = *LaCode::parse("926"),
                            .year = *AcademicYear::from_summer(2017),
                            .highest = BatchId{1},
                            .reference_date = today,
                            .parameters = {},
                            .rules = {"ks2-floor"}};
  TERMWISE_TRY(const snapshot::Snapshot facts, jobs::take_facts(database, settings::Settings{}, run));
  const store::NewRun row{.job = "floor-check",
                          .la = run.la,
                          .year = run.year,
                          .reference_date = today,
                          .plugin = "noop",
                          .plugin_sha256 = file.sha256(),
                          .revision = revision,
                          .highest_batch = run.highest,
                          .snapshot_sha256 = facts.sha256,
                          .parameters = {},
                          .rules = {{"ks2-floor", "1"}}};
  const std::chrono::seconds lease(90);
  TERMWISE_TRY(const ProgramId program, store::register_program(database, {.name = "termwise",
                                                                           .host = "bench",
                                                                           .process_id = 1,
                                                                           .version = "0",
                                                                           .workers = 1,
                                                                           .lease = lease,
                                                                           .revision = revision}));
  const store::Claimant claimant{program, revision, lease, ""};
  std::vector<double> milliseconds;
  for (int i = 0; i < kRuns; ++i) {
    TERMWISE_TRY(const double one, one_run(database, claimant, host, run, facts, row));
    milliseconds.push_back(one);
  }
  std::sort(milliseconds.begin(), milliseconds.end());
  return milliseconds;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: run_bench DATABASE-URL PLUGIN-HOST PLUGIN\n");
    return 64;
  }
  const auto sorted = measure(argv[1], argv[2], argv[3]);
  if (!sorted) {
    std::fprintf(stderr, "%s\n", sorted.error().text().c_str());
    return static_cast<int>(sorted.error().exit);
  }
  std::printf("  median %.2f ms, 99th percentile %.2f ms, of %d runs\n", sorted.value()[kRuns / 2],
              sorted.value()[kRuns * 99 / 100], kRuns);
  return 0;
}
