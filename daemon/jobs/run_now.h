// What is asked for by hand: the same queue, lease, plugin host and finishing transaction as a daemon's, without a daemon.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "jobs/deliver.h"
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

// The job retention. Its sentence is Performed::sentence.
Result<Performed> remove_now(store::Database& database, const Configuration& configuration,
                             const sandbox::PluginHost& host, const Requester& requester);

struct SentDigests {
  Performed performed;
  std::vector<Delivered> delivered;  // each message tried once; what could not be sent waits for a daemon
};

// Writes the digests of these people of an LA and tries to deliver them.
Result<SentDigests> send_digests(store::Database& database, const Configuration& configuration,
                                 const sandbox::PluginHost& host, const LaCode& la,
                                 const std::vector<settings::Person>& people, const Requester& requester);

// Tries one message again, whatever became of it. Error (exit 65): there is none, or it is being sent.
Result<Delivered> send_again(store::Database& database, const Configuration& configuration, MessageId message,
                             const Requester& requester);

}  // namespace termwise::jobs
