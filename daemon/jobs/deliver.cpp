#include "jobs/deliver.h"

#include <fmt/format.h>

#include "jobs/perform.h"
#include "mail/drop_directory.h"
#include "mail/submission.h"

namespace termwise::jobs {
namespace {

using store::TryEnd;

TryEnd end_of(mail::Outcome outcome) {
  switch (outcome) {
    case mail::Outcome::delivered:
      return TryEnd::sent;
    case mail::Outcome::later:
      return TryEnd::later;
    case mail::Outcome::never:
      return TryEnd::refused;
    case mail::Outcome::unknown:
      break;
  }
  return TryEnd::unknown;
}

// Longer than a try can take, so that only a program that is gone loses one.
std::chrono::seconds lease_for(const settings::Settings& settings) {
  return settings.daemon.lease + (settings.mail.relay ? settings.mail.relay->timeout : std::chrono::seconds(0));
}

Delivered into_directory(const settings::Settings& settings, store::ClaimedMessage message) {
  const auto dropped = mail::drop(settings.mail.directory, message.message_id + ".eml", message.content);
  if (!dropped) return {std::move(message), TryEnd::later, dropped.error().text()};
  return {std::move(message), TryEnd::sent, fmt::format("Delivered into {}.", settings.mail.directory.string())};
}

Delivered to_relay(store::Database& database, const settings::Settings& settings, store::ClaimedMessage message,
                   int stop_fd) {
  const mail::Envelope envelope{message.sender, message.address, message.content};
  auto delivery = mail::submit(
      *settings.mail.relay, envelope, [&] { return store::begin_data(database, message); }, stop_fd);
  return {std::move(message), end_of(delivery.outcome), std::move(delivery.sentence)};
}

}  // namespace

Result<std::optional<Delivered>> deliver_one(store::Database& database, const settings::Settings& settings,
                                             ProgramId program, const store::MessageFilter& filter, int stop_fd) {
  TERMWISE_TRY(auto claimed, store::claim_message(database, program, lease_for(settings), filter));
  if (!claimed) return std::optional<Delivered>();
  Delivered delivered = settings.mail.relay && !claimed->directory_only
                            ? to_relay(database, settings, std::move(*claimed), stop_fd)
                            : into_directory(settings, std::move(*claimed));
  const auto& message = delivered.message;
  if (delivered.end == TryEnd::later && message.waited >= settings.mail.give_up) {
    delivered.end = TryEnd::refused;
    delivered.sentence +=
        fmt::format(" It was tried for {} hours and is not tried any more.", settings.mail.give_up.count());
  }
  const auto pause = pause_after(message.tries - 1, settings.mail.retry);
  TERMWISE_CHECK(store::end_try(database, message, delivered.end, delivered.sentence, pause));
  return std::optional(std::move(delivered));
}

}  // namespace termwise::jobs
