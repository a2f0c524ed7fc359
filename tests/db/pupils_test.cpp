// Pupils in the database: what is stored of each, whose row counts, who may see it, and under which key.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "fixture.h"
#include "store/archive.h"
#include "store/batches.h"
#include "store/pupils.h"

namespace termwise::store::test {
namespace {

using ::testing::HasSubstr;

const std::string kKey = "\x01\x02\x03\x04\x05\x06\x07\x08";

std::vector<school::Measure> pupil_measures() {
  std::vector<school::Measure> all = measures();
  for (const auto& [code, scale] : {std::pair("PUPIL_FSM", 0), std::pair("PUPIL_SCORE", 0), std::pair("PUPIL_PROG", 2)})
    all.push_back({code, "pupil", school::Unit::count, scale, code, school::Direction::neutral, ""});
  return all;
}

school::PupilRecord pupil(std::uint32_t line, std::uint8_t name, std::vector<std::int32_t> values,
                          std::vector<std::uint8_t> reasons, std::int64_t urn = 900001, const std::string& la = "886") {
  school::PupilRecord record;
  record.line = line;
  record.urn = Urn{urn};
  record.la_code = LaCode::parse(la);
  record.pupil.fill(name);
  record.summer = 2017;
  record.values = std::move(values);
  record.reasons = std::move(reasons);
  return record;
}

class PupilRows : public StoreTest {
 protected:
  // A file with the columns of two measures, the last of the list first.
  Result<BatchId> try_load(Database& database, const std::string& content,
                           const std::vector<school::PupilRecord>& records, const std::string& key = kKey) {
    NewBatch batch = batch_of(database, content);
    batch.file_name = "pupils.csv";
    batch.dataset = "pupil";
    batch.layout = "pupils";
    batch.header = {"UPN", "URN", "PROGRESS", "FSM"};
    batch.measures = {"PUPIL_PROG", "PUPIL_FSM"};
    batch.measure_columns = {3, 4};
    batch.attributes = {};
    batch.attribute_columns = {};
    batch.pupil_key = key;
    TERMWISE_TRY(BatchWriter writer, BatchWriter::begin(database, batch, pupil_measures()));
    school::Sums sums;
    for (const auto& record : records) {
      TERMWISE_CHECK(writer.write(record));
      ++sums.rows;
      ++sums.accepted;
    }
    return writer.commit(sums);
  }
  BatchId load_pupils(Database& database, const std::string& content, const std::vector<school::PupilRecord>& records) {
    return must(try_load(database, content, records));
  }
};

TEST_F(PupilRows, areStoredByTheDatasetsListAndReadBackExactly) {
  Database database = open();
  constexpr auto kLeast = std::numeric_limits<std::int32_t>::min();
  constexpr auto kMost = std::numeric_limits<std::int32_t>::max();
  load_pupils(database, "a",
              {pupil(2, 0xA1, {-125, 1}, {0, 0}), pupil(3, 0xA2, {0, 0}, {3, 0}),
               pupil(4, 0xA3, {kLeast, kMost}, {0, 0}), pupil(5, 0xA4, {-1, 256}, {0, 0})});
  EXPECT_EQ(
      scalar("SELECT string_agg(concat_ws(' ', line, urn, la_code, academic_year, coalesce(pupil_fsm::text, '-'), "
             "coalesce(pupil_score::text, '-'), coalesce(pupil_prog::text, '-')), ', ' ORDER BY line) "
             "FROM termwise.wide_pupil"),
      "2 900001 886 2016/17 1 - -1.25, 3 900001 886 2016/17 0 - -, "
      "4 900001 886 2016/17 2147483647 - -21474836.48, 5 900001 886 2016/17 256 - -0.01");
  EXPECT_EQ(scalar("SELECT string_agg(concat_ws(' ', code, value, missing), ', ' ORDER BY code) "
                   "FROM termwise.pupil_measure_value WHERE line = 3"),
            "PUPIL_FSM 0, PUPIL_PROG not_entered, PUPIL_SCORE not_supplied");
  EXPECT_EQ(scalar("SELECT DISTINCT pupil FROM termwise.current_pupil_record WHERE line = 2"),
            "a1a1a1a1-a1a1-a1a1-a1a1-a1a1a1a1a1a1");
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.record"), "0");
}

TEST_F(PupilRows, ofALaterFileCountAndNoOthersGo) {
  Database database = open();
  load_pupils(database, "a", {pupil(2, 1, {100, 0}, {0, 0}), pupil(3, 2, {200, 0}, {0, 0})});
  auto earlier_year = pupil(3, 1, {400, 0}, {0, 0});
  earlier_year.summer = 2016;
  load_pupils(database, "b", {pupil(2, 1, {300, 0}, {0, 0}), earlier_year, pupil(4, 1, {500, 0}, {0, 0}, 900002)});
  EXPECT_EQ(scalar("SELECT string_agg(concat_ws(' ', academic_year, urn, batch, pupil_prog), ', ' "
                   "ORDER BY academic_year, urn, pupil) FROM termwise.wide_pupil"),
            "2015/16 900001 2 4.00, 2016/17 900001 2 3.00, 2016/17 900001 1 2.00, 2016/17 900002 2 5.00");
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.pupil_record"), "5");
  EXPECT_EQ(scalar("SELECT concat_ws(' ', first_year, academic_year) FROM termwise.batch WHERE id = 2"), "2016 2017");
}

std::string in_words(const std::vector<PupilFigures>& pupils) {
  std::string text;
  for (const auto& one : pupils) {
    text += std::to_string(one.urn.value) + " " + std::to_string(one.batch.value);
    for (const auto& value : one.values)
      text += value.number() ? " " + value.number()->to_string() : " " + std::string(name(*value.missing()));
    text += "; ";
  }
  return text;
}

TEST_F(PupilRows, ofALaAreReadAsTheLatestFileHasThem) {
  Database database = open();
  const auto kent = *LaCode::parse("886");
  const auto norfolk = *LaCode::parse("926");
  load_pupils(database, "a",
              {pupil(2, 1, {-100, 1}, {0, 0}), pupil(3, 2, {0, 0}, {3, 0}), pupil(4, 3, {700, 1}, {0, 0}, 900002)});
  // The second is now Norfolk's, and so is a pupil of another school; an earlier year is no part of this one.
  auto earlier = pupil(5, 1, {900, 0}, {0, 0});
  earlier.summer = 2016;
  load_pupils(database, "b",
              {pupil(2, 1, {300, 0}, {0, 0}), pupil(3, 2, {0, 1}, {0, 0}, 900001, "926"),
               pupil(4, 4, {0, 1}, {0, 0}, 900003, "926"), earlier});
  const std::vector<std::string> measures{"PUPIL_FSM", "PUPIL_PROG", "PUPIL_SCORE", "PUPIL_OTHER"};
  const auto read = [&](const LaCode& la, int summer, std::int64_t highest, std::optional<Urn> school = {}) {
    return in_words(must(latest_pupils(database, "pupil", la, summer, BatchId{highest}, school, measures)));
  };
  EXPECT_EQ(read(kent, 2017, 2),
            "900001 2 0 3.00 not_supplied not_supplied; 900002 1 1 7.00 not_supplied not_supplied; ");
  EXPECT_EQ(read(kent, 2017, 1),
            "900001 1 1 -1.00 not_supplied not_supplied; 900001 1 0 not_entered not_supplied not_supplied; "
            "900002 1 1 7.00 not_supplied not_supplied; ");
  EXPECT_EQ(read(norfolk, 2017, 2),
            "900001 2 1 0.00 not_supplied not_supplied; 900003 2 1 0.00 not_supplied not_supplied; ");
  EXPECT_EQ(read(kent, 2017, 2, Urn{900002}), "900002 1 1 7.00 not_supplied not_supplied; ");
  EXPECT_EQ(read(kent, 2018, 2), "");
  const auto latest = [&](const LaCode& la, std::optional<Urn> school) {
    const auto year = must(latest_pupil_year(database, "pupil", la, BatchId{2}, school));
    return year ? year->label() : std::string("none");
  };
  EXPECT_EQ(latest(kent, {}), "2016/17");
  EXPECT_EQ(latest(kent, Urn{900003}), "none");
  EXPECT_EQ(latest(*LaCode::parse("938"), {}), "none");
}

TEST_F(PupilRows, standOnceInAFile) {
  Database database = open();
  const auto loaded = try_load(database, "a", {pupil(2, 1, {1, 1}, {0, 0}), pupil(3, 1, {1, 1}, {0, 0})});
  ASSERT_FALSE(loaded);
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.batch"), "0");
}

TEST_F(PupilRows, comeFromAFileThatIsNotKept) {
  Database database = open();
  const BatchId batch = load_pupils(database, "a", {pupil(2, 1, {1, 1}, {0, 0})});
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.archive_object WHERE kind = 'file'"), "0");
  EXPECT_TRUE(must(read_batch(database, batch)).pupil_level);
  EXPECT_FALSE(ArchiveReader::open(database, sha256("a")).ok());
  load(database, "others", {});
  EXPECT_FALSE(must(find_batch(database, sha256("others")))->pupil_level);
}

TEST_F(PupilRows, areNotForReaders) {
  as_superuser(url_, "CREATE ROLE pupil_analyst LOGIN IN ROLE termwise_reader");
  as_superuser(url_, "INSERT INTO termwise.reader_la VALUES ('pupil_analyst', '886')");
  Database database = open();
  load_pupils(database, "a", {pupil(2, 1, {1, 1}, {0, 0}), pupil(3, 2, {2, 1}, {0, 0}, 900002, "926")});
  for (const std::string relation :
       {"pupil_record", "current_pupil_record", "pupil_measure_value", "wide_pupil", "pupil_key"})
    EXPECT_THROW(as_superuser(url_, "SET ROLE pupil_analyst; SELECT * FROM termwise." + relation), pqxx::sql_error)
        << relation;
  // Let in by the owner, it sees the pupils of its own LA.
  as_superuser(url_,
               "GRANT SELECT ON termwise.pupil_record, termwise.wide_pupil, termwise.current_pupil_record "
               "TO termwise_reader");
  EXPECT_EQ(as_superuser(url_, "SET ROLE pupil_analyst; SELECT count(*) FROM termwise.wide_pupil")[0][0].as<int>(), 1);
  as_superuser(url_, "DROP OWNED BY pupil_analyst; DROP ROLE pupil_analyst");
}

TEST_F(PupilRows, areNeverChanged) {
  Database database = open();
  load_pupils(database, "a", {pupil(2, 1, {1, 1}, {0, 0})});
  EXPECT_THROW(as_superuser(url_, "UPDATE termwise.pupil_record SET line = 3"), pqxx::sql_error);
  EXPECT_THROW(as_superuser(url_, "UPDATE termwise.pupil_key SET first_used = now()"), pqxx::sql_error);
}

TEST_F(PupilRows, areAllUnderOneKey) {
  Database database = open();
  load_pupils(database, "a", {pupil(2, 1, {1, 1}, {0, 0})});
  const auto other = try_load(database, "b", {pupil(2, 2, {1, 1}, {0, 0})}, "12345678");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().exit, ExitCode::configuration);
  EXPECT_THAT(other.error().message, HasSubstr("Put the earlier key back"));
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.batch"), "1");
  EXPECT_EQ(scalar("SELECT encode(fingerprint, 'hex') FROM termwise.pupil_key"), "0102030405060708");
  load_pupils(database, "b", {pupil(2, 2, {1, 1}, {0, 0})});
}

TEST_F(PupilRows, haveADatasetOfTheirOwn) {
  Database database = open();
  load(database, "schools", {school_record(2, 900001, {number(1), number(1, 1), number(1)})});
  NewBatch batch = batch_of(database, "pupils");
  batch.pupil_key = kKey;
  const auto writer = BatchWriter::begin(database, batch, pupil_measures());
  ASSERT_FALSE(writer);
  EXPECT_EQ(writer.error().exit, ExitCode::configuration);
  EXPECT_THAT(writer.error().message, HasSubstr("ks2"));
}

TEST_F(PupilRows, doNotMixWithOthers) {
  Database database = open();
  NewBatch batch = batch_of(database, "a");
  batch.dataset = "pupil";
  batch.measures = {"PUPIL_PROG", "PUPIL_FSM", "PUPIL_SCORE"};
  batch.pupil_key = kKey;
  BatchWriter writer = must(BatchWriter::begin(database, batch, pupil_measures()));
  EXPECT_EQ(writer.write(school_record(2, 900001, {number(1), number(1), number(1)})).error().exit, ExitCode::internal);
  EXPECT_EQ(writer.write(pupil(2, 1, {1}, {0})).error().exit, ExitCode::internal);
}

// The constraints, whoever writes.
TEST_F(PupilRows, areHeldByTheSchema) {
  const auto insert = [&](const std::string& la, const std::string& urn, const std::string& year,
                          const std::string& values, const std::string& line) {
    as_superuser(url_, "INSERT INTO termwise.pupil_record VALUES (1, " + line + ", 'pupil', " + la + ", " + urn +
                           ", '00000000-0000-0000-0000-000000000001', " + year + ", '" + values + "', '\\x00')");
  };
  EXPECT_NO_THROW(insert("'886'", "900001", "2017", "\\x00000001", "2"));
  EXPECT_NO_THROW(insert("NULL", "900002", "2017", "\\x00000001", "2"));
  for (const char* la : {"'200'", "'88'", "'8866'", "'8:6'", "' 86'", "''"})
    EXPECT_THROW(insert(la, "900003", "2017", "\\x00000001", "2"), pqxx::sql_error) << la;
  EXPECT_THROW(insert("'886'", "99999", "2017", "\\x00000001", "2"), pqxx::sql_error);
  EXPECT_THROW(insert("'886'", "900003", "1988", "\\x00000001", "2"), pqxx::sql_error);
  EXPECT_THROW(insert("'886'", "900003", "2017", "\\x0001", "2"), pqxx::sql_error);
  EXPECT_THROW(insert("'886'", "900003", "2017", "\\x00000001", "1"), pqxx::sql_error);
}

}  // namespace
}  // namespace termwise::store::test
