#include "store/history.h"

#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

Result<HistoryEntry> entry_of(const pqxx::row& row) {
  HistoryEntry entry;
  if (!row[0].is_null()) entry.run = RunId{row[0].as<std::int64_t>()};
  if (!row[1].is_null()) entry.occurrence = OccurrenceId{row[1].as<std::int64_t>()};
  entry.moment = time_of(row[2]);
  entry.job = row[3].as<std::string>();
  entry.la = row[4].as<std::string>();
  if (!row[5].is_null()) {
    TERMWISE_TRY(entry.year, year_of(row[5]));
  }
  entry.plugin = row[6].as<std::string>();
  entry.state = row[7].as<std::string>();
  entry.ending = row[8].as<std::string>();
  entry.sentence = row[9].as<std::string>();
  entry.findings = row[10].as<std::int64_t>();
  entry.file = row[11].as<std::string>();
  return entry;
}

}  // namespace

Result<std::vector<HistoryEntry>> list_history(Reader& reader, std::size_t skipped, std::size_t most) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<HistoryEntry>> {
    std::vector<HistoryEntry> entries;
    for (const auto& row : transaction.exec_params(sql::list_history, std::to_string(skipped), std::to_string(most))) {
      TERMWISE_TRY(HistoryEntry entry, entry_of(row));
      entries.push_back(std::move(entry));
    }
    return entries;
  });
}

Result<std::vector<OutcomeCount>> outcomes_of_run(Reader& reader, RunId run) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<OutcomeCount>> {
    std::vector<OutcomeCount> counts;
    for (const auto& row : transaction.exec_params(sql::outcomes_of_run, run.value))
      counts.push_back({row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<std::int64_t>()});
    return counts;
  });
}

}  // namespace termwise::store
