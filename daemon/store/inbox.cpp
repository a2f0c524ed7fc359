#include "store/inbox.h"

#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {

Result<FileState> announce_file(Database& database, const ArrivedFile& file, RevisionId revision) {
  const auto la = file.la ? std::optional(file.la->text()) : std::nullopt;
  return database.session().write([&](pqxx::transaction_base& transaction) -> Result<FileState> {
    const auto row = transaction.exec_params(sql::announce_file, or_null(la), file.identity, revision.value, file.place,
                                             file.file)[0];
    return FileState{row[2].as<bool>(), row[0].as<std::string>(), row[1].as<std::string>(), row[3].as<bool>()};
  });
}

Result<std::vector<UnsettledFile>> unsettled_files(Reader& reader, const std::string& place) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<UnsettledFile>> {
    std::vector<UnsettledFile> files;
    for (const auto& row : transaction.exec_params(sql::unsettled_files, place))
      files.push_back({OccurrenceId{row[0].as<std::int64_t>()}, row[1].as<std::string>()});
    return files;
  });
}

Result<void> settle(Database& database, OccurrenceId id) {
  return database.session().write([&](pqxx::transaction_base& transaction) -> Result<void> {
    transaction.exec_params(sql::settle, id.value);
    transaction.exec(sql::tell_work);
    return {};
  });
}

}  // namespace termwise::store
