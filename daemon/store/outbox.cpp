#include "store/outbox.h"

#include <fmt/format.h>

#include "store/outbox_rows.h"
#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

const char* word(TryEnd end) {
  switch (end) {
    case TryEnd::sent:
      return "sent";
    case TryEnd::later:
      return "later";
    case TryEnd::refused:
      return "refused";
    case TryEnd::unknown:
      break;
  }
  return "unknown";
}

Error taken_back(const ClaimedMessage& message) {
  return {ExitCode::try_again,
          fmt::format("The try to deliver message {} was taken back meanwhile.", message.id.value)};
}

template <typename Id>
std::optional<std::string> number_or_null(const std::optional<Id>& id) {
  return id ? std::optional(std::to_string(id->value)) : std::nullopt;
}

Error body_removed(MessageId id) {
  return {ExitCode::data,
          fmt::format("The body of message {} was removed after its time: see termwise retention.", id.value)};
}

// Why nothing was changed.
Error no_change(pqxx::transaction_base& transaction, MessageId id, std::string_view wish) {
  const pqxx::result found = transaction.exec_params(sql::message_state, id.value);
  if (found.empty()) return {ExitCode::data, fmt::format("There is no message {}.", id.value)};
  if (found[0][1].as<bool>()) return body_removed(id);
  return {ExitCode::data, fmt::format("Message {} cannot be {}, because it is {}.", id.value, wish,
                                      found[0][0].as<std::string>() == "sending" ? "being sent just now"
                                                                                 : found[0][0].as<std::string>())};
}

}  // namespace

Result<void> write_digest_message(Bulk& bulk, RecipientId recipient, OccurrenceId occurrence,
                                  const NewMessage& message) {
  TERMWISE_CHECK(bulk.row(
      sql::add_digest_message,
      {std::to_string(recipient.value), std::to_string(occurrence.value),
       message.la ? std::optional(message.la->text()) : std::nullopt, message.sender, message.address, message.role,
       message.subject, message.message_id, bytea_of(message.content), message.directory_only ? "true" : "false"}));
  return {};
}

Result<std::optional<ClaimedMessage>> claim_message(Database& database, ProgramId program, std::chrono::seconds lease,
                                                    const MessageFilter& filter) {
  const auto occurrence = number_or_null(filter.of);
  const auto id = number_or_null(filter.id);
  return database.session().direct([&](pqxx::transaction_base& direct) -> Result<std::optional<ClaimedMessage>> {
    direct.exec(sql::take_back_messages);
    const pqxx::result taken = direct.exec_params(sql::claim_message, program.value, seconds_text(lease),
                                                  or_null(occurrence), or_null(id), filter.untried);
    if (taken.empty()) return std::optional<ClaimedMessage>();
    const auto row = taken[0];
    return std::optional(ClaimedMessage{.id = MessageId{row[0].as<std::int64_t>()},
                                        .token = row[1].as<std::int64_t>(),
                                        .sender = row[2].as<std::string>(),
                                        .address = row[3].as<std::string>(),
                                        .message_id = row[4].as<std::string>(),
                                        .content = bytes_of(row[5]),
                                        .directory_only = row[6].as<bool>(),
                                        .tries = row[7].as<int>(),
                                        .waited = std::chrono::seconds(row[8].as<std::int64_t>())});
  });
}

Result<void> begin_data(Database& database, const ClaimedMessage& message) {
  return database.session().direct([&](pqxx::transaction_base& direct) -> Result<void> {
    if (direct.exec_params(sql::begin_data, message.id.value, message.token).empty()) return taken_back(message);
    return {};
  });
}

Result<void> end_try(Database& database, const ClaimedMessage& message, TryEnd end, std::string_view sentence,
                     std::chrono::seconds pause) {
  return database.session().direct([&](pqxx::transaction_base& direct) -> Result<void> {
    const pqxx::result ended = direct.exec_params(sql::end_try, message.id.value, message.token, word(end),
                                                  std::string(sentence), seconds_text(pause));
    if (ended.empty()) return taken_back(message);
    return {};
  });
}

Result<std::vector<ListedMessage>> list_messages(Reader& reader, const std::optional<LaCode>& la, bool open,
                                                 std::size_t most) {
  const auto code = la ? std::optional(la->text()) : std::nullopt;
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<ListedMessage>> {
    std::vector<ListedMessage> listed;
    for (const auto& row : transaction.exec_params(sql::list_messages, or_null(code), open, std::to_string(most)))
      listed.push_back({.id = MessageId{row[0].as<std::int64_t>()},
                        .kind = row[1].as<std::string>(),
                        .la = row[2].as<std::string>(),
                        .address = row[3].as<std::string>(),
                        .role = row[4].as<std::string>(),
                        .subject = row[5].as<std::string>(),
                        .message_id = row[6].as<std::string>(),
                        .state = row[7].as<std::string>(),
                        .sentence = row[8].as<std::string>(),
                        .tries = row[9].as<int>(),
                        .created = time_of(row[10]),
                        .due = optional_time_of(row[11]),
                        .ended = optional_time_of(row[12]),
                        .occurrence = row[13].is_null() ? std::nullopt : std::optional(row[13].as<std::int64_t>())});
    return listed;
  });
}

Result<std::string> message_content(Reader& reader, MessageId id) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::string> {
    const pqxx::result found = transaction.exec_params(sql::message_content, id.value);
    if (found.empty()) return Error{ExitCode::data, fmt::format("There is no message {}.", id.value)};
    std::string content = bytes_of(found[0][0]);
    if (content.empty()) return body_removed(id);
    return content;
  });
}

Result<void> resend(Database& database, MessageId id) {
  return database.session().write([&](pqxx::transaction_base& transaction) -> Result<void> {
    if (transaction.exec_params(sql::resend_message, id.value).empty()) return no_change(transaction, id, "sent again");
    return {};
  });
}

Result<void> drop_message(Database& database, MessageId id, std::string_view sentence) {
  return database.session().write([&](pqxx::transaction_base& transaction) -> Result<void> {
    if (transaction.exec_params(sql::drop_message, id.value, std::string(sentence)).empty())
      return no_change(transaction, id, "dropped");
    return {};
  });
}

Result<std::vector<Failure>> untold_failures(Reader& reader) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<Failure>> {
    std::vector<Failure> failures;
    for (const auto& row : transaction.exec(sql::untold_failures)) {
      Failure failure;
      if (!row[0].is_null()) failure.occurrence = OccurrenceId{row[0].as<std::int64_t>()};
      if (!row[1].is_null()) failure.message = MessageId{row[1].as<std::int64_t>()};
      if (row[2].size() > 0) {
        TERMWISE_TRY(failure.la, la_code_of(row[2]));
      }
      failure.job = row[3].as<std::string>();
      failure.period = row[4].as<std::string>();
      failure.file = row[5].as<std::string>();
      failure.state = row[6].as<std::string>();
      failure.sentence = row[7].as<std::string>();
      failure.ended = time_of(row[8]);
      failure.attempts = row[9].as<int>();
      failures.push_back(std::move(failure));
    }
    return failures;
  });
}

Result<bool> add_notice(Database& database, const Failure& failure, const NewMessage& message) {
  const auto occurrence = number_or_null(failure.occurrence);
  const auto about = number_or_null(failure.message);
  const auto la = message.la ? std::optional(message.la->text()) : std::nullopt;
  return database.session().direct([&](pqxx::transaction_base& direct) -> Result<bool> {
    return !direct
                .exec_params(sql::add_notice, or_null(occurrence), or_null(about), or_null(la), message.sender,
                             message.address, message.role, message.subject, message.message_id,
                             bytea_of(message.content), message.directory_only)
                .empty();
  });
}

}  // namespace termwise::store
