#include "store/digests.h"

#include <fmt/format.h>

#include "store/outbox_rows.h"
#include "store/run_rows.h"
#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

constexpr std::int16_t kToldFields = 10;

Result<std::optional<Recipient>> recipient_of(const pqxx::result& found) {
  if (found.empty()) return std::optional<Recipient>();
  const auto row = found[0];
  TERMWISE_TRY(const LaCode la, la_code_of(row[1]));
  return std::optional(Recipient{.id = RecipientId{row[0].as<std::int64_t>()},
                                 .la = la,
                                 .address = row[2].as<std::string>(),
                                 .token = row[3].as<std::string>(),
                                 .edition = row[4].as<std::int64_t>(),
                                 .told_at = optional_time_of(row[5]),
                                 .last_batch = BatchId{row[6].as<std::int64_t>()},
                                 .stopped_at = optional_time_of(row[7]),
                                 .last_reminder_event = row[8].as<std::int64_t>()});
}

Result<void> write_told(Bulk& bulk, const Edition& edition) {
  const std::string id = std::to_string(edition.recipient.value);
  TERMWISE_CHECK(bulk.row(sql::clear_told, {id}));
  if (edition.told.empty()) return {};
  CopyRows rows(sql::copy_told, kToldFields);
  for (const auto& told : edition.told) {
    rows.row();
    rows.number64(edition.recipient.value);
    rows.text(told.rule);
    rows.number16(static_cast<int>(told.subject_kind));
    rows.number64(told.lineage);
    rows.text(told.subject_name);
    rows.number16(told.year);
    rows.text(told.outcome);
    rows.text(told.reason);
    rows.text(told.sentence);
    rows.flag(told.withheld);
  }
  TERMWISE_CHECK(bulk.send(rows));
  return bulk.end_copy();
}

Result<void> write_edition(Bulk& bulk, const Claim& claim, const Edition& edition) {
  TERMWISE_TRY(const Bulk::Row changed,
               bulk.row(sql::next_edition,
                        {std::to_string(edition.recipient.value), std::to_string(edition.number),
                         std::to_string(edition.last_batch.value), std::to_string(edition.last_reminder_event)}));
  if (changed.empty())
    return Error{ExitCode::try_again,
                 "A recipient was sent another digest meanwhile, so that nothing of this one was stored."};
  TERMWISE_CHECK(write_told(bulk, edition));
  return write_digest_message(bulk, edition.recipient, claim.id, edition.message);
}

}  // namespace

Result<std::optional<Recipient>> find_recipient(Reader& reader, const LaCode& la, const std::string& address) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::optional<Recipient>> {
    return recipient_of(transaction.exec_params(sql::find_recipient, la.text(), address));
  });
}

Result<Recipient> recipient(Database& database, const LaCode& la, const std::string& address) {
  return database.session().write([&](pqxx::transaction_base& transaction) -> Result<Recipient> {
    transaction.exec_params(sql::add_recipient, la.text(), address);
    TERMWISE_TRY(auto found, recipient_of(transaction.exec_params(sql::find_recipient, la.text(), address)));
    return std::move(found).value();
  });
}

Result<std::optional<Recipient>> recipient_with_token(Reader& reader, const std::string& token) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::optional<Recipient>> {
    return recipient_of(transaction.exec_params(sql::recipient_with_token, token));
  });
}

Result<void> set_stopped(Database& database, RecipientId id, bool stopped) {
  return database.session().direct([&](pqxx::transaction_base& direct) -> Result<void> {
    direct.exec_params(sql::set_stopped, id.value, stopped);
    return {};
  });
}

Result<std::vector<Told>> told(Reader& reader, RecipientId id) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<Told>> {
    std::vector<Told> rows;
    for (const auto& row : transaction.exec_params(sql::read_told, id.value))
      rows.push_back({.rule = row[0].as<std::string>(),
                      .subject_kind = static_cast<school::SubjectKind>(row[1].as<int>()),
                      .lineage = row[2].as<std::int64_t>(),
                      .subject_name = row[3].as<std::string>(),
                      .year = row[4].as<int>(),
                      .outcome = row[5].as<std::string>(),
                      .reason = row[6].as<std::string>(),
                      .sentence = row[7].as<std::string>(),
                      .withheld = row[8].as<bool>()});
    return rows;
  });
}

Result<void> finish_digest(Database& database, const Claim& claim, const std::vector<Edition>& editions,
                           const AttemptReport& report) {
  TERMWISE_TRY(Bulk* const bulk, database.session().bulk());
  return bulk->in_transaction([&]() -> Result<void> {
    TERMWISE_CHECK(end_without_runs(*bulk, claim, report));
    for (const auto& edition : editions) TERMWISE_CHECK(write_edition(*bulk, claim, edition));
    return {};
  });
}

}  // namespace termwise::store
