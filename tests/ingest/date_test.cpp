#include "ingest/date.h"

#include <gtest/gtest.h>

namespace termwise::ingest::testing {
namespace {

using settings::DateFormat;

std::string read(std::string_view text, DateFormat format) {
  const auto date = parse_date(text, format);
  return date ? iso_date(*date) : "";
}

TEST(Date, IsReadAsItsPublisherWritesIt) {
  EXPECT_EQ(read("05/06/2014", DateFormat::day_month_year_slashes), "2014-06-05");
  EXPECT_EQ(read("5/6/2014", DateFormat::day_month_year_slashes), "2014-06-05");
  EXPECT_EQ(read("31-08-2021", DateFormat::day_month_year_hyphens), "2021-08-31");
  EXPECT_EQ(read("20140605", DateFormat::year_month_day), "2014-06-05");
  EXPECT_EQ(read("2014-06-05", DateFormat::year_month_day_hyphens), "2014-06-05");
  EXPECT_EQ(read("05-06-2014", DateFormat::day_month_year_slashes), "");
  EXPECT_EQ(read("2014-06-05", DateFormat::year_month_day), "");
}

// Serials of ECMA-376 part 1, 18.17.4.1: 61 is 1 March 1900, 36526 is 1 January 2000, 43009 is 1 October 2017.
TEST(Date, ExcelCountsDays) {
  EXPECT_EQ(read("61", DateFormat::excel), "1900-03-01");
  EXPECT_EQ(read("36526", DateFormat::excel), "2000-01-01");
  EXPECT_EQ(read("43009", DateFormat::excel), "2017-10-01");
  EXPECT_EQ(read("60", DateFormat::excel), "");  // the 29 February 1900 that Excel made up
  EXPECT_EQ(read("43009.5", DateFormat::excel), "");
  EXPECT_EQ(read("109574", DateFormat::excel), "2199-12-31");
  EXPECT_EQ(read("109575", DateFormat::excel), "");
  EXPECT_EQ(read("9999999", DateFormat::excel), "");
}

TEST(Date, ThatDoesNotExistIsNone) {
  for (const char* text : {"31/02/2014", "29/02/2015", "00/01/2014", "01/13/2014", "1/1/14", "01/01/1899", "01/01/2200",
                           "", "/", "//", "aa/bb/cccc", "05/06/20145", "-5/06/2014", "05/06/2014 ", "\xD9\xA3/06/2014"})
    EXPECT_EQ(read(text, DateFormat::day_month_year_slashes), "") << text;
  EXPECT_EQ(read("29/02/2016", DateFormat::day_month_year_slashes), "2016-02-29");
}

TEST(Date, AcademicYearTurnsOnTheFirstOfSeptember) {
  using namespace std::chrono;
  EXPECT_EQ(academic_year_of(2016y / August / 31)->label(), "2015/16");
  EXPECT_EQ(academic_year_of(2016y / September / 1)->label(), "2016/17");
  EXPECT_EQ(academic_year_of(2017y / March / 26)->label(), "2016/17");
  EXPECT_EQ(academic_year_of(2016y / October / 30)->label(), "2016/17");
  EXPECT_FALSE(academic_year_of(1900y / January / 1));
}

TEST(Date, TheFirstFormatThatFitsCounts) {
  const std::vector<DateFormat> formats{DateFormat::day_month_year_slashes, DateFormat::excel};
  EXPECT_EQ(iso_date(*parse_date("01/10/2017", formats)), "2017-10-01");
  EXPECT_EQ(iso_date(*parse_date("43009", formats)), "2017-10-01");
  EXPECT_FALSE(parse_date("43009", std::vector<DateFormat>{}));
}

}  // namespace
}  // namespace termwise::ingest::testing
