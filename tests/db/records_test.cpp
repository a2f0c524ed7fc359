#include "store/records.h"

#include "fixture.h"

namespace termwise::store::test {
namespace {

using school::Missing;
using school::Value;
using testing::ElementsAre;

class Records : public StoreTest {
 protected:
  std::vector<SchoolRecord> latest(Database& database, std::int64_t highest, const std::string& la = "886",
                                   int first = 2016, int last = 2018) {
    return must(latest_school_records(database, "ks2", *LaCode::parse(la), first, last, BatchId{highest},
                                      {"KS2_PROG_R", "KS2_UNKNOWN", "KS2_COHORT"}, {"kind", "unknown", "name"}));
  }
};

TEST_F(Records, comeWithWhatWasAskedForInThatOrder) {
  Database database = open();
  school::Record second = school_record(3, 900001, {Missing::suppressed, number(-5, 1), number(0)});
  second.attributes = {Missing::unparseable, "special"};
  load(database, "x", {school_record(2, 900002, {number(31), Missing::low_coverage, number(1)}), second});
  const auto records = latest(database, 1);
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[0].urn, Urn{900001});
  EXPECT_EQ(records[0].year, 2017);
  EXPECT_EQ(records[0].batch, BatchId{1});
  EXPECT_EQ(records[0].line, 3u);
  EXPECT_THAT(records[0].values, ElementsAre(number(-5, 1), Value(Missing::not_supplied), Value(Missing::suppressed)));
  EXPECT_EQ(records[0].values[0].number()->scale(), 1);
  EXPECT_THAT(records[0].attributes, ElementsAre("special", Missing::not_supplied, Missing::unparseable));
  EXPECT_THAT(records[1].values, ElementsAre(Value(Missing::low_coverage), Value(Missing::not_supplied), number(31)));
  EXPECT_THAT(records[1].attributes, ElementsAre("mainstream", Missing::not_supplied, "Oak Primary"));
}

TEST_F(Records, areThoseOfTheLatestBatch) {
  Database database = open();
  const auto one = [](std::int64_t urn, std::int64_t cohort, const char* la = "886") {
    return school_record(2, urn, {number(cohort), number(0, 1), number(0)}, la);
  };
  load(database, "provisional", {one(900001, 10), school_record(3, 900002, {number(20), number(0, 1), number(0)})});
  load(database, "revised", {one(900001, 11)});
  load(database, "next year", {one(900001, 12)}, 2018);

  const auto cohorts = [&](std::int64_t highest) {
    std::vector<std::string> texts;
    for (const auto& record : latest(database, highest))
      texts.push_back(std::to_string(record.urn.value) + "/" + std::to_string(record.year) + "=" +
                      record.values[2].number()->to_string());
    return texts;
  };
  EXPECT_THAT(cohorts(1), ElementsAre("900001/2017=10", "900002/2017=20"));
  EXPECT_THAT(cohorts(2), ElementsAre("900001/2017=11", "900002/2017=20"));
  EXPECT_THAT(cohorts(3), ElementsAre("900001/2017=11", "900001/2018=12", "900002/2017=20"));
  EXPECT_EQ(latest(database, 3, "886", 2018, 2018).size(), 1u);
}

// A school that a later release puts into another LA is no longer the first one's.
TEST_F(Records, followASchoolIntoAnotherLa) {
  Database database = open();
  load(database, "first", {school_record(2, 900001, {number(1), number(0, 1), number(0)}, "886")});
  load(database, "second", {school_record(2, 900001, {number(2), number(0, 1), number(0)}, "926")});
  EXPECT_EQ(latest(database, 1, "886").size(), 1u);
  EXPECT_EQ(latest(database, 2, "886").size(), 0u);
  EXPECT_EQ(latest(database, 2, "926").size(), 1u);
}

TEST_F(Records, ofAggregatesAreNoSchools) {
  Database database = open();
  school::Record la;
  la.line = 2;
  la.subject = school::SubjectKind::la;
  la.la_code = LaCode::parse("886");
  la.values = {number(1), number(0, 1), number(0)};
  la.attributes = {school::Missing::not_supplied, "la"};
  load(database, "x", {la});
  EXPECT_TRUE(latest(database, 1).empty());
  EXPECT_FALSE(must(latest_year(database, *LaCode::parse("886"), BatchId{1})).has_value());
  EXPECT_TRUE(must(las_with_records(database, std::nullopt)).empty());
}

TEST_F(Records, tellTheLatestYearAndTheLas) {
  Database database = open();
  load(database, "a", {school_record(2, 900001, {number(1), number(0, 1), number(0)}, "938")}, 2017);
  school::Record nowhere = school_record(3, 900003, {number(1), number(0, 1), number(0)});
  nowhere.la_code.reset();
  load(database, "b", {school_record(2, 900002, {number(1), number(0, 1), number(0)}, "886"), nowhere}, 2018);
  load(database, "c", {school_record(2, 900001, {number(1), number(0, 1), number(0)}, "938")}, 2018);
  EXPECT_EQ(must(latest_year(database, *LaCode::parse("938"), BatchId{2}))->summer(), 2017);
  EXPECT_EQ(must(latest_year(database, *LaCode::parse("938"), BatchId{3}))->summer(), 2018);
  EXPECT_FALSE(must(latest_year(database, *LaCode::parse("926"), BatchId{3})).has_value());
  EXPECT_THAT(must(las_with_records(database, std::nullopt)), ElementsAre(*LaCode::parse("886"), *LaCode::parse("938")));
  EXPECT_THAT(must(las_with_records(database, AcademicYear::from_summer(2017))), ElementsAre(*LaCode::parse("938")));
}

TEST_F(Records, knowTheColumnsOfTheirBatch) {
  Database database = open();
  load(database, "x", {});
  const BatchColumns columns = must(batch_columns(database, BatchId{1}));
  EXPECT_EQ(columns.file, file_hash("x"));
  EXPECT_EQ(columns.file_name, "ks2.csv");
  const std::map<std::string, std::pair<std::uint32_t, std::string>> expected{{"KS2_COHORT", {2, "TELIG"}},
                                                                              {"KS2_PROG_R", {3, "READPROG"}},
                                                                              {"KS2_EXS_RWM", {4, "PTRWM_EXP"}},
                                                                              {"name", {5, "SCHNAME"}},
                                                                              {"kind", {6, "RECTYPE"}}};
  EXPECT_EQ(columns.columns, expected);
  EXPECT_EQ(batch_columns(database, BatchId{9}).error().exit, ExitCode::data);
}

}  // namespace
}  // namespace termwise::store::test
