#include "store/links.h"

#include "store/batches.h"
#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

std::string text_or_empty(const pqxx::field& field) {
  return field.is_null() ? std::string() : field.as<std::string>();
}

Result<school::LinkStatement> statement_of(const pqxx::row& row) {
  const auto role = school::link_role_named(row[2].c_str());
  const auto kind = school::link_kind_named(row[3].c_str());
  if (!role || !kind)
    return Error{ExitCode::internal, "A stored link is of no known kind. Was the database edited by hand?"};
  school::LinkStatement said;
  said.urn = Urn{row[0].as<std::int64_t>()};
  said.linked = Urn{row[1].as<std::int64_t>()};
  said.word = {*role, *kind};
  if (!row[4].is_null()) said.on = day_of(row[4].c_str());
  said.source = {BatchId{row[5].as<std::int64_t>()}, row[6].as<std::uint32_t>(), said.urn};
  return said;
}

}  // namespace

Result<std::vector<school::LinkStatement>> link_statements(Reader& reader, const std::vector<Urn>& schools,
                                                           BatchId highest) {
  using Statements = std::vector<school::LinkStatement>;
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<Statements> {
    Statements statements;
    for (const auto& row : transaction.exec_params(sql::link_statements, array_of(schools), highest.value)) {
      TERMWISE_TRY(school::LinkStatement said, statement_of(row));
      statements.push_back(std::move(said));
    }
    return statements;
  });
}

Result<std::map<std::int64_t, school::RegisteredSchool>> registered_schools(Reader& reader,
                                                                            const std::vector<Urn>& schools,
                                                                            BatchId highest) {
  using Schools = std::map<std::int64_t, school::RegisteredSchool>;
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<Schools> {
    Schools found;
    for (const auto& row : transaction.exec_params(sql::registered_schools, array_of(schools), highest.value,
                                                   std::string(kSchoolDataset))) {
      const std::string status = text_or_empty(row[2]);
      const bool closed = status == "closed" || (status.empty() && !row[3].is_null());
      found[row[0].as<std::int64_t>()] = {text_or_empty(row[1]), closed, !closed && status.starts_with("open")};
    }
    return found;
  });
}

Result<std::map<std::int64_t, std::string>> names_of_schools(Reader& reader, const std::vector<Urn>& schools,
                                                             BatchId highest) {
  using Names = std::map<std::int64_t, std::string>;
  return reader.session().read([&](pqxx::transaction_base& transaction) -> Result<Names> {
    Names names;
    for (const auto& row :
         transaction.exec_params(sql::names_of_schools, array_of(schools), highest.value, std::string(kSchoolDataset)))
      names[row[0].as<std::int64_t>()] = row[1].as<std::string>();
    return names;
  });
}

}  // namespace termwise::store
