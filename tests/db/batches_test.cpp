#include <atomic>
#include <thread>

#include "fixture.h"
#include "store/quality.h"

namespace termwise::store::test {
namespace {

using school::Missing;
using testing::HasSubstr;

class Batches : public StoreTest {
 protected:
  // Rows of every table, to show that nothing is left.
  std::string row_counts() const {
    std::string counts;
    for (const auto& table : as_superuser(url_,
                                          "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = "
                                          "'termwise'::regnamespace ORDER BY relname"))
      counts += std::string(table[0].c_str()) + "=" +
                scalar("SELECT count(*) FROM termwise." + std::string(table[0].c_str())) + " ";
    return counts;
  }
};

TEST_F(Batches, areReadBackAsTheyWereWritten) {
  Database database = open();
  NewBatch batch = batch_of(database, "content");
  batch.file_name = "Kent \"final\" \\ ks2 é.csv";
  batch.header = {"URN", "A, B", "READ\"PROG", "", "NULL", "back\\slash", "é"};
  batch.measure_columns = {2, 3, 4};
  batch.attribute_columns = {5, 7};
  batch.delimiter = '\t';
  const auto before = std::chrono::system_clock::now();
  BatchWriter writer = must(BatchWriter::begin(database, batch, measures()));
  send(writer, "content");
  must(writer.write(school_record(2, 900001, {number(1), number(2, 1), number(3)})));
  const school::Sums sums{2, 0, 1, 1, 0};
  const BatchId id = must(writer.commit(sums));
  EXPECT_EQ(id.value, 1);

  const Batch stored = must(read_batch(database, id));
  EXPECT_EQ(stored.file, batch.file);
  EXPECT_EQ(stored.file_name, batch.file_name);
  EXPECT_EQ(stored.header, batch.header);
  EXPECT_EQ(stored.delimiter, '\t');
  EXPECT_EQ(stored.dataset, "ks2");
  EXPECT_EQ(stored.layout, "ks2-test");
  EXPECT_EQ(stored.year.label(), "2016/17");
  EXPECT_EQ(stored.sums.rows, 2);
  EXPECT_EQ(stored.sums.repaired, 1);
  EXPECT_EQ(stored.sums.rejected, 1);
  EXPECT_GT(stored.committed_at, before - std::chrono::minutes(1));
  EXPECT_LT(stored.committed_at, before + std::chrono::minutes(10));
  EXPECT_EQ(must(find_batch(database, batch.file))->id, id);
  EXPECT_FALSE(must(find_batch(database, file_hash("another"))).has_value());
  EXPECT_EQ(must(list_batches(database)).size(), 1u);
  EXPECT_EQ(read_batch(database, BatchId{2}).error().exit, ExitCode::data);
}

TEST_F(Batches, keepEveryKindOfValue) {
  Database database = open();
  school::Record la;
  la.line = 3;
  la.subject = school::SubjectKind::la;
  la.la_code = LaCode::parse("886");
  la.population = "la";
  la.values = {number(100), Missing::low_coverage, Missing::new_school};
  la.attributes = {Missing::suppressed, "la"};
  school::Record national = la;
  national.line = 4;
  national.subject = school::SubjectKind::national;
  national.population = "all-schools";
  national.la_code.reset();
  national.values = {Missing::not_supplied, Missing::unparseable, number(INT64_MAX)};
  school::Record nowhere =
      school_record(5, 900002, {Missing::not_applicable, Missing::not_entered, Missing::not_published});
  nowhere.la_code.reset();
  nowhere.attributes = {"", "ünï \"quoted\", \\back\\ {brace} NULL\n'"};
  load(database, "x",
       {school_record(2, 900001, {number(0), number(INT64_MIN, 1), Missing::suppressed}), la, national, nowhere});

  const auto rows = as_superuser(url_,
                                 "SELECT line, la_code, subject_kind, subject, \"values\", encode(reasons, 'hex'), "
                                 "attributes[1], attributes[2], "
                                 "encode(attribute_reasons, 'hex') FROM termwise.record ORDER BY line");
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_STREQ(rows[0][4].c_str(), "{0,-9223372036854775808,NULL}");
  EXPECT_STREQ(rows[0][5].c_str(), "000001");
  EXPECT_EQ(rows[1][3].as<int>(), 886);
  EXPECT_STREQ(rows[1][4].c_str(), "{100,NULL,NULL}");
  EXPECT_STREQ(rows[1][5].c_str(), "000506");
  EXPECT_TRUE(rows[1][6].is_null());
  EXPECT_STREQ(rows[1][8].c_str(), "0100");
  EXPECT_TRUE(rows[2][1].is_null());
  EXPECT_TRUE(rows[2][3].is_null());
  EXPECT_STREQ(rows[2][4].c_str(), "{NULL,NULL,9223372036854775807}");
  EXPECT_STREQ(rows[2][5].c_str(), "070800");
  EXPECT_TRUE(rows[3][1].is_null());
  EXPECT_STREQ(rows[3][5].c_str(), "020304");
  EXPECT_FALSE(rows[3][6].is_null());
  EXPECT_STREQ(rows[3][8].c_str(), "0000");
  EXPECT_STREQ(rows[3][7].c_str(), "ünï \"quoted\", \\back\\ {brace} NULL\n'");
}

TEST_F(Batches, storeADecimalWithItsMeasuresScale) {
  Database database = open();
  load(database, "x", {school_record(2, 900001, {number(30), number(-5), number(600, 1)})});
  EXPECT_EQ(scalar("SELECT \"values\"::text FROM termwise.record"), "{30,-50,60}");
  EXPECT_EQ(scalar("SELECT string_agg(code || '=' || value, ' ' ORDER BY code) FROM termwise.measure_value"),
            "KS2_COHORT=30 KS2_EXS_RWM=60 KS2_PROG_R=-5.0");
}

TEST_F(Batches, neverRoundAValue) {
  Database database = open();
  BatchWriter writer = must(BatchWriter::begin(database, batch_of(database, "x"), measures()));
  const auto written = writer.write(school_record(2, 900001, {number(30), number(-512, 2), number(60)}));
  ASSERT_FALSE(written.ok());
  EXPECT_THAT(written.error().message, HasSubstr("-5.12"));
}

TEST_F(Batches, leaveNothingBehindUnlessCommitted) {
  Database database = open();
  load(database, "first", {school_record(2, 900001, {number(1), number(2, 1), number(3)})});
  const std::string before = row_counts();
  {
    BatchWriter writer = must(BatchWriter::begin(database, batch_of(database, "second"), measures()));
    for (std::uint32_t i = 0; i < 5000; ++i)
      must(writer.write(school_record(2 + i, 900001 + i, {number(1), number(2, 1), number(3)})));
    send(writer, std::string(6'000'000, 'x'));
    must(
        writer.issue({school::Severity::error, "unreadable-number", 2, 3, "READPROG", "abc", Urn{900001}, "Mend it."}));
    EXPECT_EQ(row_counts(), before);
  }
  EXPECT_EQ(row_counts(), before);
  EXPECT_EQ(load(database, "third", {}).value, 2) << "and the number is given again";
}

TEST_F(Batches, refuseSumsThatAreWrong) {
  Database database = open();
  const std::string before = row_counts();
  const std::vector<school::Sums> wrong{{2, 1, 0, 0, 0}, {2, 2, 0, 0, 0}, {0, 0, 0, 0, 0}, {1, 0, 0, 1, 0}};
  for (const auto& sums : wrong) {
    BatchWriter writer = must(BatchWriter::begin(database, batch_of(database, "x"), measures()));
    send(writer, "x");
    must(writer.write(school_record(2, 900001, {number(1), number(2, 1), number(3)})));
    EXPECT_EQ(writer.commit(sums).error().exit, ExitCode::internal);
  }
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.batch"), "0");
}

TEST_F(Batches, haveSumsThatTheDatabaseChecksToo) {
  Database database = open();
  load(database, "x", {});
  const std::string copy =
      "INSERT INTO termwise.batch SELECT 2, decode(repeat('00', 32), 'hex'), file_name, bytes, dataset, layout, "
      "delimiter, "
      "academic_year, revision, header, measure_positions, measure_columns, attribute_positions, attribute_columns, "
      "%s, committed_at, first_year FROM termwise.batch";
  as_superuser(url_, "INSERT INTO termwise.archive_object VALUES (decode(repeat('00', 32), 'hex'), 1, 'file')");
  const auto with_sums = [&](const std::string& sums) {
    std::string statement = copy;
    return statement.replace(statement.find("%s"), 2, sums);
  };
  EXPECT_THROW(as_superuser(url_, with_sums("10, 5, 1, 1, 2")), pqxx::check_violation);
  EXPECT_THROW(as_superuser(url_, with_sums("0, 1, -1, 0, 0")), pqxx::check_violation);
  EXPECT_NO_THROW(as_superuser(url_, with_sums("10, 5, 1, 1, 3")));
}

TEST_F(Batches, loadAFileOnce) {
  Database database = open();
  load(database, "same", {});
  const auto again = BatchWriter::begin(database, batch_of(database, "same"), measures());
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().exit, ExitCode::try_again);
  EXPECT_THAT(again.error().message, HasSubstr("batch 1"));
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.batch"), "1");
}

TEST_F(Batches, noticeAFileThatGrewWhileItWasRead) {
  Database database = open();
  BatchWriter writer = must(BatchWriter::begin(database, batch_of(database, "short"), measures()));
  send(writer, "short and more");
  EXPECT_EQ(writer.commit({}).error().exit, ExitCode::try_again);
}

TEST_F(Batches, refuseASecondWriterOnOneConnection) {
  Database database = open();
  BatchWriter writer = must(BatchWriter::begin(database, batch_of(database, "one"), measures()));
  EXPECT_EQ(BatchWriter::begin(database, batch_of(database, "two"), measures()).error().exit, ExitCode::internal);
  send(writer, "one");
  must(writer.commit({}));
}

TEST_F(Batches, refuseTwoRecordsOfOneSchool) {
  Database database = open();
  BatchWriter writer = must(BatchWriter::begin(database, batch_of(database, "x"), measures()));
  send(writer, "x");
  for (const std::uint32_t line : {2u, 3u})
    must(writer.write(school_record(line, 900001, {number(1), number(2, 1), number(3)})));
  EXPECT_EQ(writer.commit({2, 2, 0, 0, 0}).error().exit, ExitCode::internal);
}

// A later file that has only the state-funded schools leaves the row of all schools standing.
TEST_F(Batches, supersedeAnAggregateOfTheSamePopulationOnly) {
  Database database = open();
  const auto national = [](std::uint32_t line, const std::string& population, std::int64_t cohort) {
    school::Record record;
    record.line = line;
    record.summer = 2017;
    record.subject = school::SubjectKind::national;
    record.population = population;
    record.values = {number(cohort), number(0, 1), number(0)};
    record.attributes = {Missing::not_supplied, population};
    return record;
  };
  load(database, "first", {national(2, "all-schools", 600), national(3, "state-funded", 500)});
  load(database, "second", {national(2, "state-funded", 501)});
  EXPECT_EQ(scalar("SELECT string_agg(concat_ws(' ', population, value, batch), ', ' ORDER BY population) "
                   "FROM termwise.measure_value WHERE code = 'KS2_COHORT'"),
            "all-schools 600 1, state-funded 501 2");
  EXPECT_EQ(scalar("SELECT count(DISTINCT population) FROM termwise.wide_ks2"), "2");

  BatchWriter writer = must(BatchWriter::begin(database, batch_of(database, "twice"), measures()));
  send(writer, "twice");
  for (const std::uint32_t line : {2u, 3u}) must(writer.write(national(line, "all-schools", 1)));
  EXPECT_EQ(writer.commit({2, 0, 0, 0, 2}).error().exit, ExitCode::internal);
}

TEST_F(Batches, giveEachStoredValueItsFile) {
  Database database = open();
  load(database, "x", {school_record(2, 900001, {number(1), number(2, 1), Missing::suppressed})});
  EXPECT_EQ(scalar("SELECT string_agg(concat_ws(' ', line, code, value, missing), ', ' ORDER BY code) "
                   "FROM termwise.measure_value WHERE file_sha256 = sha256('x')"),
            "2 KS2_COHORT 1, 2 KS2_EXS_RWM suppressed, 2 KS2_PROG_R 0.2");
}

// The archive may hold less than was loaded: files about pupils are not kept.
TEST_F(Batches, doNotNeedTheirFileInTheArchive) {
  EXPECT_EQ(scalar("SELECT count(*) FROM pg_constraint WHERE conrelid = 'termwise.batch'::regclass "
                   "AND confrelid = 'termwise.archive_object'::regclass"),
            "0");
}

TEST_F(Batches, areNumberedInTheOrderOfTheirCommits) {
  constexpr int kEach = 6;
  std::vector<std::thread> programs;
  std::atomic<bool> failed{false};
  std::atomic<bool> done{false};
  for (int t = 0; t < 4; ++t)
    programs.emplace_back([&, t] {
      Database database = must(Database::open(url_));
      for (int i = 0; i < kEach; ++i) {
        const std::string content = std::to_string(t) + "/" + std::to_string(i);
        try {
          load(database, content, {school_record(2, 900001 + t, {number(i), number(0, 1), number(0)})});
        } catch (const std::exception&) {
          failed = true;
        }
      }
    });
  // Whoever sees batch N has seen all N of them, at every moment.
  std::thread watcher([&] {
    Reader reader = must(Reader::open(url_));
    while (!done) {
      const auto batches = must(list_batches(reader));
      if (!batches.empty() && batches.front().id.value != static_cast<std::int64_t>(batches.size())) failed = true;
    }
  });
  for (auto& program : programs) program.join();
  done = true;
  watcher.join();
  EXPECT_FALSE(failed);
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.batch"), std::to_string(4 * kEach));
  EXPECT_EQ(scalar("SELECT count(*) FROM (SELECT committed_at < lag(committed_at) OVER (ORDER BY id) AS back "
                   "FROM termwise.batch) AS times WHERE back"),
            "0");
}

TEST_F(Batches, tellWhatWasKnownOnADayInLondon) {
  Database database = open();
  load(database, "one", {});
  load(database, "two", {});
  // 2017-06-30 23:30 in London is 22:30 UTC; 00:30 of the next day is 23:30 UTC.
  as_superuser(url_,
               "SET session_replication_role = replica;"
               "UPDATE termwise.batch SET committed_at = '2017-06-30 22:30:00+00' WHERE id = 1;"
               "UPDATE termwise.batch SET committed_at = '2017-06-30 23:30:00+00' WHERE id = 2");
  using std::chrono::year;
  EXPECT_FALSE(must(highest_batch(database, year(2017) / 6 / 29)).has_value());
  EXPECT_EQ(must(highest_batch(database, year(2017) / 6 / 30)), BatchId{1});
  EXPECT_EQ(must(highest_batch(database, year(2017) / 7 / 1)), BatchId{2});
  EXPECT_EQ(must(highest_batch(database, std::nullopt)), BatchId{2});
}

TEST_F(Batches, haveNoHighestWhereThereIsNone) {
  Database database = open();
  EXPECT_FALSE(must(highest_batch(database, std::nullopt)).has_value());
}

TEST_F(Batches, keepTheirQualityIssues) {
  Database database = open();
  BatchWriter writer = must(BatchWriter::begin(database, batch_of(database, "x"), measures()));
  send(writer, "x");
  must(writer.issue({school::Severity::query, "may-be-cut", 0, 0, "", "", std::nullopt, "The file may be cut here."}));
  must(writer.issue(
      {school::Severity::error, "unreadable-number", 7, 3, "READPROG", "n/a \\ \"é\"", Urn{900001}, "Mend it."}));
  must(writer.issue({school::Severity::repair, "extra-comma", 7, 1, "URN", "", Urn{900001}, "Looked past it."}));
  must(writer.commit({}));

  auto issues = must(find_issues(database, {}, FileOrder::oldest_first));
  ASSERT_EQ(issues.size(), 3u);
  EXPECT_EQ(issues[0].issue.rule, "may-be-cut");
  EXPECT_EQ(issues[1].issue.rule, "extra-comma");
  const StoredIssue& error = issues[2];
  EXPECT_EQ(error.issue.severity, school::Severity::error);
  EXPECT_EQ(error.issue.line, 7u);
  EXPECT_EQ(error.issue.column, 3u);
  EXPECT_EQ(error.issue.column_name, "READPROG");
  EXPECT_EQ(error.issue.raw_value, "n/a \\ \"é\"");
  EXPECT_EQ(error.issue.urn, Urn{900001});
  EXPECT_EQ(error.issue.advice, "Mend it.");
  EXPECT_EQ(error.file_name, "ks2.csv");
  EXPECT_FALSE(error.explanation);
}

// More of everything than waits in memory, in turns, so that one COPY gives way to another many times.
TEST_F(Batches, streamRecordsIssuesAndBytesInTurns) {
  Database database = open();
  std::string content;
  std::uint32_t random = 1;
  for (int i = 0; i < 6'000'000; ++i) content += static_cast<char>((random = random * 1664525u + 1013904223u) >> 24);
  BatchWriter writer = must(BatchWriter::begin(database, batch_of(database, content), measures()));
  constexpr std::int64_t kRows = 3000;
  const std::string advice(1000, 'a');
  for (std::uint32_t i = 0; i < kRows; ++i) {
    send(writer, content.substr(static_cast<std::size_t>(i) * 2000, 2000));
    must(writer.write(school_record(2 + i, 900001 + i, {number(i), number(2, 1), number(3)})));
    must(writer.issue({school::Severity::query, "odd", 2 + i, 1, "URN", "", std::nullopt, advice}));
  }
  must(writer.commit({kRows, kRows, 0, 0, 0}));
  EXPECT_EQ(scalar("SELECT count(*) || ' ' || sum(\"values\"[1]) FROM termwise.record"),
            std::to_string(kRows) + " " + std::to_string(kRows * (kRows - 1) / 2));
  EXPECT_EQ(scalar("SELECT count(DISTINCT line) FROM termwise.quality_issue"), std::to_string(kRows));
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.archive_piece"), "6");
}

}  // namespace
}  // namespace termwise::store::test
