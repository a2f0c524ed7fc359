// Who may see and change what: the read-only connection, the daemon's role, readers by LA, and the comments they read.
#include "store/session.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

#include "fixture.h"
#include "store/records.h"

namespace termwise::store::test {
namespace {

using testing::ElementsAre;

class Access : public StoreTest {};

TEST_F(Access, ofAReaderIsToReadOnly) {
  Reader reader = must(Reader::open(url_));
  const auto read = reader.session().read([](pqxx::transaction_base& transaction) -> Result<void> {
    transaction.exec("INSERT INTO termwise.dataset VALUES ('ks2')");
    return {};
  });
  EXPECT_EQ(read.error().exit, ExitCode::not_allowed);
  // Not even a transaction that wants to write may.
  const auto written = reader.session().write([](pqxx::transaction_base& transaction) -> Result<void> {
    transaction.exec("INSERT INTO termwise.dataset VALUES ('ks2')");
    return {};
  });
  EXPECT_EQ(written.error().exit, ExitCode::not_allowed);
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.dataset"), "0");
  EXPECT_TRUE(must(list_batches(reader)).empty());
}

TEST_F(Access, ofTheDaemonIsWhatItsRoleMayDo) {
  Database database = open();
  for (const std::string statement : {"DROP TABLE termwise.record",
                                      "DELETE FROM termwise.batch",
                                      "UPDATE termwise.record SET line = 2",
                                      "UPDATE termwise.dataset_measure SET scale = 2",
                                      "INSERT INTO termwise.schema_migration VALUES (99, 'x', '')",
                                      "INSERT INTO termwise.reader_la VALUES ('x', '886')",
                                      "CREATE TABLE termwise.other ()",
                                      "DELETE FROM termwise.message",
                                      "DELETE FROM termwise.pupil_record",
                                      "DELETE FROM termwise.reminder",
                                      "DELETE FROM termwise.reminder_event",
                                      "DELETE FROM termwise.tombstone",
                                      "INSERT INTO termwise.tombstone (kind, object, removed, reason, occurrence) "
                                      "VALUES ('message', 1, 1, 'x', 1)",
                                      "DELETE FROM termwise.delivery",
                                      "DELETE FROM termwise.recipient",
                                      "UPDATE termwise.message SET content = ''",
                                      "UPDATE termwise.message SET address = 'x'",
                                      "UPDATE termwise.message SET directory_only = false",
                                      "UPDATE termwise.recipient SET token = 'x'",
                                      "UPDATE termwise.recipient SET address = 'x'",
                                      "UPDATE termwise.told SET sentence = 'x'",
                                      "UPDATE termwise.delivery SET program = 1",
                                      "UPDATE termwise.quarantine SET job = 'x'",
                                      "UPDATE termwise.quarantine SET first_run = 1",
                                      "UPDATE termwise.quality_issue SET raw_value = 'x'",
                                      "UPDATE termwise.quality_explanation SET explanation = 'x'",
                                      "DELETE FROM termwise.quality_explanation"}) {
    const auto result = database.session().write([&](pqxx::transaction_base& transaction) -> Result<void> {
      transaction.exec(statement);
      return {};
    });
    ASSERT_FALSE(result.ok()) << statement;
    EXPECT_EQ(result.error().exit, ExitCode::not_allowed) << statement;
  }
}

TEST_F(Access, isLostWithTheConnection) {
#ifdef __SANITIZE_ADDRESS__
  const __lsan::ScopedDisabler libpqxx_6_leaks_a_result_when_a_connection_is_lost;
#endif
  Database database = open();
  as_superuser(url_,
               "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
               "WHERE datname = current_database() AND pid <> pg_backend_pid()");
  for (int i = 0; i < 2; ++i) EXPECT_EQ(list_batches(database).error().exit, ExitCode::unavailable);
}

class ReadersAccess : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    as_superuser(url_, "CREATE ROLE kent_analyst LOGIN IN ROLE termwise_reader; CREATE ROLE stranger LOGIN");
    as_superuser(url_, "INSERT INTO termwise.reader_la VALUES ('kent_analyst', '886')");
    Database database = open();
    school::Record national;
    national.line = 4;
    national.subject = school::SubjectKind::national;
    national.population = "all-schools";
    national.values = {number(1), number(1, 1), number(1)};
    national.attributes = {school::Missing::not_supplied, "all-schools"};
    school::Record nowhere = school_record(5, 900003, {number(1), number(1, 1), number(1)});
    nowhere.la_code.reset();
    const BatchId batch =
        load(database, "x",
             {school_record(2, 900001, {number(30), number(-12, 1), school::Missing::suppressed}, "886"),
              school_record(3, 900002, {number(40), number(5, 1), number(70)}, "936"), national, nowhere});
    for (const std::string la : {"886", "936"}) {
      const StartedRun run = must(begin_run(database, run_of(database, batch, la)));
      school::Finding finding;
      finding.rule = "ks2-floor";
      finding.subject = la == "886" ? 900001 : 900002;
      finding.year = 2017;
      finding.outcome = "BELOW";
      finding.predicates.resize(1);
      finding.flips.resize(1);
      must(end_run(database, run, {{finding, "Oak"}}));
    }
  }
  void TearDown() override {
    as_superuser(url_, "DROP ROLE kent_analyst; DROP ROLE stranger");
    StoreTest::TearDown();
  }
  std::string as(const std::string& role, const std::string& statement) const {
    std::string url = url_;
    return as_superuser(url.replace(url.find("termwise@"), 9, role + "@"), statement)[0][0].c_str();
  }
};

TEST_F(ReadersAccess, isToTheirOwnLasAndTheNation) {
  const auto seen = [&](const std::string& from) {
    return as("kent_analyst",
              "SELECT coalesce(string_agg(DISTINCT coalesce(subject::text, 'nation'), ' '), '') FROM termwise." + from);
  };
  EXPECT_EQ(seen("record"), "900001 nation");
  EXPECT_EQ(seen("current_record"), "900001 nation");
  EXPECT_EQ(seen("measure_value"), "900001 nation");
  EXPECT_EQ(seen("wide_ks2"), "900001 nation");
  EXPECT_EQ(seen("current_finding"), "900001");
  EXPECT_EQ(seen("finding"), "900001");
  EXPECT_EQ(as("kent_analyst", "SELECT string_agg(urn::text, ' ') FROM termwise.school"), "900001");
  for (const std::string table : {"run", "run_rule", "finding_predicate", "finding_flip", "reader_la"})
    EXPECT_EQ(as("kent_analyst", "SELECT count(*) FROM termwise." + table), "1") << table;
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.record"), "4") << "the owner sees all";
}

TEST_F(ReadersAccess, isToNothingThatIsNotGranted) {
  for (const std::string statement :
       {"SELECT * FROM termwise.archive_piece", "SELECT * FROM termwise.settings_file", "SELECT * FROM termwise.batch",
        "SELECT * FROM termwise.quality_issue", "SELECT * FROM termwise.quality_explanation",
        "SELECT * FROM termwise.recipient", "SELECT * FROM termwise.told", "SELECT * FROM termwise.message",
        "SELECT * FROM termwise.delivery", "SELECT * FROM termwise.untold_failure",
        "INSERT INTO termwise.reader_la VALUES ('kent_analyst', '936')", "DELETE FROM termwise.record",
        "SELECT termwise.refresh_wide_view('ks2')"})
    EXPECT_THROW(as("kent_analyst", statement), pqxx::insufficient_privilege) << statement;
  EXPECT_THROW(as("stranger", "SELECT * FROM termwise.school"), pqxx::insufficient_privilege);
}

TEST_F(ReadersAccess, isByViewsThatGiveExactValues) {
  EXPECT_EQ(as("kent_analyst",
               "SELECT string_agg(concat_ws(' ', code, value, missing), ', ' ORDER BY code) "
               "FROM termwise.measure_value WHERE subject = 900001"),
            "KS2_COHORT 30, KS2_EXS_RWM suppressed, KS2_PROG_R -1.2");
  EXPECT_EQ(as("kent_analyst", "SELECT concat_ws(' ', urn, la_code, name, kind, latest_year) FROM termwise.school"),
            "900001 886 Oak Primary mainstream 2016/17");
  EXPECT_EQ(scalar("SELECT termwise.exact(9223372036854775807, 9)::text || ' ' || termwise.exact(-5, 3)"),
            "9223372036.854775807 -0.005");
}

TEST_F(Access, comesWithACommentOnEverything) {
  Database database = open();
  load(database, "x", {});  // makes a wide view
  const auto bare = as_superuser(
      url_,
      "SELECT relname || coalesce('.' || attname, '') FROM pg_class "
      "LEFT JOIN LATERAL (SELECT attname, attnum FROM pg_attribute WHERE attrelid = pg_class.oid AND attnum > 0 "
      "AND NOT attisdropped UNION ALL SELECT NULL, 0) AS part ON true "
      "WHERE relnamespace = 'termwise'::regnamespace AND relkind IN ('r', 'v') "
      "AND coalesce(col_description(pg_class.oid, attnum), CASE WHEN attnum = 0 THEN obj_description(pg_class.oid) "
      "END, '') = '' "
      "UNION ALL SELECT proname || '()' FROM pg_proc WHERE pronamespace = 'termwise'::regnamespace "
      "AND coalesce(obj_description(oid, 'pg_proc'), '') = ''");
  std::vector<std::string> names;
  for (const auto& row : bare) names.emplace_back(row[0].c_str());
  EXPECT_THAT(names, ElementsAre());
  EXPECT_GT(std::stoi(scalar("SELECT count(*) FROM pg_description WHERE classoid = 'pg_class'::regclass")), 150);
}

}  // namespace
}  // namespace termwise::store::test
