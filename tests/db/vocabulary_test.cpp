#include "fixture.h"

namespace termwise::store::test {
namespace {

using testing::HasSubstr;

class Vocabulary : public StoreTest {};

TEST_F(Vocabulary, growsAtItsEndOnly) {
  Database database = open();
  load(database, "first", {school_record(2, 900001, {number(30), number(-12, 1), number(65)})});

  NewBatch batch = batch_of(database, "second", 2018);
  batch.measures = {"KS2_NEW", "KS2_EXS_RWM"};
  batch.measure_columns = {2, 3};
  auto vocabulary = measures();
  vocabulary.push_back({"KS2_NEW", "ks2", school::Unit::count, 2, "New", school::Direction::neutral, ""});
  BatchWriter writer = must(BatchWriter::begin(database, batch, vocabulary));
  send(writer, "second");
  must(writer.write(school_record(2, 900001, {number(7, 2), number(70)})));
  must(writer.commit({1, 1, 0, 0, 0}));

  EXPECT_EQ(scalar("SELECT string_agg(position || ' ' || code, ', ' ORDER BY position) FROM termwise.dataset_measure"),
            "1 KS2_COHORT, 2 KS2_PROG_R, 3 KS2_EXS_RWM, 4 KS2_NEW");
  EXPECT_EQ(scalar("SELECT \"values\"::text || encode(reasons, 'hex') FROM termwise.record WHERE batch = 2"),
            "{NULL,NULL,70,7}07070000");
}

// measures.toml's order is how records are stored, whatever the order of the first file's columns.
TEST_F(Vocabulary, isInTheOrderOfTheConfiguration) {
  Database database = open();
  NewBatch batch = batch_of(database, "first");
  batch.measures = {"KS2_EXS_RWM", "KS2_COHORT"};
  batch.measure_columns = {2, 3};
  auto vocabulary = measures();
  vocabulary.insert(vocabulary.begin(),
                    {"KS4_COHORT", "ks4", school::Unit::pupils, 0, "", school::Direction::neutral, ""});
  BatchWriter writer = must(BatchWriter::begin(database, batch, vocabulary));
  send(writer, "first");
  must(writer.write(school_record(2, 900001, {number(65), number(30)})));
  must(writer.commit({1, 1, 0, 0, 0}));
  EXPECT_EQ(scalar("SELECT string_agg(position || ' ' || code, ', ' ORDER BY position) FROM termwise.dataset_measure"),
            "1 KS2_COHORT, 2 KS2_PROG_R, 3 KS2_EXS_RWM");
  EXPECT_EQ(scalar("SELECT \"values\"::text || encode(reasons, 'hex') FROM termwise.record"), "{30,NULL,65}000700");
}

TEST_F(Vocabulary, isNotRearrangedByTheConfiguration) {
  Database database = open();
  load(database, "first", {});
  const auto refusal = [&](const std::vector<school::Measure>& changed) {
    const auto writer = BatchWriter::begin(database, batch_of(database, "second"), changed);
    EXPECT_FALSE(writer.ok());
    return writer.ok() ? Error{} : writer.error();
  };
  auto swapped = measures();
  std::swap(swapped[1], swapped[2]);
  EXPECT_EQ(refusal(swapped).exit, ExitCode::configuration);
  EXPECT_THAT(refusal(swapped).message, HasSubstr("KS2_PROG_R as measure 2 of ks2"));
  auto inserted = measures();
  inserted.insert(inserted.begin(), {"KS2_NEW", "ks2", school::Unit::count, 2, "", school::Direction::neutral, ""});
  EXPECT_THAT(refusal(inserted).message, HasSubstr("KS2_COHORT as measure 1 of ks2"));
  auto removed = measures();
  removed.pop_back();
  EXPECT_EQ(refusal(removed).exit, ExitCode::configuration);
  EXPECT_THAT(refusal(removed).message, HasSubstr("KS2_EXS_RWM as measure 3 of ks2"));
  load(database, "third", {});
}

TEST_F(Vocabulary, keepsTheMeaningOfStoredValues) {
  Database database = open();
  load(database, "first", {});
  auto changed = measures();
  changed[1].scale = 2;
  const auto other_scale = BatchWriter::begin(database, batch_of(database, "second"), changed);
  ASSERT_FALSE(other_scale.ok());
  EXPECT_EQ(other_scale.error().exit, ExitCode::configuration);
  EXPECT_THAT(other_scale.error().message, HasSubstr("KS2_PROG_R"));

  changed = measures();
  changed[0].unit = school::Unit::count;
  const auto other_unit = BatchWriter::begin(database, batch_of(database, "second"), changed);
  ASSERT_FALSE(other_unit.ok());
  EXPECT_EQ(other_unit.error().exit, ExitCode::configuration);

  load(database, "third", {});  // and the connection goes on
}

TEST_F(Vocabulary, followsTheConfigurationInWords) {
  Database database = open();
  load(database, "first", {});
  auto changed = measures();
  changed[1].label = "Progress in reading";
  BatchWriter writer = must(BatchWriter::begin(database, batch_of(database, "second"), changed));
  send(writer, "second");
  must(writer.commit({}));
  EXPECT_EQ(scalar("SELECT label FROM termwise.dataset_measure WHERE code = 'KS2_PROG_R'"), "Progress in reading");
}

TEST_F(Vocabulary, refusesAMeasureThatIsNotConfigured) {
  Database database = open();
  NewBatch batch = batch_of(database, "first");
  batch.measures[0] = "KS2_UNKNOWN";
  const auto writer = BatchWriter::begin(database, batch, measures());
  ASSERT_FALSE(writer.ok());
  EXPECT_EQ(writer.error().exit, ExitCode::configuration);
  EXPECT_THAT(writer.error().message, HasSubstr("KS2_UNKNOWN"));
}

TEST_F(Vocabulary, cannotBeRearrangedByAnyone) {
  Database database = open();
  load(database, "first", {});
  const std::string gap =
      "INSERT INTO termwise.dataset_measure VALUES ('ks2', 5, 'KS2_GAP', 'count', 0, '', 'neutral', '')";
  EXPECT_THROW(as_superuser(url_, gap), pqxx::sql_error);
  EXPECT_THROW(as_superuser(url_, "UPDATE termwise.dataset_measure SET scale = 3"), pqxx::sql_error);
  EXPECT_THROW(as_superuser(url_, "UPDATE termwise.dataset_measure SET position = position + 10"), pqxx::sql_error);
  EXPECT_THROW(as_superuser(url_, "DELETE FROM termwise.dataset_measure"), pqxx::sql_error);
  EXPECT_THROW(as_superuser(url_, "UPDATE termwise.dataset_attribute SET name = 'other'"), pqxx::sql_error);
}

TEST_F(Vocabulary, givesTheWideViewItsColumns) {
  Database database = open();
  load(database, "first", {school_record(2, 900001, {number(30), number(-12, 1), school::Missing::suppressed})});
  EXPECT_EQ(scalar("SELECT concat_ws(' ', subject, la_code, academic_year, ks2_cohort, ks2_prog_r, name, "
                   "ks2_exs_rwm IS NULL) FROM termwise.wide_ks2"),
            "900001 886 2016/17 30 -1.2 Oak Primary t");

  NewBatch batch = batch_of(database, "second", 2018);
  batch.measures.push_back("KS2_NEW");
  batch.measure_columns.push_back(1);
  auto vocabulary = measures();
  vocabulary.push_back({"KS2_NEW", "ks2", school::Unit::count, 2, "It's new", school::Direction::neutral, ""});
  BatchWriter writer = must(BatchWriter::begin(database, batch, vocabulary));
  send(writer, "second");
  must(writer.write(school_record(2, 900002, {number(1), number(0, 1), number(2), number(725, 2)})));
  must(writer.commit({1, 1, 0, 0, 0}));
  EXPECT_EQ(scalar("SELECT ks2_new::text FROM termwise.wide_ks2 WHERE subject = 900002"), "7.25");
  EXPECT_EQ(scalar("SELECT col_description('termwise.wide_ks2'::regclass, attnum) FROM pg_attribute "
                   "WHERE attrelid = 'termwise.wide_ks2'::regclass AND attname = 'ks2_new'"),
            "It's new");
}

}  // namespace
}  // namespace termwise::store::test
