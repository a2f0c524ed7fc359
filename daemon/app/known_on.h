// --as-known-on: a past day as the batches that were committed by its end in London.
#pragma once

#include <optional>
#include <string>

#include "base/ids.h"
#include "base/result.h"
#include "store/database.h"

namespace termwise::app {

// The highest batch of that day; none where the option is not given, and 0 where nothing had been loaded by then. Error
// (exit 64): not a date.
Result<std::optional<BatchId>> known_on_argument(store::Reader& reader, const std::string& text);

}  // namespace termwise::app
