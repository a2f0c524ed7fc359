// Schools with dates of their own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"
#include "ics.h"

namespace termwise::settings {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using test::all_texts;
using test::ics;
using test::whole_days;
using testing::HasSubstr;

// It has the autumn term of 2026/27 from 2 September to 18 December, the spring term from 4 January to 25 March, and
// closures on 5 and from 12 to 13 November.
const char* const kLa = "las/886.toml";

calendar::Date date(int y, unsigned m, unsigned d) { return {year(y), month(m), day(d)}; }

const std::string kOwnTerms =
    "\n[[school_calendar]]\nurns = [900006, 900007]\n"
    "[[school_calendar.term]]\nyear = \"2026/27\"\nname = \"autumn\"\nstart = 2026-09-07\nend = 2026-12-16\n"
    "half_term = { start = 2026-10-19, end = 2026-10-30 }\n"
    "[[school_calendar.term]]\nyear = \"2026/27\"\nname = \"spring\"\nstart = 2027-01-05\nend = 2027-03-19\n"
    "[[school_calendar.closure]]\nstart = 2026-11-20\nreason = \"feast day\"\n";

Loaded load_with(const std::string& more, const test::Files& further = {}) {
  auto files = test::good_files();
  files[kLa] += more;
  for (const auto& [path, content] : further) files[path] = content;
  return test::load_files(files);
}

LocalAuthority kent_with(const std::string& more, const test::Files& further = {}) {
  const Loaded loaded = load_with(more, further);
  EXPECT_EQ(all_texts(loaded.errors), "");
  return loaded.settings.value().la(*LaCode::parse("886"));
}

TEST(SchoolCalendars, TakeThePlaceOfTheAuthoritysInTheirYears) {
  const LocalAuthority kent = kent_with(kOwnTerms);
  ASSERT_EQ(kent.school_dates.size(), 1u);
  for (const Urn urn : {Urn{900006}, Urn{900007}}) {
    const calendar::SchoolCalendar& own = kent.calendar_of(urn);
    EXPECT_EQ(own.why_no_school(date(2026, 9, 2)), "outside the terms");
    EXPECT_EQ(own.why_no_school(date(2026, 10, 19)), "half-term");
    EXPECT_EQ(own.why_no_school(date(2026, 11, 20)), "closed (feast day)");
    EXPECT_EQ(own.why_no_school(date(2026, 11, 5)), "");  // the Authority's training day is not theirs
    EXPECT_EQ(own.why_no_school(date(2026, 12, 25)), "outside the terms");
    EXPECT_FALSE(own.is_working_day(date(2026, 12, 25)));  // bank holidays are everybody's
  }
  EXPECT_EQ(kent.calendar_of(Urn{900008}).why_no_school(date(2026, 9, 2)), "");
  EXPECT_EQ(kent.dates_of(Urn{900008}), nullptr);
  EXPECT_EQ(kent.calendar.why_no_school(date(2026, 11, 20)), "");
  EXPECT_EQ(&kent.calendar_of(Urn{900008}), &kent.calendar);
}

TEST(SchoolCalendars, OtherYearsAreTheAuthoritysWithTheirClosures) {
  const LocalAuthority kent = kent_with(
      "\n[[term]]\nyear = \"2027/28\"\nname = \"autumn\"\nstart = 2027-09-01\nend = 2027-12-17\n"
      "[[closure]]\nstart = 2027-11-05\nreason = \"training day\"\n" +
      kOwnTerms + "[[school_calendar.closure]]\nstart = 2027-11-19\nreason = \"feast day\"\n");
  const calendar::SchoolCalendar& own = kent.calendar_of(Urn{900006});
  EXPECT_EQ(own.why_no_school(date(2027, 9, 1)), "");
  EXPECT_EQ(own.why_no_school(date(2027, 11, 5)), "closed (training day)");
  EXPECT_EQ(own.why_no_school(date(2027, 11, 19)), "closed (feast day)");
  EXPECT_EQ(own.why_no_school(date(2026, 9, 2)), "outside the terms");
}

TEST(SchoolCalendars, MayBeClosuresAlone) {
  const LocalAuthority kent = kent_with(
      "\n[[school_calendar]]\nurns = [900006]\n[[school_calendar.closure]]\nstart = 2026-10-01\nreason = \"burst "
      "pipe\"\n");
  const calendar::SchoolCalendar& own = kent.calendar_of(Urn{900006});
  EXPECT_EQ(own.why_no_school(date(2026, 10, 1)), "closed (burst pipe)");
  EXPECT_EQ(own.why_no_school(date(2026, 11, 5)), "closed (training day)");
  EXPECT_EQ(own.why_no_school(date(2026, 9, 2)), "");
  EXPECT_EQ(kent.calendar.why_no_school(date(2026, 10, 1)), "");
}

TEST(SchoolCalendars, MayComeFromPublishedCalendars) {
  const LocalAuthority kent = kent_with(
      "\n[[school_calendar]]\nurns = [900006]\nterms_files = [\"terms/st-mary.ics\"]\nignored_events = [\"Fair\"]\n",
      {{"terms/st-mary.ics",
        ics({whole_days("Autumn term", "20260907", "20261217"), whole_days("Half term", "20261019", "20261031"),
             whole_days("Spring term", "20270105", "20270320"), whole_days("INSET day", "20261120"),
             whole_days("Fair", "20261120")})}});
  const calendar::SchoolCalendar& own = kent.calendar_of(Urn{900006});
  EXPECT_EQ(own.why_no_school(date(2026, 9, 4)), "outside the terms");
  EXPECT_EQ(own.why_no_school(date(2026, 12, 16)), "");
  EXPECT_EQ(own.why_no_school(date(2026, 12, 17)), "outside the terms");
  EXPECT_EQ(own.why_no_school(date(2026, 11, 20)), "closed (INSET day)");
}

class OneSchool : public testing::TestWithParam<test::Case> {};

TEST_P(OneSchool, IsReportedWhereItStands) { test::expect_reported(GetParam()); }

// The good file's last lines, with a table behind them.
const char* const kEnd = "name = \"termly\"\njob = \"data-pack\"\nrule = \"term.start + 10 school-days @ 06:30\"\n";
std::string behind(const std::string& table) { return kEnd + table; }
const std::string kClosure = "[[school_calendar.closure]]\nstart = 2026-10-01\nreason = \"a\"\n";

INSTANTIATE_TEST_SUITE_P(
    Of, OneSchool,
    testing::Values(
        test::Case{"NoUrns", kLa, kEnd, behind("@@[[school_calendar]]\n" + kClosure),
                   "'urns' is missing from [[school_calendar]]"},
        test::Case{"EmptyUrns", kLa, kEnd, behind("[[school_calendar]]\nurns = @@[]\n" + kClosure),
                   "'urns' names no school"},
        test::Case{"UrnAsText", kLa, kEnd, behind("[[school_calendar]]\nurns = [@@\"900006\"]\n" + kClosure),
                   "must be a whole number"},
        test::Case{"UrnTooSmall", kLa, kEnd, behind("[[school_calendar]]\nurns = [@@99999]\n" + kClosure),
                   "99999 is not a URN"},
        test::Case{"UrnTooLarge", kLa, kEnd, behind("[[school_calendar]]\nurns = [@@10000000]\n" + kClosure),
                   "10000000 is not a URN"},
        test::Case{"UrnTwice", kLa, kEnd, behind("[[school_calendar]]\nurns = [900006, @@900006]\n" + kClosure),
                   "the school 900006 already has dates of its own on line"},
        test::Case{"UrnInTwoTables", kLa, kEnd,
                   behind("[[school_calendar]]\nurns = [900006]\n" + kClosure +
                          "[[school_calendar]]\nurns = [@@900006]\n" + kClosure),
                   "Name each school once"},
        test::Case{"NoDates", kLa, kEnd, behind("@@[[school_calendar]]\nurns = [900006]\n"),
                   "these schools have neither terms nor closures of their own"},
        test::Case{
            "PartOfAYear", kLa, kEnd,
            behind("@@[[school_calendar]]\nurns = [900006]\n[[school_calendar.term]]\nyear = \"2026/27\"\nname = "
                   "\"autumn\"\nstart = 2026-09-07\nend = 2026-12-16\n"),
            "these schools have terms of their own in 2026/27, but no spring term, which the Authority has"},
        test::Case{"UnknownKey", kLa, kEnd,
                   behind("[[school_calendar]]\nurns = [900006]\n@@name = \"St Mary\"\n" + kClosure), "name"},
        test::Case{"BadTerm", kLa, kEnd,
                   behind("[[school_calendar]]\nurns = [900006]\n[[school_calendar.term]]\nyear = \"2026/27\"\nname = "
                          "@@\"automn\"\nstart = 2026-09-07\nend = 2026-12-16\n"),
                   "Did you mean 'autumn'?"}),
    test::case_name);

std::string schools(std::size_t first, std::size_t count) {
  std::string list = "urns = [";
  for (std::size_t i = 0; i < count; ++i) list += std::to_string(900'000 + first + i) + ",";
  return "[[school_calendar]]\n" + list + "]\n" + kClosure;
}

TEST(SchoolCalendarLimits, TablesAndSchools) {
  const auto tables = [](std::size_t count) {
    std::string all = "\n";
    for (std::size_t i = 0; i < count; ++i) all += schools(i, 1);
    return all;
  };
  EXPECT_EQ(all_texts(load_with(tables(kMaximumSchoolCalendars)).errors), "");
  EXPECT_THAT(all_texts(load_with(tables(kMaximumSchoolCalendars + 1)).errors),
              HasSubstr("more than 500 [[school_calendar]]"));
  EXPECT_EQ(all_texts(load_with("\n" + schools(0, kMaximumCalendarUrns)).errors), "");
  EXPECT_THAT(all_texts(load_with("\n" + schools(0, kMaximumCalendarUrns - 1) + schools(5000, 2)).errors),
              HasSubstr("name more than 2000 schools"));
}

}  // namespace
}  // namespace termwise::settings
