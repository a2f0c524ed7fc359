// How a message is written inside a transaction that does more. For this folder only.
#pragma once

#include "store/bulk.h"
#include "store/outbox.h"

namespace termwise::store {

Result<void> write_digest_message(Bulk& bulk, RecipientId recipient, OccurrenceId occurrence,
                                  const NewMessage& message);

}  // namespace termwise::store
