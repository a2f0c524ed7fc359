#include "store/programs.h"

#include <fmt/format.h>

#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

std::string codes_of(const std::vector<LaCode>& las) {
  std::vector<std::string> codes;
  for (const auto& la : las) codes.push_back(la.text());
  return array_of(codes);
}

Result<std::vector<LaCode>> las_of(const pqxx::result& rows) {
  std::vector<LaCode> las;
  for (const auto& row : rows) {
    TERMWISE_TRY(const LaCode la, la_code_of(row[0]));
    las.push_back(la);
  }
  return las;
}

}  // namespace

Result<ProgramId> register_program(Database& database, const NewProgram& program) {
  return database.session().write([&](pqxx::transaction_base& transaction) -> Result<ProgramId> {
    const auto id =
        transaction
            .exec_params(sql::register_program, program.name, program.host, program.process_id, program.version,
                         program.workers, seconds_text(program.lease), program.revision.value)[0][0]
            .as<std::int64_t>();
    transaction.exec_params(sql::set_program, std::to_string(id));
    return ProgramId{id};
  });
}

Result<void> take_revision(Database& database, ProgramId program, RevisionId revision) {
  return database.session().write([&](pqxx::transaction_base& transaction) -> Result<void> {
    transaction.exec_params(sql::program_took_revision, program.value, revision.value);
    return {};
  });
}

Result<void> say_goodbye(Database& database, ProgramId program) {
  return database.session().write([&](pqxx::transaction_base& transaction) -> Result<void> {
    transaction.exec_params(sql::program_stopped, program.value);
    return {};
  });
}

Result<std::vector<LaCode>> activate_revision(Database& database, RevisionId revision, const std::vector<LaCode>& las,
                                              std::chrono::seconds alive) {
  const std::string all = codes_of(las);
  return database.session().write([&](pqxx::transaction_base& transaction) -> Result<std::vector<LaCode>> {
    transaction.exec_params(sql::activate_revision, all, revision.value, seconds_text(alive));
    return las_of(transaction.exec_params(sql::las_under, revision.value, all));
  });
}

Result<std::vector<LaCode>> deserted_las(Reader& reader, RevisionId revision, const std::vector<LaCode>& las,
                                         std::chrono::seconds alive) {
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<std::vector<LaCode>> {
    return las_of(transaction.exec_params(sql::deserted_las, revision.value, codes_of(las), seconds_text(alive)));
  });
}

}  // namespace termwise::store
