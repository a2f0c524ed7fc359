#include "store/programs.h"

#include <fmt/format.h>

#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {

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
  std::vector<std::string> codes;
  for (const auto& la : las) codes.push_back(la.text());
  const std::string all = array_of(codes);
  return database.session().write([&](pqxx::transaction_base& transaction) -> Result<std::vector<LaCode>> {
    transaction.exec_params(sql::activate_revision, all, revision.value, seconds_text(alive));
    std::vector<LaCode> active;
    for (const auto& row : transaction.exec_params(sql::las_under, revision.value, all)) {
      TERMWISE_TRY(const LaCode la, la_code_of(row[0]));
      active.push_back(la);
    }
    return active;
  });
}

}  // namespace termwise::store
