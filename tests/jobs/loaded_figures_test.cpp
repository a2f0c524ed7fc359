// Which figures of other files a new file is held against, and how many of them at most.
#include "jobs/loaded_figures.h"

#include <gmock/gmock.h>

#include "fixture.h"

namespace termwise::jobs {
namespace {

using store::test::load;
using store::test::measures;
using store::test::must;
using store::test::number;
using store::test::school_record;
using testing::HasSubstr;

class Figures : public store::test::StoreTest {
 protected:
  static settings::Settings rules() {
    settings::Settings settings;
    for (const auto& measure : measures()) settings.measures.push_back(measure);
    settings.quality.change = {{"KS2_EXS_RWM", Decimal(35), std::nullopt, "KS2_COHORT", 20, false}};
    return settings;
  }
};

TEST_F(Figures, AreThoseThatARuleCompares) {
  store::Database database = open();
  load(database, "x", {school_record(5, 900001, {number(30), number(-12, 1), number(60)})}, 2016);
  const settings::Settings settings = rules();
  LoadedFigures figures(database, settings);
  const auto find = [&](const char* code, int summer, std::int64_t urn) {
    return must(figures.find(*settings.measure(code), summer, Urn{urn}, ""));
  };
  const auto found = find("KS2_EXS_RWM", 2016, 900001);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->value, Decimal(60));
  EXPECT_EQ(found->line, 5u);
  EXPECT_EQ(found->file_name, "ks2.csv");
  EXPECT_EQ(find("KS2_COHORT", 2016, 900001)->value, Decimal(30));
  EXPECT_FALSE(find("KS2_PROG_R", 2016, 900001)) << "no rule compares it";
  EXPECT_FALSE(find("KS2_EXS_RWM", 2017, 900001));
  EXPECT_FALSE(find("KS2_EXS_RWM", 1988, 900001)) << "before the first year that there is";
  EXPECT_EQ(figures.left_out(), "");
}

TEST_F(Figures, OfTooManyYearsAreLeftOutAndThatIsSaid) {
  store::Database database = open();
  load(database, "x", {school_record(5, 900001, {number(30), number(-12, 1), number(60)})}, 2050);
  const settings::Settings settings = rules();
  LoadedFigures figures(database, settings);
  const school::Measure& measure = *settings.measure("KS2_EXS_RWM");
  for (int year = 0; year < static_cast<int>(kMaximumComparedYears); ++year)
    must(figures.find(measure, 2000 + year, Urn{900001}, ""));
  EXPECT_EQ(figures.left_out(), "");
  EXPECT_FALSE(must(figures.find(measure, 2050, Urn{900001}, "")));
  EXPECT_FALSE(must(figures.find(measure, 2050, Urn{900002}, "")));
  EXPECT_THAT(figures.left_out(), HasSubstr("not held against ks2 of 2049/50, because"));
}

}  // namespace
}  // namespace termwise::jobs
