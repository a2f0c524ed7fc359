#include "store/database.h"

#include <map>
#include <memory>

#include <fmt/format.h>
#include <libpq-fe.h>

#include "base/text.h"
#include "store/session.h"
#include "store/sql_texts.h"

namespace termwise::store {
namespace {

constexpr int kOldestServer = 150000;

struct Migrator {
  std::string role;
  std::string database;
};

// What an administrator has to do where the role that migrates may not do it itself.
Error roles_missing(const Migrator& migrator, std::string_view message) {
  return {ExitCode::not_allowed,
          fmt::format("The database role {0} may not make what Termwise needs ({2}). Ask the database's administrator "
                      "to run: CREATE ROLE termwise_owner NOLOGIN; CREATE ROLE termwise_daemon NOLOGIN BYPASSRLS; "
                      "CREATE ROLE termwise_reader NOLOGIN; GRANT termwise_owner, termwise_daemon TO \"{0}\"; "
                      "GRANT CREATE ON DATABASE \"{1}\" TO \"{0}\"; Then run: termwise db migrate",
                      migrator.role, migrator.database, server_words(message))};
}

struct Applied {
  std::string name;
  std::string sha256;
};

Result<std::map<int, Applied>> applied_migrations(pqxx::connection& connection) {
  pqxx::nontransaction direct(connection);
  std::map<int, Applied> applied;
  if (!direct.exec(sql::is_migrated_at_all)[0][0].as<bool>()) return applied;
  for (const auto& row : direct.exec(sql::applied_migrations))
    applied[row[0].as<int>()] = {row[1].as<std::string>(), row[2].as<std::string>()};
  return applied;
}

Result<void> check_history(const std::map<int, Applied>& applied) {
  const int newest = sql::migrations.back().number;
  if (!applied.empty() && applied.rbegin()->first > newest)
    return Error{ExitCode::configuration,
                 fmt::format("The database's tables are of version {}, and this program knows only up to version {}. "
                             "Install the newer Termwise that migrated it.",
                             applied.rbegin()->first, newest)};
  for (const auto& migration : sql::migrations) {
    const auto found = applied.find(migration.number);
    if (found != applied.end() && found->second.sha256 != sha256(migration.text).hex())
      return Error{ExitCode::configuration,
                   fmt::format("Migration {} ({}) was applied to this database with another text than this program "
                               "has. Install the Termwise that migrated it, or restore the database from a backup.",
                               migration.number, found->second.name)};
  }
  return {};
}

Result<std::vector<Migration>> migrate_locked(pqxx::connection& connection) {
  TERMWISE_TRY(const auto applied, applied_migrations(connection));
  TERMWISE_CHECK(check_history(applied));
  std::vector<Migration> done;
  for (const auto& migration : sql::migrations) {
    if (applied.count(migration.number) != 0) continue;
    pqxx::work transaction(connection);
    transaction.exec(std::string(migration.text));
    transaction.exec_params(sql::record_migration, migration.number, std::string(migration.name),
                            sha256(migration.text).hex());
    transaction.commit();
    done.push_back({migration.number, std::string(migration.name)});
  }
  return done;
}

}  // namespace

Reader::Reader(std::unique_ptr<Session> session) : session_(std::move(session)) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

Result<Reader> Reader::open(const std::string& url, std::optional<std::chrono::milliseconds> longest) {
  TERMWISE_TRY(auto session, Session::open(url, Session::Access::read_only));
  if (longest) TERMWISE_CHECK(session->limit_statements(*longest));
  return Reader(std::move(session));
}

Result<void> check_schema(Reader& reader) {
  return reader.session().read([](pqxx::transaction_base& transaction) { return check_schema(transaction); });
}

Database::Database(std::unique_ptr<Session> session) : Reader(std::move(session)) {}

Result<Database> Database::open(const std::string& url) {
  TERMWISE_TRY(auto session, Session::open(url, Session::Access::read_write));
  return Database(std::move(session));
}

Result<std::vector<Migration>> migrate(const std::string& url) {
  Migrator migrator;
  try {
    pqxx::connection connection(url);
    {
      pqxx::nontransaction direct(connection);
      direct.exec("SET client_min_messages = error");
      const pqxx::result server = direct.exec(sql::server_version);
      migrator = {server[0][1].as<std::string>(), server[0][2].as<std::string>()};
      if (server[0][0].as<int>() < kOldestServer)
        return Error{ExitCode::configuration,
                     fmt::format("This is PostgreSQL {}, and Termwise needs PostgreSQL 15 or later.",
                                 server[0][0].as<int>() / 10000)};
      direct.exec(sql::lock_migrations);
    }
    return migrate_locked(connection);
  } catch (const pqxx::insufficient_privilege& error) {
    return roles_missing(migrator, error.what());
  } catch (const std::exception&) {
    return error_in_flight();
  }
}

Result<std::vector<std::pair<std::string, std::string>>> connection_environment(const std::string& url) {
  char* problem = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfoParse(url.c_str(), &problem),
                                                                             &PQconninfoFree);
  const std::unique_ptr<char, decltype(&PQfreemem)> words(problem, &PQfreemem);
  if (!options)
    return Error{ExitCode::configuration,
                 fmt::format("The database URL cannot be read: {}", trim(problem == nullptr ? "" : problem))};
  std::vector<std::pair<std::string, std::string>> environment;
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option)
    if (option->val != nullptr && option->envvar != nullptr) environment.emplace_back(option->envvar, option->val);
  return environment;
}

}  // namespace termwise::store
