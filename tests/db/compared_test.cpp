// What a new file is held against: the latest records' figures of one dataset and year.
#include "store/compared.h"

#include <gmock/gmock.h>

#include "fixture.h"

namespace termwise::store::test {
namespace {

class Compared : public StoreTest {};

std::vector<const school::Measure*> wanted(const std::vector<school::Measure>& all) { return {&all[2], &all[1]}; }

TEST_F(Compared, AreTheLatestRecordsFigures) {
  Database database = open();
  const auto all = measures();
  load(database, "provisional",
       {school_record(2, 900001, {number(30), number(-12, 1), number(60)}),
        school_record(3, 900002, {number(20), number(5, 1), number(70)})});
  load(database, "revised", {school_record(7, 900001, {number(30), school::Missing::suppressed, number(65)})});
  load(database, "later year", {school_record(2, 900001, {number(31), number(1, 1), number(99)})}, 2018);
  const auto figures = must(ComparedFigures::read(database, "ks2", 2017, wanted(all)));
  EXPECT_FALSE(figures.too_many());
  const auto* const one = figures.find(Urn{900001}, "");
  ASSERT_NE(one, nullptr);
  EXPECT_EQ(one->line, 7u);
  EXPECT_EQ(one->batch, BatchId{2});
  EXPECT_EQ(figures.file_name(*one), "ks2.csv");
  EXPECT_EQ(figures.figure(*one, 0), Decimal(65));
  EXPECT_EQ(figures.figure(*one, 1), std::nullopt) << "suppressed is no figure";
  const auto* const two = figures.find(Urn{900002}, "");
  ASSERT_NE(two, nullptr);
  EXPECT_EQ(figures.figure(*two, 1), Decimal(5, 1));
  EXPECT_EQ(figures.find(Urn{900003}, ""), nullptr);
  EXPECT_EQ(figures.find(Urn{900001}, "autumn"), nullptr);
  EXPECT_TRUE(must(ComparedFigures::read(database, "ks2", 2016, wanted(all))).empty());
  EXPECT_TRUE(must(ComparedFigures::read(database, "census", 2017, {})).empty());
}

TEST_F(Compared, AreNoneOfTooMany) {
  Database database = open();
  const auto all = measures();
  load(database, "one", {school_record(2, 900001, {number(1), number(1, 1), number(1)})});
  const auto add = [&](std::size_t from, std::size_t to) {
    as_superuser(url_,
                 "INSERT INTO termwise.record (batch, line, dataset, la_code, subject_kind, subject, population, "
                 "academic_year, \"values\", reasons, attributes, attribute_reasons) SELECT 1, n + 10, 'ks2', '886', "
                 "1, 1000000 + n, '', 2017, ARRAY[n]::bigint[], '\\x00', '{}', '' FROM generate_series(" +
                     std::to_string(from) + ", " + std::to_string(to) + ") AS n");
  };
  add(1, kMaximumComparedRecords - 1);
  const auto full = must(ComparedFigures::read(database, "ks2", 2017, wanted(all)));
  EXPECT_FALSE(full.too_many());
  EXPECT_NE(full.find(Urn{1000001}, ""), nullptr);
  add(kMaximumComparedRecords, kMaximumComparedRecords);
  const auto over = must(ComparedFigures::read(database, "ks2", 2017, wanted(all)));
  EXPECT_TRUE(over.too_many());
  EXPECT_EQ(over.find(Urn{1000001}, ""), nullptr);
}

}  // namespace
}  // namespace termwise::store::test
