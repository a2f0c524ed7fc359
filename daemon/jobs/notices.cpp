#include "jobs/notices.h"

#include <algorithm>

#include <fmt/format.h>

#include "jobs/letters.h"

namespace termwise::jobs {
namespace {

constexpr std::string_view kIngest = "ingest";
constexpr std::string_view kDigest = "digest";
constexpr std::string_view kRetention = "retention";

// "23 November 2026 at 07:00, after 3 attempts".
std::string when_given_up(const store::Failure& failure) {
  const std::string when = report::long_minute(failure.ended);
  return failure.attempts > 1 ? fmt::format("{}, after {} attempts", when, failure.attempts) : when;
}

// "floor check".
std::string job_in_words(std::string job) {
  std::replace(job.begin(), job.end(), '-', ' ');
  return job;
}

report::Notice of_file(const store::Failure& failure) {
  return {
      .heading = fmt::format("The file {} could not be loaded", failure.file),
      .when = {},
      .la_name = {},
      .what = fmt::format("The file {} arrived in the inbox and was refused on {}. Nothing of it is in the database.",
                          failure.file, when_given_up(failure)),
      .cause = failure.sentence,
      .remedy =
          "Mend the file and put it into the inbox again, or remove it from the folder refused/. Until then the jobs "
          "that wait for the data are held back.",
      .commands = {"termwise status"},
      .path = "/status"};
}

report::Notice of_job(const store::Failure& failure, const std::string& la_name) {
  const std::string la = failure.la ? failure.la->text() : "";
  const std::string again = failure.job == kDigest      ? fmt::format("termwise digest send --la {}", la)
                            : failure.job == kRetention ? std::string("termwise retention")
                                                        : fmt::format("termwise run {} --la {}", failure.job, la);
  return {
      .heading = fmt::format("The {} of {} has failed", job_in_words(failure.job), la_name),
      .when = {},
      .la_name = {},
      .what = fmt::format("The {} of {} for {} failed on {}, and is not tried again by itself.",
                          job_in_words(failure.job), la_name, failure.period, when_given_up(failure)),
      .cause = failure.sentence,
      .remedy = fmt::format("Mend the cause, then run the job by hand with {}. Once it succeeds, nothing else needs "
                            "doing.",
                            again),
      .commands = {"termwise runs", fmt::format("termwise status --la {}", la), again},
      .path = "/runs"};
}

report::Notice of_message(const store::Failure& failure) {
  const std::string id = std::to_string(failure.message->value);
  const bool unknown = failure.state == "unknown";
  return {.heading =
              (unknown ? "A digest may not have arrived at " : "A digest could not be delivered to ") + failure.period,
          .when = {},
          .la_name = {},
          .what = fmt::format("The message \"{}\" to {} {} on {}.", failure.job, failure.period,
                              unknown ? "may or may not have been delivered" : "was refused", when_given_up(failure)),
          .cause = failure.sentence,
          .remedy = unknown
                        ? fmt::format("Ask {} whether it has arrived. It is never sent again by itself, since that "
                                      "might be the second time: you decide.",
                                      failure.period)
                        : std::string("Correct the address in the LA's file, or have the relay's administrator look "
                                      "at the refusal; then send it again, or drop it."),
          .commands = {"termwise outbox", "termwise outbox resend " + id, "termwise outbox drop " + id},
          .path = "/status"};
}

// To whom; none: nobody owns it.
std::optional<report::Letter> letter_for(const settings::Settings& settings, const store::Failure& failure,
                                         const std::string& message_id_start) {
  if (!failure.la) {
    if (settings.mail.operator_address.empty()) return std::nullopt;
    return letter_to_operator(settings, message_id_start);
  }
  const settings::LocalAuthority la = settings.la(*failure.la);
  const auto owners = holders_of(la, la.mail.owner);
  if (owners.empty()) return std::nullopt;
  return letter_to(settings, la, owners.front(), message_id_start);
}

}  // namespace

report::Notice notice_of(const store::Failure& failure, const std::string& la_name) {
  report::Notice notice = failure.message          ? of_message(failure)
                          : failure.job == kIngest ? of_file(failure)
                                                   : of_job(failure, la_name);
  notice.when = std::chrono::floor<std::chrono::seconds>(failure.ended);
  notice.la_name = la_name;
  return notice;
}

Result<int> tell_owners(store::Database& database, const settings::Settings& settings) {
  TERMWISE_TRY(const auto failures, store::untold_failures(database));
  int told = 0;
  for (const auto& failure : failures) {
    const auto moment = std::chrono::floor<std::chrono::seconds>(failure.ended).time_since_epoch().count();
    const std::string start = failure.message ? fmt::format("notice-message-{}-{}", failure.message->value, moment)
                                              : fmt::format("notice-{}-{}", failure.occurrence->value, moment);
    const auto letter = letter_for(settings, failure, start);
    if (!letter) continue;
    const std::string la_name = failure.la ? settings.la(*failure.la).name : std::string();
    TERMWISE_TRY(const report::MailMessage mail, report::notice_mail(notice_of(failure, la_name), *letter));
    TERMWISE_TRY(const bool stored,
                 store::add_notice(database, failure,
                                   {.la = failure.la,
                                    .sender = letter->from.address,
                                    .address = letter->to.address,
                                    .role = letter->role,
                                    .subject = mail.subject,
                                    .message_id = mail.message_id,
                                    .content = report::mime_bytes(mail),
                                    .directory_only = failure.la && settings.la(*failure.la).mail.directory_only}));
    if (stored) ++told;
  }
  return told;
}

}  // namespace termwise::jobs
