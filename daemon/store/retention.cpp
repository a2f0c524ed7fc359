#include "store/retention.h"

#include "store/run_rows.h"
#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

std::vector<KindCount> counts_of(const pqxx::result& found) {
  std::vector<KindCount> counts;
  for (const auto& row : found)
    counts.push_back({.kind = row[0].as<std::string>(),
                      .things = row[1].as<std::int64_t>(),
                      .rows = row[2].as<std::int64_t>(),
                      .since = optional_time_of(row[3])});
  return counts;
}

Result<std::int64_t> removed_by(Bulk& bulk, const char* statement, const Claim& claim, int kept) {
  TERMWISE_TRY(const Bulk::Row row, bulk.row(statement, {std::to_string(claim.id.value), std::to_string(kept)}));
  return std::stoll(row.at(0).value());
}

}  // namespace

Result<std::vector<KindCount>> past_retention(Reader& reader, const RetentionLimits& limits) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<KindCount>> {
    return counts_of(
        transaction.exec_params(sql::past_retention, limits.message_days, limits.pupil_years, limits.reminder_years));
  });
}

Result<std::vector<KindCount>> removed_so_far(Reader& reader) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<KindCount>> {
    return counts_of(transaction.exec(sql::removed_so_far));
  });
}

Result<std::string> finish_retention(Database& database, const Claim& claim, const RetentionLimits& limits,
                                     const std::function<std::string(const Removed&)>& sentence_of) {
  std::string sentence;
  TERMWISE_TRY(Bulk* const bulk, database.session().bulk());
  TERMWISE_CHECK(bulk->in_transaction([&]() -> Result<void> {
    Removed removed;
    TERMWISE_TRY(const Bulk::Row held,
                 bulk->row(sql::hold_claim, {std::to_string(claim.id.value), std::to_string(claim.token)}));
    if (held.empty()) return passed_on(claim);
    TERMWISE_TRY(removed.messages, removed_by(*bulk, sql::remove_messages, claim, limits.message_days));
    TERMWISE_TRY(removed.pupil_rows, removed_by(*bulk, sql::remove_pupils, claim, limits.pupil_years));
    TERMWISE_TRY(removed.reminders, removed_by(*bulk, sql::remove_reminders, claim, limits.reminder_years));
    sentence = sentence_of(removed);
    return end_without_runs(*bulk, claim, {sentence, "", {}});
  }));
  return sentence;
}

}  // namespace termwise::store
