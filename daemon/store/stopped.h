// Who has stopped an LA's digest: for people, read only.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "store/database.h"
#include "store/planning.h"

namespace termwise::store {

struct StoppedRecipient {
  LaCode la;
  std::string address;
  Instant since;
};
Result<std::vector<StoppedRecipient>> list_stopped(Reader& reader, std::size_t most);  // by LA and address

}  // namespace termwise::store
