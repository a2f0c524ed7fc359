// A period of days, as years and in words.
#include <gtest/gtest.h>

#include "tables/period.h"

namespace termwise::tables {
namespace {

using std::chrono::year_month_day;

year_month_day day(int year, unsigned month, unsigned number) {
  return std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(number);
}

TEST(Period, ofAYearIsFromSeptemberToAugust) {
  const Period period = period_of_year(*AcademicYear::parse("2007/08"));
  EXPECT_EQ(period.from, day(2007, 9, 1));
  EXPECT_EQ(period.to, day(2008, 8, 31));
  EXPECT_TRUE(period.is_whole_years());
  EXPECT_EQ(period.in_words(), "2007/08");
}

TEST(Period, ofSeveralYearsNamesTheFirstAndTheLast) {
  const Period period{day(2005, 9, 1), day(2008, 8, 31)};
  EXPECT_EQ(period.in_words(), "2005/06 to 2007/08");
  EXPECT_EQ(period.summers().first, 2006);
  EXPECT_EQ(period.summers().last, 2008);
}

TEST(Period, ofDaysHoldsBothItsEnds) {
  const Period period{day(2005, 9, 1), day(2008, 7, 31)};
  EXPECT_FALSE(period.is_whole_years());
  EXPECT_EQ(period.in_words(), "1 September 2005 to 31 July 2008");
  EXPECT_TRUE(period.holds(day(2005, 9, 1)));
  EXPECT_TRUE(period.holds(day(2008, 7, 31)));
  EXPECT_FALSE(period.holds(day(2005, 8, 31)));
  EXPECT_FALSE(period.holds(day(2008, 8, 1)));
}

}  // namespace
}  // namespace termwise::tables
