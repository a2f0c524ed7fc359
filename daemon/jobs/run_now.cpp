#include "jobs/run_now.h"

#include "jobs/lease_keeper.h"
#include "store/programs.h"

namespace termwise::jobs {
namespace {

// An LA's plugins run one after the other, each up to its deadline; the rest is for facts and findings.
std::chrono::seconds time_for(const settings::Settings& settings) {
  return settings.limits.deadline + std::chrono::minutes(10);
}

}  // namespace

Result<Performed> run_now(store::Database& database, const Configuration& configuration,
                          const sandbox::PluginHost& host, const RunRequest& request, const Requester& requester) {
  TERMWISE_CHECK(check_request(database, configuration, request));
  const auto lease = configuration.settings.daemon.lease;
  TERMWISE_TRY(const ProgramId program, store::register_program(database, {.name = "termwise",
                                                                           .host = requester.host,
                                                                           .process_id = requester.process_id,
                                                                           .version = requester.version,
                                                                           .workers = 1,
                                                                           .lease = lease,
                                                                           .revision = configuration.revision}));
  LeaseKeeper keeper(requester.url, program, lease);
  TERMWISE_TRY(const store::Claimed claimed,
               store::request(
                   database, {program, configuration.revision, lease, ""},
                   {request.job, request.la, request.year, request.reference_date, time_for(configuration.settings)}));
  StopFlag stop;
  keeper.hold(claimed.claim, stop);
  auto performed = perform({database, configuration, host, stop}, claimed);
  keeper.let_go(claimed.claim);
  // What was run stands, whether or not the farewell arrives.
  static_cast<void>(store::say_goodbye(database, program));
  return performed;
}

}  // namespace termwise::jobs
