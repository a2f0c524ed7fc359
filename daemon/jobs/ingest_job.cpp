#include "jobs/ingest_job.h"

#include <fmt/format.h>

#include "jobs/inbox.h"
#include "jobs/ingest_file.h"
#include "jobs/perform.h"

namespace termwise::jobs {

Result<LoadedFile> load_arrived(const Workplace& workplace, const store::Claimed& claimed) {
  // Another file in its place is another occurrence.
  if (identity_of(workplace.inbox, claimed.file) != claimed.period)
    return LoadedFile{false, "It was removed or replaced before it could be loaded; nothing was changed."};
  const IngestAttempt attempt{claimed.claim, &workplace.stop};
  const auto accept = [&]() -> Result<RevisionId> { return workplace.configuration.revision; };
  TERMWISE_TRY(const IngestReport report,
               ingest_file(workplace.database, workplace.configuration.settings, accept,
                           std::filesystem::path(workplace.inbox) / claimed.file, {}, &attempt));
  if (!report.already_loaded) return LoadedFile{true, sums_sentence(report)};
  return LoadedFile{
      false, fmt::format("The same bytes were loaded before, as batch {}; nothing was changed.", report.batch->value)};
}

}  // namespace termwise::jobs
