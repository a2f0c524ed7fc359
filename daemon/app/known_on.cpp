#include "app/known_on.h"

#include "app/arguments.h"
#include "store/batches.h"

namespace termwise::app {

Result<std::optional<BatchId>> known_on_argument(store::Reader& reader, const std::string& text) {
  TERMWISE_TRY(const auto day, date_argument("--as-known-on", text));
  if (!day) return std::optional<BatchId>();
  TERMWISE_TRY(const auto highest, store::highest_batch(reader, day));
  return std::optional(highest.value_or(BatchId{0}));
}

}  // namespace termwise::app
