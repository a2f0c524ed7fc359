// One message of the outbox tried once: into the directory, or handed to the relay.
#pragma once

#include <optional>
#include <string>

#include "base/ids.h"
#include "base/result.h"
#include "settings/settings.h"
#include "store/database.h"
#include "store/outbox.h"

namespace termwise::jobs {

struct Delivered {
  store::ClaimedMessage message;
  store::TryEnd end = store::TryEnd::sent;
  std::string sentence;
};

// The message that has been due longest of those that the filter admits; none if there is none. `stop_fd`
// readable: a try that is under way ends soon. Error: the end could not be stored; the try lapses.
Result<std::optional<Delivered>> deliver_one(store::Database& database, const settings::Settings& settings,
                                             ProgramId program, const store::MessageFilter& filter, int stop_fd);

}  // namespace termwise::jobs
