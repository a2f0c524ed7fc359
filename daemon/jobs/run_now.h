// A run asked for by hand: the same queue, lease, plugin host and finishing transaction as a daemon's, without a daemon.
#pragma once

#include <string>

#include "base/result.h"
#include "jobs/perform.h"

namespace termwise::jobs {

struct Requester {
  std::string url;
  std::string host;
  int process_id = 0;
  std::string version;
};

// Errors: as check_request, before anything is written; otherwise as perform.
Result<Performed> run_now(store::Database& database, const Configuration& configuration,
                          const sandbox::PluginHost& host, const RunRequest& request, const Requester& requester);

}  // namespace termwise::jobs
