#include "calendar/occurrences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "calendar/wording.h"
#include "support.h"

namespace termwise::calendar {
namespace {

using namespace std::chrono;
using testing::between;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::lines;
using testing::on;
using testing::Parts;
using testing::rule;
using ::testing::SizeIs;
using testing::span;
using testing::term;
using testing::three_years;

std::vector<std::string> due(std::string_view rule, std::string_view from, std::string_view to) {
  const auto found = between(three_years(), rule, from, to);
  for (const auto& hole : found.unplaced) ADD_FAILURE() << rule << ": " << hole.period << ": " << hole.sentence;
  return lines(found);
}

std::vector<std::string> why(std::string_view rule, std::string_view from, std::string_view to) {
  const auto found = between(three_years(), rule, from, to);
  EXPECT_THAT(found.placed, SizeIs(1)) << rule;
  return found.placed.empty() ? std::vector<std::string>() : found.placed.front().why;
}

constexpr const char* kYear[] = {"2026-09-01", "2027-08-31"};

TEST(Occurrences, CountSchoolDaysAfterTheAnchorWhichIsNotCounted) {
  EXPECT_THAT(due("autumn.start + 10 school-days @ 06:30", kYear[0], kYear[1]),
              ElementsAre("autumn 2026/27|2026-09-16T05:30"));
  EXPECT_THAT(due("autumn.start + 1 school-day @ 06:30", kYear[0], kYear[1]),
              ElementsAre("autumn 2026/27|2026-09-03T05:30"));
  // From Tuesday 13 October: half-term and a training day lie between.
  EXPECT_THAT(due("13 October + 10 school-days @ 06:30", kYear[0], kYear[1]),
              ElementsAre("2026-10-13|2026-11-04T06:30"));
}

TEST(Occurrences, CountBackToo) {
  EXPECT_THAT(due("half-term(spring) - 3 school-days @ 07:00", kYear[0], kYear[1]),
              ElementsAre("spring 2026/27|2027-02-10T07:00"));
  EXPECT_THAT(due("term.end - 1 week @ 06:30", kYear[0], kYear[1]),
              ElementsAre("autumn 2026/27|2026-12-11T06:30", "spring 2026/27|2027-03-18T06:30",
                          "summer 2026/27|2027-07-14T05:30"));
  EXPECT_THAT(due("spring.start - 2 school-days @ 06:30", kYear[0], kYear[1]),
              ElementsAre("spring 2026/27|2026-12-17T06:30"));
}

TEST(Occurrences, WithoutAnOffsetAreOnTheAnchorWhateverDayItIs) {
  EXPECT_THAT(due("25 October @ 09:00", kYear[0], kYear[1]), ElementsAre("2026-10-25|2026-10-25T09:00"));  // a Sunday
  EXPECT_THAT(due("half-term(term).end @ 09:00", kYear[0], kYear[1]),
              ElementsAre("autumn 2026/27|2026-10-30T09:00", "spring 2026/27|2027-02-19T09:00",
                          "summer 2026/27|2027-06-04T08:00"));
  EXPECT_THAT(due("published(ks4-revised) @ 09:00", kYear[0], kYear[1]),
              ElementsAre("ks4-revised 2025/26|2027-01-28T09:00"));
}

TEST(Occurrences, KeepTheTimeInLondonWhenClocksGoForward) {
  // Good Friday 26 March to Easter Monday 29 March 2027, with the change of clocks on the Sunday between.
  EXPECT_THAT(due("spring.end + 1 working-day @ 06:00", kYear[0], kYear[1]),
              ElementsAre("spring 2026/27|2027-03-30T05:00"));
  EXPECT_THAT(due("every day @ 02:00", "2027-03-27", "2027-03-30"),
              ElementsAre("2027-03-27|2027-03-27T02:00", "2027-03-28|2027-03-28T01:00", "2027-03-29|2027-03-29T01:00"));
  EXPECT_THAT(due("last school-day of month @ 06:00", "2027-03-01", "2027-05-01"),
              ElementsAre("2027-03|2027-03-25T06:00", "2027-04|2027-04-30T05:00"));
  EXPECT_THAT(due("1 March + 4 weeks @ 06:00", kYear[0], kYear[1]), ElementsAre("2027-03-01|2027-03-29T05:00"));
  EXPECT_THAT(due("half-term(spring).end + 26 school-days @ 06:00", kYear[0], kYear[1]),
              ElementsAre("spring 2026/27|2027-04-13T05:00"));
}

TEST(Occurrences, KeepTheTimeInLondonWhenClocksGoBack) {
  EXPECT_THAT(due("every day @ 00:59", "2026-10-24", "2026-10-27"),
              ElementsAre("2026-10-25|2026-10-24T23:59", "2026-10-26|2026-10-26T00:59"));
  EXPECT_THAT(due("every school-day @ 07:00", "2026-10-22", "2026-11-04"),
              ElementsAre("2026-10-22|2026-10-22T06:00", "2026-10-23|2026-10-23T06:00", "2026-11-03|2026-11-03T07:00"));
  EXPECT_THAT(due("half-term(autumn) - 1 school-day @ 06:00", kYear[0], kYear[1]),
              ElementsAre("autumn 2026/27|2026-10-23T05:00"));
  EXPECT_THAT(due("half-term(autumn).end + 1 school-day @ 06:00", kYear[0], kYear[1]),
              ElementsAre("autumn 2026/27|2026-11-03T06:00"));
  EXPECT_THAT(due("first working-day of month + 24 days @ 06:00", "2026-10-01", "2026-11-01"),
              ElementsAre("2026-10|2026-10-25T06:00"));
}

TEST(Occurrences, FallOnTheLeapDay) {
  EXPECT_THAT(due("28 February + 1 school-day @ 06:00", "2028-01-01", "2029-01-01"),
              ElementsAre("2028-02-28|2028-02-29T06:00"));
  EXPECT_THAT(due("1 March - 1 working-day @ 06:00", "2028-01-01", "2029-01-01"),
              ElementsAre("2028-03-01|2028-02-29T06:00"));
  EXPECT_THAT(due("28 February + 1 day @ 06:00", "2027-01-01", "2029-01-01"),
              ElementsAre("2027-02-28|2027-03-01T06:00", "2028-02-28|2028-02-29T06:00"));
  EXPECT_THAT(due("last school-day of month @ 06:00", "2028-02-01", "2028-03-01"),
              ElementsAre("2028-02|2028-02-29T06:00"));
  EXPECT_THAT(due("every school-day @ 06:00", "2028-02-29", "2028-03-01"), ElementsAre("2028-02-29|2028-02-29T06:00"));
}

TEST(Occurrences, CrossTheEndOfTheYear) {
  EXPECT_THAT(due("31 December - 10 working-days @ 08:00", "2026-09-01", "2027-09-01"),
              ElementsAre("2026-12-31|2026-12-15T08:00"));
  EXPECT_THAT(due("31 December + 1 working-day @ 08:00", "2027-01-01", "2027-02-01"),
              ElementsAre("2026-12-31|2027-01-04T08:00"));
  EXPECT_THAT(due("1 January - 1 school-day @ 08:00", "2026-12-01", "2027-01-01"),
              ElementsAre("2027-01-01|2026-12-18T08:00"));
  EXPECT_THAT(due("last working-day of month + 1 day @ 00:00", "2026-12-01", "2027-02-01"),
              ElementsAre("2026-11|2026-12-01T00:00", "2026-12|2027-01-01T00:00", "2027-01|2027-01-30T00:00"));
}

TEST(Occurrences, AreFoundHoweverFarTheirAnchorIs) {
  const auto calendar = three_years().calendar();
  sys_days day = on("2026-09-30");
  for (int left = 366; left > 0; left -= calendar.is_school_day(day) ? 1 : 0) day += days(1);
  ASSERT_GT(day, sys_days(on("2028-07-01")));
  const auto found = occurrences(testing::rule("30 September + 366 school-days @ 12:00"), calendar, day, day + days(1));
  ASSERT_THAT(found.placed, SizeIs(1));
  EXPECT_EQ(found.placed.front().period, "2026-09-30");
}

// Schools that are open on Mondays only: 366 school days take nine years.
TEST(Occurrences, AreFoundBeyondWhatAnyOrdinaryCalendarNeeds) {
  Parts parts;
  for (int year = 2020; year < 2030; ++year) {
    const auto label = AcademicYear::from_summer(year + 1).value();
    const DateSpan all{std::chrono::year(year) / September / 1, std::chrono::year(year + 1) / August / 31};
    parts.terms.push_back({label, TermName::autumn, all, std::nullopt});
  }
  for (sys_days day = on("2020-09-01"); day <= sys_days(on("2030-08-31")); day += days(1))
    if (weekday(day) == Tuesday) parts.closures.push_back({{day, day + days(3)}, "Mondays only"});
  const sys_days monday = sys_days(on("2020-09-28")) + weeks(366);
  const auto found =
      occurrences(testing::rule("28 September + 366 school-days @ 12:00"), parts.calendar(), monday, monday + days(1));
  ASSERT_THAT(found.placed, SizeIs(1));
  EXPECT_EQ(found.placed.front().period, "2020-09-28");
  const auto back = occurrences(testing::rule("first monday of month - 366 school-days @ 12:00"), parts.calendar(),
                                sys_days(on("2020-09-07")), sys_days(on("2022-12-31")));
  EXPECT_EQ(lines(back).front(), "2027-10|2020-09-28T11:00");
}

TEST(Occurrences, LieInTheWindowWithoutItsEnd) {
  const auto calendar = three_years().calendar();
  const auto rule = testing::rule("every day @ 00:00");
  const sys_seconds midnight = sys_days(on("2027-01-10"));
  EXPECT_THAT(lines(occurrences(rule, calendar, midnight, midnight + 1s)), ElementsAre("2027-01-10|2027-01-10T00:00"));
  EXPECT_THAT(lines(occurrences(rule, calendar, midnight + 1s, midnight + 24h)), IsEmpty());
  EXPECT_THAT(lines(occurrences(rule, calendar, midnight, midnight)), IsEmpty());
  EXPECT_THAT(lines(occurrences(rule, calendar, midnight + 24h, midnight)), IsEmpty());
}

TEST(Occurrences, ComeInTheOrderOfTimeNotOfTheirPeriods) {
  EXPECT_THAT(due("term.start @ 12:00", "2027-04-01", "2027-10-01"),
              ElementsAre("summer 2026/27|2027-04-12T11:00", "autumn 2027/28|2027-09-02T11:00"));
  EXPECT_THAT(due("last day of month - 1 school-day @ 12:00", "2027-07-01", "2027-09-01"),
              ElementsAre("2027-07|2027-07-21T11:00", "2027-08|2027-07-21T11:00"));
}

TEST(Occurrences, AreNotToldForIngestAndRun) {
  for (const char* text : {"every ingest", "every run"}) {
    const auto found = between(Parts(), text, "2026-01-01", "2030-01-01");
    EXPECT_THAT(found.placed, IsEmpty());
    EXPECT_THAT(found.unplaced, IsEmpty());
  }
}

TEST(Occurrences, WithoutADateHaveTheirOccasionInWords) {
  EXPECT_EQ(occasion_in_words(rule("every ingest")), "whenever a file with this LA's schools has been loaded");
  EXPECT_EQ(occasion_in_words(rule("every run")), "whenever a scheduled job of this LA has succeeded");
  EXPECT_EQ(occasion_in_words(rule("every day @ 06:30")), "");
}

TEST(Occurrences, SkipAMonthWithoutASchoolDay) {
  EXPECT_THAT(due("first school-day of month @ 12:00", "2027-07-01", "2027-10-01"),
              ElementsAre("2027-07|2027-07-01T11:00", "2027-09|2027-09-02T11:00"));
}

TEST(Occurrences, KnowTheHolidayMonthsAroundTheirTerms) {
  EXPECT_THAT(due("first school-day of month @ 12:00", "2026-09-01", "2026-10-01"),
              ElementsAre("2026-09|2026-09-02T11:00"));
  EXPECT_THAT(due("last school-day of month @ 12:00", "2029-07-01", "2029-08-01"),
              ElementsAre("2029-07|2029-07-20T11:00"));
}

TEST(Occurrences, KeepTheirNameWhenATermIsEdited) {
  auto parts = three_years();
  const std::string_view rule = "autumn.start + 10 school-days @ 06:30";
  EXPECT_THAT(lines(between(parts, rule, kYear[0], kYear[1])), ElementsAre("autumn 2026/27|2026-09-16T05:30"));
  parts.terms.front().days.first = on("2026-09-07");
  EXPECT_THAT(lines(between(parts, rule, kYear[0], kYear[1])), ElementsAre("autumn 2026/27|2026-09-21T05:30"));
  parts.closures.push_back({span("2026-09-10", "2026-09-11"), "a general election"});
  EXPECT_THAT(lines(between(parts, rule, kYear[0], kYear[1])), ElementsAre("autumn 2026/27|2026-09-23T05:30"));
  parts.bank_holidays.push_back({on("2026-09-22"), "A state funeral"});
  EXPECT_THAT(lines(between(parts, rule, kYear[0], kYear[1])), ElementsAre("autumn 2026/27|2026-09-24T05:30"));
}

TEST(OccurrencesWhy, GoesFromTheAnchorToTheTime) {
  EXPECT_THAT(
      why("autumn.start + 10 school-days @ 06:30", kYear[0], kYear[1]),
      ElementsAre("Autumn term 2026/27 begins on Wednesday 2 September 2026.",
                  "Counting 10 school days on, passing over Saturdays and Sundays, gives Wednesday 16 September "
                  "2026.",
                  "06:30 in London is 05:30 UTC."));
  EXPECT_THAT(why("summer.end - 1 week @ 12:00", kYear[0], kYear[1]),
              ElementsAre("Summer term 2026/27 ends on Wednesday 21 July 2027.",
                          "Counting 1 week back gives Wednesday 14 July 2027.", "12:00 in London is 11:00 UTC."));
}

TEST(OccurrencesWhy, NamesTheDaysPassedOverByReason) {
  EXPECT_THAT(
      why("13 October + 10 school-days @ 06:30", kYear[0], kYear[1]),
      ElementsAre("The yearly date is Tuesday 13 October 2026.",
                  "Counting 10 school days on, passing over Saturdays and Sundays, Monday 26 October 2026 to "
                  "Friday 30 October 2026 (half-term) and Monday 2 November 2026 (training day), gives Wednesday "
                  "4 November 2026.",
                  "06:30 in London is 06:30 UTC."));
  EXPECT_THAT(why("31 December - 10 working-days @ 08:00", kYear[0], kYear[1])[1],
              "Counting 10 working days back, passing over Saturdays and Sundays, Friday 25 December 2026 (Christmas "
              "Day) and Monday 28 December 2026 (Boxing Day (substitute)), gives Tuesday 15 December 2026.");
  EXPECT_THAT(why("autumn.end + 1 school-day @ 08:00", kYear[0], kYear[1])[1],
              "Counting 1 school day on, passing over Saturdays and Sundays and Monday 21 December 2026 to Friday 1 "
              "January 2027 (outside the terms), gives Monday 4 January 2027.");
  EXPECT_THAT(why("autumn.start + 1 school-day @ 08:00", kYear[0], kYear[1])[1],
              "Counting 1 school day on gives Thursday 3 September 2026.");
}

TEST(OccurrencesWhy, TellsEachKindOfAnchor) {
  const std::string_view from = "2027-01-04";
  const std::string_view to = "2027-01-05";
  EXPECT_THAT(why("every school-day @ 07:00", from, to),
              ElementsAre("Monday 4 January 2027 is a school day.", "07:00 in London is 07:00 UTC."));
  EXPECT_EQ(why("every working-day @ 07:00", from, to)[0], "Monday 4 January 2027 is a working day.");
  EXPECT_EQ(why("every day @ 07:00", from, to)[0], "The rule names every day; this one is Monday 4 January 2027.");
  EXPECT_EQ(why("every monday @ 07:00", from, to)[0],
            "The rule names every Monday; this one is Monday 4 January 2027.");
  EXPECT_EQ(
      why("first school-day of month @ 07:00", from, to)[0],
      "The first school day of January 2027, passing over Saturdays and Sundays and Friday 1 January 2027 (outside "
      "the terms), is Monday 4 January 2027.");
  EXPECT_EQ(why("last friday of month @ 07:00", "2027-01-29", "2027-01-30")[0],
            "The last Friday of January 2027 is Friday 29 January 2027.");
  EXPECT_EQ(why("half-term(spring) @ 07:00", kYear[0], kYear[1])[0],
            "The half-term of Spring term 2026/27 begins on Monday 15 February 2027.");
  EXPECT_EQ(why("published(ks2-revised) @ 07:00", kYear[0], kYear[1])[0],
            "ks2-revised 2025/26 is published on Thursday 10 December 2026.");
}

TEST(OccurrencesWhy, SaysWhenItIsStillYesterdayInUtc) {
  EXPECT_EQ(why("1 July @ 00:30", kYear[0], kYear[1]).back(),
            "00:30 in London is 23:30 UTC on Wednesday 30 June 2027.");
}

TEST(LondonInstant, IsOnTheRightSideOfTheChangeOfClocks) {
  const auto utc = [](std::string_view day, minutes time) { return sys_seconds(sys_days(on(day)) + time); };
  EXPECT_EQ(london_instant(on("2026-03-29"), 59min), utc("2026-03-29", 59min));
  EXPECT_EQ(london_instant(on("2026-03-29"), 2h), utc("2026-03-29", 1h));
  EXPECT_EQ(london_instant(on("2026-10-25"), 59min), utc("2026-10-24", 23h + 59min));
  EXPECT_EQ(london_instant(on("2026-10-25"), 2h), utc("2026-10-25", 2h));
}

}  // namespace
}  // namespace termwise::calendar
