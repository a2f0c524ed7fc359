#include <gtest/gtest.h>

#include "base/ids.h"

namespace termwise {
namespace {

TEST(AcademicYear, IsNamedByBothItsYears) {
  EXPECT_EQ(AcademicYear::parse("2016/17")->summer(), 2017);
  EXPECT_EQ(AcademicYear::from_summer(2017)->label(), "2016/17");
  EXPECT_EQ(AcademicYear::parse("1999/00")->summer(), 2000);
  EXPECT_EQ(AcademicYear::from_summer(2009)->label(), "2008/09");
}

TEST(AcademicYear, RefusesEverythingElse) {
  for (const char* text : {"", "2017", "2016/18", "2016-17", "2016/2017", "16/17", "2016/1x", "1900/01", "2099/00"})
    EXPECT_FALSE(AcademicYear::parse(text)) << text;
}

TEST(LaCode, IsThreeDigitsFromTwoHundredAndOne) {
  EXPECT_EQ(LaCode::parse("886")->text(), "886");
  EXPECT_TRUE(LaCode::parse("201"));
  for (const char* text : {"", "200", "85", "8860", "88a", " 886", "000"}) EXPECT_FALSE(LaCode::parse(text)) << text;
}

}  // namespace
}  // namespace termwise
