// The server process of an embedded cluster. Call only under the cluster's start.lock. For this folder only.
#pragma once

#include "base/result.h"
#include "store/cluster_home.h"

namespace termwise::store {

// Starts the server unless it runs, waits until it takes connections, and makes the database.
Result<void> ensure_running(const ClusterHome& home);

// Stops the server, if it runs, and waits until it is gone.
void stop_server(const ClusterHome& home);

}  // namespace termwise::store
