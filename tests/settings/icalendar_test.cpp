// Events out of iCalendar files: what RFC 5545 says they are, each mistake where it stands, and the limits.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "calendar/london.h"
#include "fixture.h"
#include "ics.h"
#include "settings/icalendar.h"
#include "settings/settings.h"
#include "settings/toml_tree.h"

namespace termwise::settings {
namespace {

using test::all_texts;
using test::ics;
using test::Lines;
using test::whole_days;
using testing::ElementsAre;
using testing::HasSubstr;

struct Reading {
  std::vector<std::string> events;  // "Half term 2026-10-26 2026-10-30"
  std::vector<Error> errors;
};

Reading read(const std::string& content) {
  Reading reading;
  Report report("terms/a.ics", reading.errors);
  const auto events = read_icalendar(content, "terms/a.ics", report);
  EXPECT_EQ(events.has_value(), reading.errors.empty());
  if (events)
    for (const auto& event : *events)
      reading.events.push_back(event.summary + " " + calendar::to_string(event.days.first) + " " +
                               calendar::to_string(event.days.last));
  return reading;
}

std::vector<std::string> events_of(const std::string& content) {
  const Reading reading = read(content);
  EXPECT_EQ(all_texts(reading.errors), "");
  return reading.events;
}

TEST(Icalendar, TheEndIsTheDayAfterTheLast) {
  // March and October, when clocks change, the end of a year, and a leap year's February (Python's datetime.date agrees).
  EXPECT_THAT(
      events_of(ics({whole_days("Half term", "20261026", "20261031"), whole_days("Easter", "20270326", "20270410"),
                     whole_days("Clocks", "20261025", "20261026"), whole_days("Clocks", "20270328", "20270329"),
                     whole_days("Christmas", "20261221", "20270101"), whole_days("Leap", "20280228", "20280301"),
                     whole_days("One day", "20270301")})),
      ElementsAre("Half term 2026-10-26 2026-10-30", "Easter 2027-03-26 2027-04-09", "Clocks 2026-10-25 2026-10-25",
                  "Clocks 2027-03-28 2027-03-28", "Christmas 2026-12-21 2026-12-31", "Leap 2028-02-28 2028-02-29",
                  "One day 2027-03-01 2027-03-01"));
}

TEST(Icalendar, ADurationIsDaysOrWeeks) {
  EXPECT_THAT(events_of(ics({{"SUMMARY:a", "DTSTART;VALUE=DATE:20261026", "DURATION:P5D"},
                             {"SUMMARY:b", "DTSTART;VALUE=DATE:20261026", "DURATION:P2W"}})),
              ElementsAre("a 2026-10-26 2026-10-30", "b 2026-10-26 2026-11-08"));
}

TEST(Icalendar, LinesAreUnfoldedAndTextsUnescaped) {
  // RFC 5545, 3.1: a line feed and one blank or tab are taken out; 3.3.11: \, \; \\ and \n.
  const std::string folded =
      "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMM\r\n ARY;LANGUAGE=en-GB:Half \r\n  term\\, first\r\n\t part\\; a\\\\b\r\n"
      "DTSTART;VALUE=DA\r\n TE:2026\r\n 1026\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  EXPECT_THAT(events_of(folded), ElementsAre("Half  term, first part; a\\b 2026-10-26 2026-10-26"));
}

TEST(Icalendar, NamesHaveNoCaseAndLinesMayEndAsInUnix) {
  const std::string content =
      "\xEF\xBB\xBF"
      "begin:vcalendar\nBegin:vEvent\nsummary:Half term\ndtstart;value=date:20261026\n\n"
      "end:vevent\nEND:VCALENDAR";
  EXPECT_THAT(events_of(content), ElementsAre("Half term 2026-10-26 2026-10-26"));
}

TEST(Icalendar, ADateNeedNotSayThatItIsOne) {
  EXPECT_THAT(events_of(ics({{"SUMMARY:a", "DTSTART:20261026", "DTEND:20261027"}})),
              ElementsAre("a 2026-10-26 2026-10-26"));
}

TEST(Icalendar, WhatIsNoEventIsPassedOver) {
  const std::string content =
      "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Terms\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/London\r\nBEGIN:DAYLIGHT\r\n"
      "DTSTART:19810329T010000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
      "BEGIN:VEVENT\r\nSUMMARY:Half term\r\nDTSTART;VALUE=DATE:20261026\r\nDESCRIPTION:\r\n"
      "BEGIN:VALARM\r\nTRIGGER:-P1D\r\nSUMMARY:Alarm\r\nDURATION:P1D\r\nEND:VALARM\r\nX-THING;A=\"b:c\":d\r\nEND:"
      "VEVENT\r\n"
      "BEGIN:VTODO\r\nSUMMARY:Pack\r\nEND:VTODO\r\nEND:VCALENDAR\r\n";
  EXPECT_THAT(events_of(content), ElementsAre("Half term 2026-10-26 2026-10-26"));
}

TEST(Icalendar, ACancelledEventIsNone) {
  EXPECT_THAT(events_of(ics({{"SUMMARY:a", "STATUS:CANCELLED", "DTSTART;VALUE=DATE:20261026"},
                             {"SUMMARY:b", "STATUS:CONFIRMED", "DTSTART;VALUE=DATE:20261026"}})),
              ElementsAre("b 2026-10-26 2026-10-26"));
}

TEST(Icalendar, SeveralCalendarsMayStandInOneFile) {
  EXPECT_THAT(events_of(ics({whole_days("a", "20261026")}) + ics({whole_days("b", "20261027")}, "\n") + ics({})),
              ElementsAre("a 2026-10-26 2026-10-26", "b 2026-10-27 2026-10-27"));
}

struct Wrong {
  std::string name;
  std::string content;
  std::string place;  // "4:1"
  std::string phrase;
};
void PrintTo(const Wrong& tried, std::ostream* out) { *out << tried.name; }

class WrongIcalendar : public testing::TestWithParam<Wrong> {};

TEST_P(WrongIcalendar, IsReportedWhereItStands) {
  const Reading reading = read(GetParam().content);
  ASSERT_EQ(reading.errors.size(), 1u) << all_texts(reading.errors);
  EXPECT_EQ(to_string(*reading.errors[0].where), "terms/a.ics:" + GetParam().place) << reading.errors[0].text();
  EXPECT_EQ(reading.errors[0].exit, ExitCode::configuration);
  EXPECT_THAT(reading.errors[0].message, HasSubstr(GetParam().phrase));
}

// The event's lines begin on line 5 of the file.
std::string one(const Lines& lines) { return ics({lines}); }

INSTANTIATE_TEST_SUITE_P(
    Files, WrongIcalendar,
    testing::Values(
        Wrong{"Empty", "", "1:1", "this file is empty"}, Wrong{"Blank", "\r\n\r\n", "1:1", "this file is empty"},
        Wrong{"NoCalendar", "RECTYPE,URN\r\n", "1:1", "it does not begin with BEGIN:VCALENDAR"},
        Wrong{"APage", "\r\n<!DOCTYPE html>\r\n", "2:1", "it does not begin with BEGIN:VCALENDAR"},
        Wrong{"EventFirst", "BEGIN:VEVENT\r\nEND:VEVENT\r\n", "1:1", "it does not begin with BEGIN:VCALENDAR"},
        Wrong{"CutShort", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:a", "3:1",
              "ends within the VEVENT that begins on line 2: it was cut short"},
        Wrong{"CutBetweenEvents", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\n", "3:1",
              "ends within the VCALENDAR that begins on line 1"},
        Wrong{"EventInAnEvent", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nBEGIN:VEVENT\n", "3:1",
              "a VEVENT begins here within the VEVENT of line 2"},
        Wrong{"CalendarInACalendar", "BEGIN:VCALENDAR\nBEGIN:VCALENDAR\n", "2:1", "a VCALENDAR begins here within"},
        Wrong{"WrongEnd", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VTODO\n", "3:1", "and the 'VEVENT' of line 2 is open"},
        Wrong{"EndOfNothing", "BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VCALENDAR\n", "3:1", "nothing is open"},
        Wrong{"OutsideACalendar", "BEGIN:VCALENDAR\nEND:VCALENDAR\nVERSION:2.0\n", "3:1", "stands outside"},
        Wrong{"NoProperty", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nbring a coat\nEND:VEVENT\nEND:VCALENDAR\n", "3:1",
              "is neither 'NAME:value' nor the rest of the line before"},
        Wrong{"NameWithABlank", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nMY NAME:a\nEND:VEVENT\nEND:VCALENDAR\n", "3:1",
              "is neither 'NAME:value'"},
        Wrong{"BareCarriageReturn", "BEGIN:VCALENDAR\rEND:VCALENDAR\r", "1:16",
              "a carriage return without a line feed"},
        Wrong{"Utf16",
              std::string("\xFF\xFE"
                          "B\0E\0",
                          6),
              "1:1", "this file is in UTF-16"},
        Wrong{"Latin1", "BEGIN:VCALENDAR\nX-WR-CALNAME:caf\xE9\nEND:VCALENDAR\n", "2:17",
              "this file is not UTF-8 from here"},
        Wrong{"Nul", std::string("BEGIN:VCALENDAR\nX:\0\nEND:VCALENDAR\n", 34), "2:3", "a NUL character stands here"}),
    [](const testing::TestParamInfo<Wrong>& wrong) { return wrong.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Events, WrongIcalendar,
    testing::Values(
        Wrong{"NoTitle", one({"DTSTART;VALUE=DATE:20261026"}), "4:1", "this event has no title"},
        Wrong{"EmptyTitle", one({"SUMMARY:", "DTSTART;VALUE=DATE:20261026"}), "5:1", "this event has no title"},
        Wrong{"BlankTitle", one({"SUMMARY:  ", "DTSTART;VALUE=DATE:20261026"}), "5:1", "this event has no title"},
        Wrong{"RightToLeft", one({"SUMMARY:Half \u202Emret", "DTSTART;VALUE=DATE:20261026"}), "5:1",
              "the character U+202E, which nobody sees"},
        Wrong{"LineFeed", one({"SUMMARY:Half\\nterm", "DTSTART;VALUE=DATE:20261026"}), "5:1", "the character U+000A"},
        Wrong{"NoStart", one({"SUMMARY:a"}), "5:1", "the event 'a' has no DTSTART"},
        Wrong{"NoSuchDay", one({"SUMMARY:a", "DTSTART;VALUE=DATE:20260931"}), "6:1",
              "the DTSTART of the event 'a' is '20260931', which is not a day of the calendar"},
        Wrong{"NoLeapYear", one({"SUMMARY:a", "DTSTART;VALUE=DATE:20270229"}), "6:1", "is not a day of the calendar"},
        Wrong{"MonthThirteen", one({"SUMMARY:a", "DTSTART;VALUE=DATE:20261301"}), "6:1",
              "is not a day of the calendar"},
        Wrong{"MonthZero", one({"SUMMARY:a", "DTSTART;VALUE=DATE:20260001"}), "6:1", "is not a day of the calendar"},
        Wrong{"Hyphens", one({"SUMMARY:a", "DTSTART;VALUE=DATE:2026-10-26"}), "6:1", "is not a day of the calendar"},
        Wrong{"SevenDigits", one({"SUMMARY:a", "DTSTART;VALUE=DATE:2026126"}), "6:1", "is not a day of the calendar"},
        Wrong{"NineDigits", one({"SUMMARY:a", "DTSTART;VALUE=DATE:202610261"}), "6:1", "is not a day of the calendar"},
        Wrong{"TwoDates", one({"SUMMARY:a", "DTSTART;VALUE=DATE:20261026,20261027"}), "6:1",
              "is not a day of the calendar"},
        Wrong{"OtherDigits", one({"SUMMARY:a", "DTSTART;VALUE=DATE:\uFF12\uFF10\uFF12\uFF161026"}), "6:1",
              "is not a day of the calendar"},
        Wrong{"NoDate", one({"SUMMARY:a", "DTSTART;VALUE=DATE:"}), "6:1", "is not a day of the calendar"},
        Wrong{"LocalTime", one({"SUMMARY:a", "DTSTART;TZID=Europe/London:20261026T083000"}), "6:1",
              "has a time of day, '20261026T083000', and term dates are whole days. Write the day alone"},
        // 00:00 in London on 26 July is 25 July in UTC: no day could be told.
        Wrong{"UtcMidnight", one({"SUMMARY:a", "DTSTART:20260725T230000Z"}), "6:1",
              "has a time of day, '20260725T230000Z'"},
        Wrong{"TimeAtTheEnd", one({"SUMMARY:a", "DTSTART;VALUE=DATE:20261026", "DTEND:20261027T000000"}), "7:1",
              "has a time of day"},
        Wrong{"TooEarly", one({"SUMMARY:a", "DTSTART;VALUE=DATE:19880831"}), "6:1", "from 1988-09-01 to 2099-08-31"},
        Wrong{"TooLate", one({"SUMMARY:a", "DTSTART;VALUE=DATE:20990901"}), "6:1", "from 1988-09-01 to 2099-08-31"},
        Wrong{"EndIsStart", one({"SUMMARY:a", "DTSTART;VALUE=DATE:20261026", "DTEND;VALUE=DATE:20261026"}), "7:1",
              "its DTEND 2026-10-26 is not after its first day 2026-10-26. DTEND is the day after the last one; for "
              "one day "
              "write 2026-10-27"},
        Wrong{"EndBeforeStart", one({"SUMMARY:a", "DTSTART;VALUE=DATE:20261026", "DTEND;VALUE=DATE:20261025"}), "7:1",
              "ends before it has begun"},
        Wrong{"NoEndDay", one({"SUMMARY:a", "DTSTART;VALUE=DATE:20261026", "DTEND;VALUE=DATE:2026103"}), "7:1",
              "the DTEND of the event 'a' is '2026103'"},
        Wrong{"EndAndDuration",
              one({"SUMMARY:a", "DTSTART;VALUE=DATE:20261026", "DTEND;VALUE=DATE:20261027", "DURATION:P1D"}), "8:1",
              "has both DTEND and DURATION"},
        Wrong{"DurationOfHours", one({"SUMMARY:a", "DTSTART;VALUE=DATE:20261026", "DURATION:PT12H"}), "7:1",
              "is not a number of days"},
        Wrong{"NegativeDuration", one({"SUMMARY:a", "DTSTART;VALUE=DATE:20261026", "DURATION:-P1D"}), "7:1",
              "is not a number of days"},
        Wrong{"NoDuration", one({"SUMMARY:a", "DTSTART;VALUE=DATE:20261026", "DURATION:five"}), "7:1",
              "is not a number of days"},
        Wrong{"HugeDuration", one({"SUMMARY:a", "DTSTART;VALUE=DATE:20261026", "DURATION:P999999999W"}), "7:1",
              "lasts more than 366 days"},
        Wrong{"StartTwice", one({"SUMMARY:a", "DTSTART;VALUE=DATE:20261026", "DTSTART;VALUE=DATE:20261027"}), "6:1",
              "this event has DTSTART twice"},
        Wrong{"EndlessRule", one({"SUMMARY:a", "DTSTART;VALUE=DATE:20261026", "RRULE:FREQ=DAILY"}), "7:1",
              "this event repeats, and term dates do not"},
        Wrong{"EndlessSeconds",
              one({"SUMMARY:a", "DTSTART;VALUE=DATE:20261026", "RRULE:FREQ=SECONDLY;BYYEARDAY=366;BYMONTH=2"}), "7:1",
              "this event repeats"},
        Wrong{"MoreDates", one({"SUMMARY:a", "DTSTART;VALUE=DATE:20261026", "RDATE;VALUE=DATE:20261027"}), "7:1",
              "this event repeats"},
        Wrong{"OneOfASeries", one({"SUMMARY:a", "DTSTART;VALUE=DATE:20261026", "RECURRENCE-ID;VALUE=DATE:20261026"}),
              "7:1", "this event repeats"}),
    [](const testing::TestParamInfo<Wrong>& wrong) { return wrong.param.name; });

TEST(Icalendar, CutShortAnywhereIsRefused) {
  const std::string whole = ics({whole_days("Half term", "20261026", "20261031"), whole_days("a", "20261026")});
  // Without its last line feed, or the carriage return before it, a file is still whole.
  for (std::size_t size = 0; size + 2 < whole.size(); ++size)
    ASSERT_EQ(read(whole.substr(0, size)).errors.size(), 1u) << size;
}

TEST(Icalendar, TwoThreadsMayReadAtOnce) {
  const std::string content = ics(std::vector<Lines>(200, whole_days("Half term", "20261026", "20261031")));
  std::vector<std::size_t> read_events(4);
  std::vector<std::thread> threads;
  for (auto& count : read_events) threads.emplace_back([&] { count = events_of(content).size(); });
  for (auto& thread : threads) thread.join();
  EXPECT_THAT(read_events, testing::Each(200u));
}

// ---- limits ----

TEST(IcalendarLimits, Events) {
  EXPECT_EQ(events_of(ics(std::vector<Lines>(kMaximumEvents, {"SUMMARY:a", "DTSTART:20261026"}))).size(),
            kMaximumEvents);
  const Reading more = read(ics(std::vector<Lines>(kMaximumEvents + 1, {"SUMMARY:a", "DTSTART:20261026"})));
  ASSERT_EQ(more.errors.size(), 1u);
  EXPECT_THAT(more.errors[0].message, HasSubstr("more than 5,000 events"));
  const Reading many = read(ics(std::vector<Lines>(100'000, {"SUMMARY:a", "DTSTART:20261026"})));
  ASSERT_EQ(many.errors.size(), 1u);
  EXPECT_THAT(many.errors[0].message, HasSubstr("larger than the 1,048,576 bytes"));
}

TEST(IcalendarLimits, Nesting) {
  const auto nested = [](std::size_t depth) {
    std::string text = "BEGIN:VCALENDAR\n";
    for (std::size_t i = 1; i < depth; ++i) text += "BEGIN:X\n";
    for (std::size_t i = 1; i < depth; ++i) text += "END:X\n";
    return text + "END:VCALENDAR\n";
  };
  EXPECT_THAT(events_of(nested(kMaximumIcalendarNesting)), ElementsAre());
  ASSERT_EQ(read(nested(kMaximumIcalendarNesting + 1)).errors.size(), 1u);
  EXPECT_THAT(read(nested(50'000)).errors[0].message, HasSubstr("nested more than 8 deep"));
}

TEST(IcalendarLimits, ALineAndATitle) {
  const std::string name = "SUMMARY;X-A=";
  const std::string rest = ":a";
  const auto line = [&](std::size_t bytes) {
    return one({name + std::string(bytes - name.size() - rest.size(), 'b') + rest, "DTSTART:20261026"});
  };
  EXPECT_EQ(events_of(line(kLongestEventLine)).size(), 1u);
  EXPECT_THAT(read(line(kLongestEventLine + 1)).errors[0].message, HasSubstr("this SUMMARY has more than 4,000 bytes"));
  // Lines that are not read may be as long as the file.
  EXPECT_EQ(events_of(one({"DESCRIPTION:" + std::string(100'000, 'a'), "SUMMARY:a", "DTSTART:20261026"})).size(), 1u);

  EXPECT_EQ(events_of(one({"SUMMARY:" + std::string(kLongestEventName, 'a'), "DTSTART:20261026"})).size(), 1u);
  EXPECT_THAT(read(one({"SUMMARY:" + std::string(kLongestEventName + 1, 'a'), "DTSTART:20261026"})).errors[0].message,
              HasSubstr("is longer than 200 bytes"));
}

TEST(IcalendarLimits, DaysOfOneEvent) {
  // 1 September 2026 and 366 days more are 2 September 2027 (datetime.date).
  EXPECT_THAT(events_of(ics({whole_days("a", "20260901", "20270902")})), ElementsAre("a 2026-09-01 2027-09-01"));
  EXPECT_THAT(read(ics({whole_days("a", "20260901", "20270903")})).errors[0].message, HasSubstr("more than 366 days"));
}

TEST(IcalendarLimits, ErrorsOfOneFile) {
  const Reading reading = read(ics(std::vector<Lines>(1000, {"DTSTART:20261026"})));
  ASSERT_EQ(reading.errors.size(), kMaximumEventErrors + 1);
  EXPECT_THAT(reading.errors.back().message, HasSubstr("more events of this file were not read"));
}

}  // namespace
}  // namespace termwise::settings
