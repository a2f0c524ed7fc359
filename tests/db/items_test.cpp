// Files with several rows about one school, with rows of several years, and of different releases.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"
#include "store/batches.h"
#include "store/records.h"

namespace termwise::store::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Items : public StoreTest {
 protected:
  static school::Record inspection(std::uint32_t line, const std::string& item, int summer, std::int64_t grade) {
    school::Record record = school_record(line, 900001, {number(grade), number(0, 1), number(0)});
    record.item = item;
    record.summer = summer;
    return record;
  }

  Result<BatchId> try_load(Database& database, const std::string& content, const std::vector<school::Record>& records,
                           const std::string& release = "", std::optional<AcademicYear> year = std::nullopt) {
    NewBatch batch = batch_of(database, content);
    batch.release = release;
    batch.year = year;
    TERMWISE_TRY(BatchWriter writer, BatchWriter::begin(database, batch, measures()));
    send(writer, content);
    school::Sums sums;
    for (const auto& record : records) {
      must(writer.write(record));
      ++sums.rows;
      ++sums.accepted;
    }
    return writer.commit(sums);
  }
};

TEST_F(Items, ofOneSchoolSupersedeTheirOwnKindOnly) {
  Database database = open();
  must(try_load(database, "a", {inspection(2, "1", 2014, 3), inspection(3, "2", 2015, 2)}));
  must(try_load(database, "b", {inspection(2, "2", 2015, 1)}));
  EXPECT_EQ(scalar("SELECT string_agg(concat_ws(' ', academic_year, item, value), ', ' ORDER BY item) "
                   "FROM termwise.measure_value WHERE code = 'KS2_COHORT'"),
            "2013/14 1 3, 2014/15 2 1");
  EXPECT_EQ(scalar("SELECT concat_ws(' ', first_year, academic_year) FROM termwise.batch WHERE id = 1"), "2014 2015");
  EXPECT_EQ(scalar("SELECT string_agg(item, ',' ORDER BY item) FROM termwise.wide_ks2"), "1,2");
}

TEST_F(Items, keysAreThoseOfEverySchoolAndAdviserOnce) {
  Database database = open();
  school::Record adviser = school_record(4, 900001, {number(1), number(0, 1), number(0)});
  adviser.subject = school::SubjectKind::adviser;
  adviser.urn.reset();
  adviser.item = "K1";
  must(try_load(database, "a", {inspection(2, "1", 2014, 3), inspection(3, "2", 2015, 2), adviser}));
  must(try_load(database, "b", {inspection(2, "1", 2014, 1)}));
  std::vector<std::string> found;
  for (const StoredKey& key : must(stored_keys(database, "ks2")))
    found.push_back((key.urn ? std::to_string(key.urn->value) : "adviser") + " " + key.la_code->text() + " " +
                    std::to_string(key.summer) + " " + key.item);
  EXPECT_THAT(found, ::testing::UnorderedElementsAre("900001 886 2014 1", "900001 886 2015 2",
                                                     "adviser 886 " + std::to_string(adviser.summer) + " K1"));
  EXPECT_TRUE(must(stored_keys(database, "visit")).empty());
}

// A school has one row of results in a year; its inspections do not stand for it.
TEST_F(Items, areNotTheSchoolsOwnRow) {
  Database database = open();
  must(try_load(database, "a", {inspection(2, "1", 2017, 3)}));
  EXPECT_TRUE(must(schools_of_la(database, *LaCode::parse("886"), 2017, BatchId{1})).empty());
  EXPECT_TRUE(must(latest_records(database, "ks2", {Urn{900001}}, 2017, 2017, BatchId{1}, {"KS2_COHORT"}, {})).empty());
}

// Each as the latest file has it, of the years asked for, as of a batch.
TEST_F(Items, ofSomeSchoolsComeByYearAndItem) {
  Database database = open();
  must(try_load(database, "a",
                {inspection(2, "9", 2014, 3), inspection(3, "10", 2015, 2), inspection(4, "8", 2015, 1)}));
  must(try_load(database, "b", {inspection(7, "10", 2015, 4)}));
  const auto items = [&](int first, int last, std::int64_t highest) {
    std::vector<std::string> texts;
    for (const auto& [record, item] : must(latest_items(database, "ks2", {Urn{900001}, Urn{900002}}, first, last,
                                                        BatchId{highest}, {"KS2_COHORT"}, {"name"})))
      texts.push_back(std::to_string(record.year) + " " + item + " " + record.values[0].number()->to_string() +
                      " line " + std::to_string(record.line) + " " + *record.attributes[0].text());
    return texts;
  };
  EXPECT_THAT(items(2010, 2017, 2), ElementsAre("2014 9 3 line 2 Oak Primary", "2015 10 4 line 7 Oak Primary",
                                                "2015 8 1 line 4 Oak Primary"));
  EXPECT_THAT(items(2015, 2015, 1), ElementsAre("2015 10 2 line 3 Oak Primary", "2015 8 1 line 4 Oak Primary"));
  EXPECT_TRUE(items(2016, 2017, 2).empty());
}

// Advisers have no URN; those of another LA are its own, and those of none are everybody's.
TEST_F(Items, ofAdvisersAreAnLasOrEverybodys) {
  Database database = open();
  const auto adviser = [](std::uint32_t line, const std::string& item, const char* la, std::int64_t days) {
    school::Record record = school_record(line, 900001, {number(days), number(0, 1), number(0)});
    record.subject = school::SubjectKind::adviser;
    record.urn.reset();
    record.la_code = la ? LaCode::parse(la) : std::nullopt;
    record.item = item;
    return record;
  };
  must(try_load(database, "a", {adviser(2, "S2", "886", 5), adviser(3, "S1", nullptr, 6), adviser(4, "S3", "926", 7)}));
  must(try_load(database, "b", {adviser(2, "S2", "886", 8)}));
  std::vector<std::string> texts;
  for (const auto& [record, item] :
       must(latest_adviser_items(database, "ks2", *LaCode::parse("886"), 2017, 2017, BatchId{2}, {"KS2_COHORT"}, {})))
    texts.push_back(item + " " + record.values[0].number()->to_string() + " " + std::to_string(record.urn.value));
  EXPECT_THAT(texts, ElementsAre("S1 6 0", "S2 8 0"));
}

TEST_F(Items, ofWhichNoneCouldBeReadAreNoBatch) {
  Database database = open();
  const auto refused = try_load(database, "a", {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().exit, ExitCode::data);
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.batch"), "0");
}

TEST_F(Items, anEarlierReleaseTakesNothingBack) {
  Database database = open();
  must(try_load(database, "final", {inspection(2, "", 2017, 30)}, "final"));
  const auto late = try_load(database, "provisional", {inspection(2, "", 2017, 29)}, "provisional");
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().exit, ExitCode::data);
  EXPECT_THAT(late.error().message, HasSubstr("a final one is loaded for the same schools"));
  EXPECT_EQ(scalar("SELECT count(*) FROM termwise.record"), "1");
  // Another year, another school, or a release as late, is no matter.
  EXPECT_TRUE(try_load(database, "other year", {inspection(2, "", 2016, 29)}, "provisional"));
  EXPECT_TRUE(try_load(database, "again", {inspection(2, "", 2017, 31)}, "final"));
}

TEST_F(Items, aListOfSchoolsSaysInWhichLaASchoolIs) {
  Database database = open();
  EXPECT_TRUE(must(school_places(database)).empty());
  NewBatch batch = batch_of(database, "spine");
  batch.dataset = "school";
  batch.measures.clear();
  batch.measure_columns.clear();
  BatchWriter writer = must(BatchWriter::begin(database, batch, measures()));
  send(writer, "spine");
  must(writer.write(school_record(2, 900001, {}, "886")));
  school::Record nowhere = school_record(3, 900002, {});
  nowhere.la_code.reset();
  must(writer.write(nowhere));
  must(writer.commit({2, 2, 0, 0, 0}));
  const auto places = must(school_places(database));
  ASSERT_EQ(places.size(), 2u);
  EXPECT_EQ(places.at(900001), LaCode::parse("886"));
  EXPECT_FALSE(places.at(900002).has_value());
}

}  // namespace
}  // namespace termwise::store::test
