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
                                   int first = 2016, int last = 2017) {
    const auto schools = must(schools_of_la(database, *LaCode::parse(la), last, BatchId{highest}));
    return must(latest_records(database, "ks2", schools, first, last, BatchId{highest},
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

TEST_F(Records, keepTextsWhateverStandsInThem) {
  Database database = open();
  const std::vector<std::string> texts{
      "St Peter; St Paul", "a,b", "a \"b\" 'c'", "back\\slash", "{}",     "}",    "{\",\"}", "NULL", "null", " a ",
      "line\nbreak",       "é",   "(x)",         "\\\"",        "\"NULL", "a;b;c"};
  std::vector<school::Record> records;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto number = static_cast<std::int64_t>(i);
    records.push_back(school_record(static_cast<std::uint32_t>(i + 2), 900001 + number, {}, "886", texts[i]));
    records.back().values = {Missing::suppressed, Missing::suppressed, Missing::suppressed};
  }
  load(database, "x", records);
  const auto found = latest(database, 1);
  ASSERT_EQ(found.size(), texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i)
    EXPECT_THAT(found[i].attributes, ElementsAre("mainstream", Missing::not_supplied, school::Attribute(texts[i])));
}

TEST_F(Records, ofOneSchoolComeByYearWhicheverLaItStoodIn) {
  Database database = open();
  const auto of_school = [&](std::int64_t urn, std::int64_t highest = 9) {
    return must(
        records_of_school(database, "ks2", Urn{urn}, BatchId{highest}, {"KS2_COHORT", "KS2_UNKNOWN"}, {"name"}));
  };
  const school::Value none = Missing::not_applicable;
  load(database, "a", {school_record(2, 900001, {number(30), none, none}, "926", "Old Name")}, 2016);
  load(database, "b",
       {school_record(2, 900001, {number(31), none, none}), school_record(3, 900002, {none, none, none})});
  load(database, "c", {school_record(5, 900001, {number(32), none, none})});
  load(database, "d", {school_record(2, 900003, {none, none, none})}, 2018);
  const auto records = of_school(900001);
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[0].record.year, 2016);
  EXPECT_EQ(records[0].record.la_code, LaCode::parse("926"));
  EXPECT_THAT(records[0].record.values, ElementsAre(number(30), Value(Missing::not_supplied)));
  EXPECT_THAT(records[0].record.attributes, ElementsAre("Old Name"));
  EXPECT_EQ(records[1].record.batch, BatchId{3});
  EXPECT_EQ(records[1].record.line, 5u);
  EXPECT_EQ(records[1].file_name, "ks2.csv");
  EXPECT_THAT(records[1].record.values, ElementsAre(number(32), Value(Missing::not_supplied)));
  EXPECT_EQ(of_school(900001, 2)[1].record.batch, BatchId{2}) << "as it was known before the third";
  EXPECT_TRUE(of_school(900009).empty());
}

TEST_F(Records, existForAnLaOrDoNot) {
  Database database = open();
  load(database, "a", {school_record(2, 900001, {number(30), number(1), number(2)}, "926")});
  EXPECT_TRUE(must(has_records(database, *LaCode::parse("926"))));
  EXPECT_FALSE(must(has_records(database, *LaCode::parse("886"))));
}

TEST_F(Records, areThoseOfTheLatestBatch) {
  Database database = open();
  const auto one = [](std::int64_t urn, std::int64_t cohort, const char* la = "886") {
    return school_record(2, urn, {number(cohort), number(0, 1), number(0)}, la);
  };
  load(database, "provisional", {one(900001, 10), school_record(3, 900002, {number(20), number(0, 1), number(0)})});
  load(database, "revised", {one(900001, 11)});
  load(database, "next year", {one(900001, 12), school_record(3, 900002, {number(21), number(0, 1), number(0)})}, 2018);

  const auto cohorts = [&](std::int64_t highest, int last) {
    std::vector<std::string> texts;
    for (const auto& record : latest(database, highest, "886", 2016, last))
      texts.push_back(std::to_string(record.urn.value) + "/" + std::to_string(record.year) + "=" +
                      record.values[2].number()->to_string());
    return texts;
  };
  EXPECT_THAT(cohorts(1, 2017), ElementsAre("900001/2017=10", "900002/2017=20"));
  EXPECT_THAT(cohorts(2, 2017), ElementsAre("900001/2017=11", "900002/2017=20"));
  EXPECT_THAT(cohorts(3, 2018), ElementsAre("900001/2017=11", "900001/2018=12", "900002/2017=20", "900002/2018=21"));
  EXPECT_EQ(latest(database, 3, "886", 2018, 2018).size(), 2u);
  EXPECT_THAT(cohorts(2, 2018), ElementsAre()) << "the LA has no school in the last year";
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

// Its history comes with it, and says where the school stood.
TEST_F(Records, bringTheHistoryOfASchoolThatChangedItsLa) {
  Database database = open();
  const std::vector<Value> values{number(1), number(0, 1), number(0)};
  load(database, "2016", {school_record(2, 900001, values, "886"), school_record(3, 900002, values, "886")}, 2016);
  school::Record nowhere = school_record(2, 900001, values);
  nowhere.la_code.reset();
  load(database, "2017", {nowhere}, 2017);
  load(database, "2018", {school_record(2, 900001, values, "926"), school_record(3, 900002, values, "886")}, 2018);
  const auto history = [&](const std::string& la, int last) {
    std::vector<std::string> texts;
    for (const auto& record : latest(database, 3, la, 2016, last))
      texts.push_back(std::to_string(record.urn.value) + "/" + std::to_string(record.year) + " in " +
                      (record.la_code ? record.la_code->text() : "none"));
    return texts;
  };
  EXPECT_THAT(history("926", 2018), ElementsAre("900001/2016 in 886", "900001/2017 in none", "900001/2018 in 926"));
  EXPECT_THAT(history("886", 2018), ElementsAre("900002/2016 in 886", "900002/2018 in 886"));
  EXPECT_THAT(history("886", 2016), ElementsAre("900001/2016 in 886", "900002/2016 in 886"));
}

// The dataset asked for need not have the last year itself.
TEST_F(Records, ofOneDatasetComeForSchoolsThatAnotherPutsIntoTheLa) {
  Database database = open();
  const std::vector<Value> values{number(1), number(0, 1), number(0)};
  load(database, "ks2", {school_record(2, 900001, values, "886")}, 2017);
  NewBatch other = batch_of(database, "ks4", 2018);
  other.dataset = "ks4";
  other.measures.clear();
  other.measure_columns.clear();
  BatchWriter writer = must(BatchWriter::begin(database, other, measures()));
  send(writer, "ks4");
  school::Record moved = school_record(2, 900001, {}, "926");
  moved.summer = 2018;
  must(writer.write(moved));
  must(writer.commit({1, 1, 0, 0, 0}));
  const auto records = latest(database, 2, "926", 2017, 2018);
  ASSERT_EQ(records.size(), 1u);
  EXPECT_EQ(records[0].year, 2017);
  EXPECT_TRUE(latest(database, 2, "886", 2017, 2018).empty());
  EXPECT_THAT(must(datasets_up_to(database, BatchId{1})), ElementsAre("ks2"));
  EXPECT_THAT(must(datasets_up_to(database, BatchId{2})), ElementsAre("ks2", "ks4"));
}

TEST_F(Records, ofAggregatesAreNoSchools) {
  Database database = open();
  school::Record la;
  la.line = 2;
  la.subject = school::SubjectKind::la;
  la.la_code = LaCode::parse("886");
  la.population = "la";
  la.values = {number(1), number(0, 1), number(0)};
  la.attributes = {school::Missing::not_supplied, "la"};
  load(database, "x", {la});
  EXPECT_TRUE(latest(database, 1).empty());
  EXPECT_FALSE(must(latest_year(database, *LaCode::parse("886"), BatchId{1}, {"ks2"})).has_value());
  EXPECT_TRUE(must(las_with_records(database, std::nullopt)).empty());
}

TEST_F(Records, tellTheLatestYearAndTheLas) {
  Database database = open();
  load(database, "a", {school_record(2, 900001, {number(1), number(0, 1), number(0)}, "938")}, 2017);
  school::Record nowhere = school_record(3, 900003, {number(1), number(0, 1), number(0)});
  nowhere.la_code.reset();
  load(database, "b", {school_record(2, 900002, {number(1), number(0, 1), number(0)}, "886"), nowhere}, 2018);
  load(database, "c", {school_record(2, 900001, {number(1), number(0, 1), number(0)}, "938")}, 2018);
  EXPECT_EQ(must(latest_year(database, *LaCode::parse("938"), BatchId{2}, {"ks2"}))->summer(), 2017);
  EXPECT_EQ(must(latest_year(database, *LaCode::parse("938"), BatchId{3}, {"ks2"}))->summer(), 2018);
  EXPECT_FALSE(must(latest_year(database, *LaCode::parse("926"), BatchId{3}, {"ks2"})).has_value());
  EXPECT_THAT(must(las_with_records(database, std::nullopt)),
              ElementsAre(*LaCode::parse("886"), *LaCode::parse("938")));
  EXPECT_THAT(must(las_with_records(database, AcademicYear::from_summer(2017))), ElementsAre(*LaCode::parse("938")));
  EXPECT_THAT(must(las_with_records(database, AcademicYear::from_summer(2018), BatchId{2})),
              ElementsAre(*LaCode::parse("886")));
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
