// The job `digest`: what each recipient of an LA is told now, compared with what they were told last.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "jobs/configuration.h"
#include "report/digest_mail.h"
#include "store/database.h"
#include "store/digests.h"

namespace termwise::jobs {

inline constexpr std::string_view kDigest = "digest";

struct WrittenDigest {
  settings::Person person;
  report::Digest digest;
  std::optional<report::MailMessage> mail;  // none: nothing to say, and this person does not want to hear so
  std::optional<store::Edition> edition;    // of a mail that is to be sent
  std::string skipped;                      // why there is none: the person has stopped it
  std::int64_t last_reminder_event = 0;     // up to which it tells of reminders
};

// Who a digest goes to: those whose schedule it is, or for `schedule` "manual" everybody who gets one, an LA's only
// person included where none has a schedule.
std::vector<settings::Person> readers_of(const settings::LocalAuthority& la, const std::string& schedule);

// Everything but the end: what perform() commits, together with the claim. Makes recipients' rows where they are missing.
Result<std::vector<WrittenDigest>> write_digests(store::Database& database, const settings::Settings& settings,
                                                 const LaCode& la, const std::vector<settings::Person>& people,
                                                 OccurrenceId occurrence, std::chrono::sys_seconds now);

// The digest that this person would get now, without writing anything.
Result<WrittenDigest> preview_digest(store::Reader& reader, const settings::Settings& settings, const LaCode& la,
                                     const settings::Person& person, std::chrono::sys_seconds now);

}  // namespace termwise::jobs
