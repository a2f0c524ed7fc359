// Failures told to those who own them: a job that has failed for good, a message that did not arrive or may not have.
// Each is told once, to the first person who holds the owner's role; readers of digests are not told.
#pragma once

#include <string>

#include "base/result.h"
#include "report/digest_mail.h"
#include "settings/settings.h"
#include "store/database.h"
#include "store/outbox.h"

namespace termwise::jobs {

// Puts notices of all failures that have an owner and were not told into the outbox; how many.
Result<int> tell_owners(store::Database& database, const settings::Settings& settings);

// The notice of one failure, for its owner's letter.
report::Notice notice_of(const store::Failure& failure, const std::string& la_name);

}  // namespace termwise::jobs
