#include "store/quarantine.h"

#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

Result<std::vector<Quarantine>> quarantines_of(const pqxx::result& rows) {
  std::vector<Quarantine> held;
  for (const auto& row : rows) {
    TERMWISE_TRY(const Sha256 hash, sha256_of(row[1]));
    TERMWISE_TRY(const LaCode la, la_code_of(row[2]));
    held.push_back({row[0].as<std::string>(), hash, la, row[3].as<std::string>(), RunId{row[4].as<std::int64_t>()},
                    RunId{row[5].as<std::int64_t>()}, time_of(row[6])});
  }
  return held;
}

}  // namespace

Result<std::optional<Quarantine>> find_quarantine(Reader& reader, const Sha256& plugin, const LaCode& la,
                                                  const std::string& job) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::optional<Quarantine>> {
    TERMWISE_TRY(auto held, quarantines_of(transaction.exec_params(
                                sql::find_quarantine,
                                bytea_of({reinterpret_cast<const char*>(plugin.bytes.data()), plugin.bytes.size()}),
                                la.text(), job)));
    if (held.empty()) return std::optional<Quarantine>();
    return std::optional(std::move(held.front()));
  });
}

Result<std::vector<Quarantine>> list_quarantine(Reader& reader) {
  return reader.session().read(
      [&](pqxx::transaction_base& transaction) { return quarantines_of(transaction.exec(sql::list_quarantine)); });
}

Result<std::vector<Quarantine>> release_quarantine(Database& database, const std::string& plugin,
                                                   const std::optional<std::string>& job, const std::string& who) {
  return database.session().write([&](pqxx::transaction_base& transaction) {
    return quarantines_of(transaction.exec_params(sql::release_quarantine, plugin, or_null(job), who));
  });
}

}  // namespace termwise::store
