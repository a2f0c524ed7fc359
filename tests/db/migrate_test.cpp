#include <thread>

#include "fixture.h"

namespace termwise::store::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

class Migrate : public EmptyDatabase {};

TEST_F(Migrate, appliesEachMigrationOnceInOrder) {
  const auto first = must(migrate(url_));
  ASSERT_FALSE(first.empty());
  for (std::size_t i = 0; i < first.size(); ++i) EXPECT_EQ(first[i].number, static_cast<int>(i) + 1);
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.schema_migration"), std::to_string(first.size()));
  EXPECT_THAT(must(migrate(url_)), IsEmpty());
}

TEST_F(Migrate, maybeCalledByFourProgramsAtOnce) {
  std::vector<std::size_t> applied(4);
  std::vector<std::string> failures(4);
  std::vector<std::thread> programs;
  for (std::size_t i = 0; i < 4; ++i)
    programs.emplace_back([&, i] {
      const auto result = migrate(url_);
      if (result.ok())
        applied[i] = result->size();
      else
        failures[i] = result.error().text();
    });
  for (auto& program : programs) program.join();
  EXPECT_THAT(failures, testing::Each(""));
  std::sort(applied.begin(), applied.end());
  EXPECT_THAT(std::vector(applied.begin(), applied.begin() + 3), testing::Each(0u));
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.schema_migration"), std::to_string(applied.back()));
}

TEST_F(Migrate, refusesANewerDatabase) {
  must(migrate(url_));
  as_superuser(url_,
               "INSERT INTO termwise.schema_migration (number, name, sha256) "
               "VALUES (999, 'later', decode(repeat('00', 32), 'hex'))");
  for (const Error& error : {migrate(url_).error(), Database::open(url_).error(), Reader::open(url_).error()}) {
    EXPECT_EQ(error.exit, ExitCode::configuration);
    EXPECT_THAT(error.message, AllOf(HasSubstr("999"), HasSubstr("newer Termwise")));
  }
}

TEST_F(Migrate, refusesADatabaseWhoseMigrationHadAnotherText) {
  must(migrate(url_));
  as_superuser(url_, "UPDATE termwise.schema_migration SET sha256 = decode(repeat('00', 32), 'hex') WHERE number = 2");
  const auto again = migrate(url_);
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().exit, ExitCode::configuration);
  EXPECT_THAT(again.error().message, AllOf(HasSubstr("Migration 2 (vocabulary)"), HasSubstr("another text")));
}

TEST_F(Migrate, isAskedForWhereThereAreNoTables) {
  const auto database = Database::open(url_);
  ASSERT_FALSE(database.ok());
  EXPECT_EQ(database.error().exit, ExitCode::configuration);
  EXPECT_THAT(database.error().message, HasSubstr("termwise db migrate"));
}

TEST_F(Migrate, isAskedForWhereTheTablesAreOld) {
  must(migrate(url_));
  as_superuser(
      url_, "DELETE FROM termwise.schema_migration WHERE number = (SELECT max(number) FROM termwise.schema_migration)");
  const auto database = Database::open(url_);
  ASSERT_FALSE(database.ok());
  EXPECT_EQ(database.error().exit, ExitCode::configuration);
  EXPECT_THAT(database.error().message, HasSubstr("termwise db migrate"));
}

TEST_F(Migrate, tellsAnOrdinaryRoleWhatTheAdministratorHasToDo) {
  as_superuser(url_, "CREATE ROLE plain_migrator LOGIN");
  std::string url = url_;
  url.replace(url.find("termwise@"), 9, "plain_migrator@");
  const auto result = migrate(url);
  as_superuser(url_, "DROP ROLE plain_migrator");
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().exit, ExitCode::not_allowed);
  EXPECT_THAT(result.error().message, AllOf(HasSubstr("plain_migrator"), HasSubstr("GRANT termwise_owner")));
}

TEST_F(Migrate, worksForAnOrdinaryRoleOnceTheAdministratorHasDoneSo) {
  must(migrate(database_url("migrated")));  // makes the roles
  as_superuser(url_, "CREATE ROLE prepared LOGIN; GRANT termwise_owner, termwise_daemon TO prepared");
  as_superuser(url_,
               "DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO prepared', current_database()); END $$");
  std::string url = url_;
  url.replace(url.find("termwise@"), 9, "prepared@");
  const auto result = migrate(url);
  const auto database = Database::open(url);
  EXPECT_TRUE(result.ok()) << result.error().text();
  EXPECT_TRUE(database.ok()) << database.error().text();
  as_superuser(url_, "DROP OWNED BY prepared; DROP ROLE prepared");
}

TEST_F(Migrate, saysWhichServerCannotBeReached) {
  const auto result = migrate("postgresql://termwise@/termwise?host=/nonexistent");
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().exit, ExitCode::unavailable);
  EXPECT_THAT(result.error().message, HasSubstr("/nonexistent"));
}

}  // namespace
}  // namespace termwise::store::test
