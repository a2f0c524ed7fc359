// Links between schools as files of links say them, from either end and as of a batch.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"
#include "store/links.h"

namespace termwise::store::test {
namespace {

using school::Attribute;
using school::Missing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Row {
  std::int64_t urn = 0;
  Attribute linked_urn;
  Attribute link_type;
  Attribute linked_on = Missing::not_supplied;
};

class Links : public StoreTest {
 protected:
  BatchId load_rows(Database& database, const std::string& content, const std::string& dataset,
                    const std::vector<std::string>& attributes, const std::vector<school::Record>& records,
                    const std::string& layout) {
    NewBatch batch = batch_of(database, content);
    batch.dataset = dataset;
    batch.layout = layout;
    batch.measures.clear();
    batch.measure_columns.clear();
    batch.attributes = attributes;
    batch.attribute_columns.assign(attributes.size(), 2);
    batch.year.reset();
    BatchWriter writer = must(BatchWriter::begin(database, batch, measures()));
    send(writer, content);
    for (const auto& record : records) must(writer.write(record));
    const auto count = static_cast<std::int64_t>(records.size());
    return must(writer.commit({count, count, 0, 0, 0}));
  }

  BatchId load_links(Database& database, const std::string& content, const std::vector<Row>& rows, int summer = 2021,
                     const std::string& layout = "school-link") {
    std::vector<school::Record> records;
    for (const auto& row : rows) {
      school::Record record = school_record(static_cast<std::uint32_t>(records.size() + 2), row.urn, {});
      record.item = "item " + std::to_string(records.size());
      record.summer = summer;
      record.attributes = {row.linked_urn, row.link_type, row.linked_on};
      records.push_back(std::move(record));
    }
    return load_rows(database, content, "school_link", {"linked_urn", "link_type", "linked_on"}, records, layout);
  }

  static std::vector<std::string> of(Database& database, std::vector<Urn> schools, std::int64_t highest) {
    std::vector<std::string> texts;
    for (const auto& said : must(link_statements(database, schools, BatchId{highest})))
      texts.push_back(std::to_string(said.urn.value) + " " + std::string(name(said.word.role)) + " " +
                      std::to_string(said.linked.value) + " " + std::string(name(said.word.kind)) + " " +
                      (said.on ? std::to_string(static_cast<int>(said.on->year())) : "undated") + " line " +
                      std::to_string(said.source.line));
    return texts;
  }
};

TEST_F(Links, areFoundFromEitherEnd) {
  Database database = open();
  load_links(database, "a",
             {{900001, "900002", "successor, merged", "2011-08-31"}, {900003, "900004", "either, merged"}});
  EXPECT_THAT(of(database, {Urn{900001}}, 1), ElementsAre("900001 successor 900002 merged 2011 line 2"));
  EXPECT_THAT(of(database, {Urn{900002}}, 1), ElementsAre("900001 successor 900002 merged 2011 line 2"));
  EXPECT_THAT(of(database, {Urn{900001}, Urn{900002}, Urn{900004}}, 1),
              ElementsAre("900001 successor 900002 merged 2011 line 2", "900003 either 900004 merged undated line 3"));
  EXPECT_THAT(of(database, {Urn{900009}}, 1), IsEmpty());
  EXPECT_THAT(of(database, {Urn{900001}}, 0), IsEmpty()) << "not known yet";
}

// Such rows have an error, or say nothing.
TEST_F(Links, areNotMadeOfWhatCouldNotBeRead) {
  Database database = open();
  load_links(database, "a",
             {{900001, Missing::unparseable, "successor"},
              {900001, "900002", Missing::unparseable},
              {900001, "900001", "successor"},
              {900001, "900003", "other", "2012-01-01"}});
  EXPECT_THAT(of(database, {Urn{900001}}, 1), ElementsAre("900001 either 900003 other 2012 line 5"));
}

TEST_F(Links, ofASchoolAreThoseOfTheLatestFileOfALayout) {
  Database database = open();
  load_links(database, "2021", {{900001, "900002", "successor"}, {900003, "900004", "successor"}});
  load_links(database, "2022", {{900001, "900005", "successor"}}, 2022);
  EXPECT_THAT(of(database, {Urn{900001}}, 1), ElementsAre("900001 successor 900002 succeeded undated line 2"));
  EXPECT_THAT(of(database, {Urn{900001}}, 2), ElementsAre("900001 successor 900005 succeeded undated line 2"));
  EXPECT_THAT(of(database, {Urn{900002}}, 2), IsEmpty()) << "withdrawn from the other end too";
  EXPECT_THAT(of(database, {Urn{900003}}, 2), ElementsAre("900003 successor 900004 succeeded undated line 3"))
      << "the later file does not speak of it";
  // An older file that arrives late takes nothing back; another layout's speaks beside it.
  load_links(database, "2020", {{900001, "900006", "successor"}}, 2020);
  EXPECT_THAT(of(database, {Urn{900001}}, 3), ElementsAre("900001 successor 900005 succeeded undated line 2"));
  load_links(database, "own", {{900001, "900007", "successor, renamed"}}, 2020, "school-link-own");
  EXPECT_THAT(of(database, {Urn{900001}}, 4), ElementsAre("900001 successor 900005 succeeded undated line 2",
                                                          "900001 successor 900007 renamed undated line 2"));
}

TEST_F(Links, aListOfSchoolsSaysWhichHaveClosed) {
  Database database = open();
  const auto school = [](std::uint32_t line, std::int64_t urn, int summer, Attribute type, Attribute status,
                         Attribute closed_on = Missing::not_supplied) {
    school::Record record = school_record(line, urn, {});
    record.summer = summer;
    record.attributes = {std::move(type), std::move(status), std::move(closed_on)};
    return record;
  };
  load_rows(
      database, "list", "school", {"type", "status", "closed_on"},
      {school(2, 900001, 2018, "Community school", "open"), school(3, 900002, 2018, "Academy converter", "closed"),
       school(4, 900003, 2018, Missing::not_supplied, Missing::not_supplied, "2018-08-31"),
       school(5, 900004, 2018, "Free school", "pending"), school(6, 900005, 2018, "Free school", "open, to close")},
      "list");
  load_rows(database, "later", "school", {"type", "status", "closed_on"},
            {school(2, 900001, 2019, "Foundation school", "closed")}, "list");
  const auto found = must(registered_schools(
      database, {Urn{900001}, Urn{900002}, Urn{900003}, Urn{900004}, Urn{900005}, Urn{900009}}, BatchId{2}));
  ASSERT_EQ(found.size(), 5u);
  EXPECT_EQ(found.at(900001).type, "Foundation school");
  EXPECT_TRUE(found.at(900001).closed);
  EXPECT_TRUE(found.at(900002).closed);
  EXPECT_TRUE(found.at(900003).closed);
  EXPECT_EQ(found.at(900003).type, "");
  EXPECT_FALSE(found.at(900004).closed || found.at(900004).known_open);
  EXPECT_TRUE(found.at(900005).known_open);
  const auto earlier = must(registered_schools(database, {Urn{900001}}, BatchId{1}));
  EXPECT_TRUE(earlier.at(900001).known_open);
}

TEST_F(Links, ofOtherLasAreNotTheReaders) {
  Database database = open();
  load_links(database, "a", {{900001, "900002", "successor"}});
  EXPECT_EQ(as_superuser(url_, "SELECT count(*) FROM termwise.school_link")[0][0].as<int>(), 1);
  EXPECT_EQ(as_superuser(url_, "SET ROLE termwise_reader; SELECT count(*) FROM termwise.school_link")[0][0].as<int>(),
            0);
}

}  // namespace
}  // namespace termwise::store::test
