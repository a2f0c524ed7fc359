// Terms, closures, bank holidays and publications: what is read, and each mistake where it stands.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"

namespace termwise::settings {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using test::all_texts;
using test::Case;
using test::case_name;
using testing::HasSubstr;

const char* const kLa = "las/886.toml";
const char* const kHolidays = "calendars/bank-holidays.toml";
const char* const kPublications = "calendars/publications.toml";

calendar::Date date(int y, unsigned m, unsigned d) { return {year(y), month(m), day(d)}; }

Settings good_settings() {
  Loaded loaded = test::load_files(test::good_files());
  EXPECT_EQ(all_texts(loaded.errors), "");
  return loaded.settings.value();
}

TEST(Dates, TermsWithAndWithoutAHalfTerm) {
  const LocalAuthority kent = good_settings().la(*LaCode::parse("886"));
  ASSERT_EQ(kent.calendar.terms().size(), 2u);
  const calendar::Term& autumn = kent.calendar.terms()[0];
  EXPECT_EQ(autumn.year.label(), "2026/27");
  EXPECT_EQ(autumn.name, calendar::TermName::autumn);
  EXPECT_EQ(autumn.days.first, date(2026, 9, 2));
  EXPECT_EQ(autumn.days.last, date(2026, 12, 18));
  ASSERT_TRUE(autumn.half_term);
  EXPECT_EQ(autumn.half_term->first, date(2026, 10, 26));
  EXPECT_EQ(autumn.half_term->last, date(2026, 10, 30));
  EXPECT_EQ(kent.calendar.terms()[1].name, calendar::TermName::spring);
  EXPECT_FALSE(kent.calendar.terms()[1].half_term);
}

TEST(Dates, AClosureIsOneDayWhereItHasNoEnd) {
  const calendar::SchoolCalendar kent = good_settings().la(*LaCode::parse("886")).calendar;
  EXPECT_TRUE(kent.is_school_day(date(2026, 11, 4)));
  EXPECT_FALSE(kent.is_school_day(date(2026, 11, 5)));
  EXPECT_TRUE(kent.is_school_day(date(2026, 11, 6)));
  EXPECT_TRUE(kent.is_school_day(date(2026, 11, 11)));
  EXPECT_FALSE(kent.is_school_day(date(2026, 11, 12)));
  EXPECT_FALSE(kent.is_school_day(date(2026, 11, 13)));
  EXPECT_THAT(kent.why_no_school(date(2026, 11, 5)), HasSubstr("training day"));
  EXPECT_THAT(kent.why_no_school(date(2026, 11, 13)), HasSubstr("snow"));
}

TEST(Dates, BankHolidaysAndPublicationsAreEverybodys) {
  const Settings settings = good_settings();
  ASSERT_EQ(settings.las.size(), 3u);
  for (const auto& la : settings.las) {
    EXPECT_FALSE(la.calendar.is_working_day(date(2026, 12, 25))) << la.name;
    EXPECT_FALSE(la.calendar.is_working_day(date(2027, 1, 1))) << la.name;
    EXPECT_TRUE(la.calendar.is_working_day(date(2026, 12, 24))) << la.name;
    ASSERT_EQ(la.calendar.publications().size(), 2u) << la.name;
    EXPECT_EQ(la.calendar.publications()[0].release, "ks2-revised");
    EXPECT_EQ(la.calendar.publications()[0].year.label(), "2016/17");
    EXPECT_EQ(la.calendar.publications()[0].day, date(2017, 12, 14));
  }
}

TEST(Dates, AConfigurationWithoutAnyIsStillAccepted) {
  auto files = test::good_files();
  files.erase(kHolidays);
  files.erase(kPublications);
  files.erase(kLa);
  const Loaded loaded = test::load_files(files);
  ASSERT_TRUE(loaded.settings) << all_texts(loaded.errors);
  ASSERT_EQ(loaded.settings->las.size(), 2u);
  EXPECT_TRUE(loaded.settings->las[0].calendar.terms().empty());
  EXPECT_TRUE(loaded.settings->las[0].schedules.empty());
}

TEST(Dates, AnAcademicYearsFirstAndLastDayAreWithinIt) {
  auto files = test::good_files();
  test::change(files[kLa], "start = 2026-09-02", "start = 2026-09-01");
  files[kLa] += "\n[[term]]\nyear = \"2026/27\"\nname = \"summer\"\nstart = 2027-04-12\nend = 2027-08-31\n";
  EXPECT_EQ(all_texts(test::load_files(files).errors), "");
}

class OneDate : public testing::TestWithParam<Case> {};

TEST_P(OneDate, IsReportedWhereItStands) { test::expect_reported(GetParam()); }

const std::string kSpring = "name = \"spring\"\nstart = 2027-01-04\nend = 2027-03-25\n";

INSTANTIATE_TEST_SUITE_P(
    Terms, OneDate,
    testing::Values(
        Case{"QuotedDate", kLa, "start = 2026-09-02", "start = @@\"2026-09-02\"",
             "'start' must be a date, and this is text. Write it without quotation marks: 2026-09-02."},
        Case{"EnglishDate", kLa, "start = 2026-09-02", "start = @@\"2 September 2026\"",
             "Write it without quotation marks: 2026-09-02."},
        Case{"NumberForADate", kLa, "start = 2026-09-02", "start = @@20260902",
             "'start' must be a date, and this is a whole number."},
        Case{"LocalDateTime", kLa, "start = 2026-09-02", "start = @@2026-09-02T06:30:00",
             "'start' must be a date without a time of day. Write it as 2026-09-02."},
        Case{"DateTimeWithAZone", kLa, "start = 2026-09-02", "start = @@2026-09-02T06:30:00Z",
             "must be a date without a time of day"},
        Case{"TimeOfDay", kLa, "start = 2026-09-02", "start = @@06:30:00", "must be a date without a time of day"},
        Case{"NoSuchDay", kLa, "end = 2026-12-18", "end = 2026-02-29@@", "this is not valid TOML"},
        Case{"BeforeTheFirstAcademicYear", kLa, "start = 2026-11-05", "start = @@1988-08-31",
             "'start' is 1988-08-31, and must be from 1988-09-01 to 2099-08-31"},
        Case{"AfterTheLastAcademicYear", kLa, "start = 2026-11-05", "start = @@2099-09-01", "to 2099-08-31"},
        Case{"EndBeforeStart", kLa, "end = 2026-12-18", "end = @@2026-09-01",
             "the end 2026-09-01 comes before the start 2026-09-02. Correct one of the two dates."},
        Case{"StartOutsideTheYear", kLa, "start = 2026-09-02", "start = @@2026-08-31",
             "2026-08-31 is not in the academic year 2026/27, which runs from 2026-09-01 to 2027-08-31"},
        Case{"EndOutsideTheYear", kLa, kSpring, "name = \"summer\"\nstart = 2027-04-12\nend = @@2027-09-01\n",
             "2027-09-01 is not in the academic year"},
        Case{"BadYear", kLa, "year = \"2026/27\"\nname = \"autumn\"", "year = @@\"2026-27\"\nname = \"autumn\"",
             "'2026-27' is not an academic year"},
        Case{"UnknownTerm", kLa, "name = \"autumn\"", "name = @@\"automn\"",
             "'automn' is not a known name. Did you mean 'autumn'? Use one of: autumn, spring, summer."},
        Case{"SameTermTwice", kLa, kSpring, "name = @@\"autumn\"\nstart = 2027-01-04\nend = 2027-03-25\n",
             "the autumn term of 2026/27 is already on line 15. Name each term of a year once."},
        Case{"OverlappingTerms", kLa, "start = 2027-01-04", "start = @@2026-12-18",
             "this term overlaps with the autumn term of 2026/27 on line 15"},
        Case{"TermsOutOfOrder", kLa, kSpring,
             "name = \"summer\"\nstart = 2027-01-04\nend = 2027-02-12\n\n[[term]]\n"
             "year = \"2026/27\"\nname = \"spring\"\nstart = @@2027-02-22\nend = 2027-03-25\n",
             "this term and the summer term of 2026/27 on line 22 stand in the wrong order"},
        Case{"HalfTermOnTheFirstDay", kLa, "{ start = 2026-10-26", "@@{ start = 2026-09-02",
             "the half-term from 2026-09-02 to 2026-10-30 is not within its term"},
        Case{"HalfTermOnTheLastDay", kLa, "{ start = 2026-10-26, end = 2026-10-30 }",
             "@@{ start = 2026-10-26, end = 2026-12-18 }", "is not within its term, which runs from 2026-09-02"},
        Case{"HalfTermEndsBeforeItStarts", kLa, "end = 2026-10-30 }", "end = @@2026-10-25 }",
             "the end 2026-10-25 comes before the start 2026-10-26"},
        Case{"HalfTermWithoutAnEnd", kLa, "{ start = 2026-10-26, end = 2026-10-30 }", "@@{ start = 2026-10-26 }",
             "'end' is missing from half_term"},
        Case{"HalfTermIsADate", kLa, "{ start = 2026-10-26, end = 2026-10-30 }", "@@2026-10-26",
             "'half_term' must be a table"},
        Case{"UnknownKeyOfHalfTerm", kLa, "{ start = 2026-10-26, end", "{ start = 2026-10-26, @@ends = 1, end",
             "'ends' is not a key of half_term. Did you mean 'end'?"},
        Case{"TermWithoutAnEnd", kLa, "[[term]]\nyear = \"2026/27\"\n" + kSpring,
             "@@[[term]]\nyear = \"2026/27\"\nname = \"spring\"\nstart = 2027-01-04\n",
             "'end' is missing from [[term]]"},
        Case{"UnknownKeyOfATerm", kLa, "half_term = ", "@@halfterm = ", "Did you mean 'half_term'?"}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    Closures, OneDate,
    testing::Values(
        Case{"NoReason", kLa, "[[closure]]\nstart = 2026-11-05\nreason = \"training day\"\n",
             "@@[[closure]]\nstart = 2026-11-05\n", "'reason' is missing from [[closure]]"},
        Case{"EmptyReason", kLa, "\"snow\"", "@@\" \"", "'reason' is empty"},
        Case{"NoStart", kLa, "[[closure]]\nstart = 2026-11-05\n", "@@[[closure]]\n", "'start' is missing"},
        Case{"EndBeforeStart", kLa, "end = 2026-11-13", "end = @@2026-11-11", "comes before the start 2026-11-12"},
        Case{"QuotedEnd", kLa, "end = 2026-11-13", "end = @@\"2026-11-13\"", "quotation marks: 2026-11-13."},
        Case{"UnknownKey", kLa, "end = 2026-11-13", "@@ends = 2026-11-13", "Did you mean 'end'?"}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    Calendars, OneDate,
    testing::Values(
        Case{"UnknownTable", kHolidays, "[[bank_holiday]]\ndate = 2027-01-01", "[[@@bank_holidays]]\ndate = 2027-01-01",
             "'bank_holidays' is not a key of a calendar's file. Did you mean 'bank_holiday'?"},
        Case{"HolidayWithoutAName", kHolidays, "[[bank_holiday]]\ndate = 2026-12-25\nname = \"Christmas Day\"",
             "@@[[bank_holiday]]\ndate = 2026-12-25", "'name' is missing from [[bank_holiday]]"},
        Case{"HolidayTwice", kHolidays, "2027-01-01", "@@2026-12-25",
             "2026-12-25 is already a bank holiday at calendars/bank-holidays.toml:2:8. Remove one of the two."},
        Case{"QuotedHoliday", kHolidays, "2027-01-01", "@@\"2027-01-01\"", "quotation marks: 2027-01-01."},
        Case{"NoEntries", kHolidays, "", "@@# nothing\n", "neither a [[bank_holiday]] nor a [[publication]]"},
        Case{"ReleaseWithABlank", kPublications, "release = \"ks2-revised\"\nyear = \"2016/17\"",
             "release = @@\"ks2 revised\"\nyear = \"2016/17\"", "the release 'ks2 revised' may only have"},
        Case{"BadYear", kPublications, "\"2016/17\"", "@@\"2016\"", "'2016' is not an academic year"},
        Case{"PublicationTwice", kPublications, "release = \"ks2-revised\"\nyear = \"2017/18\"",
             "release = @@\"ks2-revised\"\nyear = \"2016/17\"",
             "the release 'ks2-revised' of 2016/17 already has a date at calendars/publications.toml:2:11"},
        Case{"PublicationWithoutADate", kPublications,
             "[[publication]]\nrelease = \"ks2-revised\"\nyear = \"2016/17\"\ndate = 2017-12-14",
             "@@[[publication]]\nrelease = \"ks2-revised\"\nyear = \"2016/17\"", "'date' is missing"}),
    case_name);

TEST(Calendars, AreHeldAgainstEachOther) {
  auto files = test::good_files();
  files["calendars/more.toml"] = files[kHolidays] + files[kPublications];
  const Loaded loaded = test::load_files(files);
  std::vector<std::string> places;
  for (const auto& error : loaded.errors) places.push_back(to_string(*error.where));
  EXPECT_THAT(places, testing::ElementsAre("calendars/more.toml:2:8", "calendars/more.toml:6:8",
                                           "calendars/publications.toml:2:11", "calendars/publications.toml:7:11"))
      << all_texts(loaded.errors);
}

}  // namespace
}  // namespace termwise::settings
