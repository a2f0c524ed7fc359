#include "jobs/ingest_job.h"

#include <fmt/format.h>

#include "jobs/ingest_file.h"
#include "jobs/perform.h"

namespace termwise::jobs {

Result<LoadedFile> load_arrived(const Workplace& workplace, const store::Claimed& claimed) {
  const auto& settings = workplace.configuration.settings;
  if (!settings.inbox)
    return Error{ExitCode::configuration, "The configuration no longer has an [inbox], where this file lies."};
  const IngestAttempt attempt{claimed.claim, &workplace.stop};
  const auto accept = [&]() -> Result<RevisionId> { return workplace.configuration.revision; };
  TERMWISE_TRY(const IngestReport report, ingest_file(workplace.database, settings, accept,
                                                      settings.inbox->directory / claimed.file, {}, &attempt));
  if (!report.already_loaded) return LoadedFile{true, sums_sentence(report)};
  return LoadedFile{
      false, fmt::format("The same bytes were loaded before, as batch {}; nothing was changed.", report.batch->value)};
}

}  // namespace termwise::jobs
