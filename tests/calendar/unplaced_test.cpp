#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "calendar/occurrences.h"
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
using ::testing::SizeIs;
using testing::term;
using testing::three_years;

std::vector<std::string> sentences(const Occurrences& found) {
  std::vector<std::string> all;
  for (const auto& hole : found.unplaced)
    all.push_back(hole.period.empty() ? hole.sentence : hole.period + ": " + hole.sentence);
  return all;
}

constexpr const char* kYear[] = {"2026-09-01", "2027-08-31"};

TEST(Unplaced, TellsACountThatLeavesTheTerms) {
  EXPECT_THAT(
      sentences(between(three_years(), "autumn.start - 10 school-days @ 06:30", "2026-08-01", "2027-07-01")),
      ElementsAre(
          "autumn 2026/27: Autumn term 2026/27 begins on Wednesday 2 September 2026. Counting 10 school days back "
          "from there is not possible: the term dates of this Authority begin on 2026-09-02; add the terms before.",
          "Terms before Tuesday 1 September 2026 cannot be planned: the term dates of this Authority begin on "
          "2026-09-02; add the terms before."));
  const auto beyond = between(three_years(), "12 July + 10 school-days @ 06:30", "2029-07-01", "2029-12-01");
  EXPECT_THAT(beyond.placed, IsEmpty());
  EXPECT_THAT(
      sentences(beyond),
      ElementsAre("2029-07-12: The yearly date is Thursday 12 July 2029. Counting 10 school days on from there is "
                  "not possible: the term dates of this Authority end on 2029-07-20; add the next year's terms."));
  // The last step that is possible.
  EXPECT_THAT(lines(between(three_years(), "12 July + 6 school-days @ 06:30", "2029-07-01", "2029-08-01")),
              ElementsAre("2029-07-12|2029-07-20T05:30"));
}

TEST(Unplaced, TellsFromWhichDayOnNothingCanBePlanned) {
  const auto found = between(three_years(), "every school-day @ 07:00", "2029-07-19", "2030-07-01");
  EXPECT_THAT(lines(found), ElementsAre("2029-07-19|2029-07-19T06:00", "2029-07-20|2029-07-20T06:00"));
  EXPECT_THAT(
      sentences(found),
      ElementsAre("School days from Wednesday 1 August 2029 on cannot be planned: the term dates of this Authority "
                  "end on 2029-07-20; add the next year's terms."));
  EXPECT_THAT(
      sentences(between(three_years(), "last school-day of month @ 07:00", "2029-07-01", "2030-07-01")),
      ElementsAre("Months from Wednesday 1 August 2029 on cannot be planned: the term dates of this Authority end "
                  "on 2029-07-20; add the next year's terms."));
  EXPECT_THAT(
      sentences(between(three_years(), "autumn.start @ 07:00", "2029-07-01", "2030-07-01")),
      ElementsAre("Terms from Wednesday 1 August 2029 on cannot be planned: the term dates of this Authority end "
                  "on 2029-07-20; add the next year's terms."));
  EXPECT_THAT(
      sentences(between(three_years(), "every working-day @ 07:00", "2029-07-01", "2030-07-01")),
      ElementsAre("Working days from Tuesday 1 January 2030 on cannot be planned: the bank holidays known end with "
                  "2029; add those of the next year."));
  EXPECT_THAT(
      sentences(between(three_years(), "every working-day @ 07:00", "2025-12-01", "2026-07-01")),
      ElementsAre("Working days before Thursday 1 January 2026 cannot be planned: the bank holidays known begin "
                  "with 2026; add those of the years before."));
}

// The spring term ends on Thursday 1 April, and nothing is known of the summer term.
TEST(Unplaced, TellsAMonthWhoseLastSchoolDayMayBeInATermThatIsMissing) {
  Parts parts;
  parts.terms = {term("2026/27", TermName::spring, "2027-01-04", "2027-04-01", "2027-02-15", "2027-02-19")};
  const auto found = between(parts, "last school-day of month @ 07:00", "2027-03-01", "2027-05-01");
  EXPECT_THAT(lines(found), ElementsAre("2027-03|2027-03-31T06:00"));
  EXPECT_THAT(
      sentences(found),
      ElementsAre("Months from Friday 2 April 2027 on cannot be planned: the term dates of this Authority end on "
                  "2027-04-01; add the next year's terms."));
  EXPECT_THAT(lines(between(parts, "first school-day of month @ 07:00", "2027-03-01", "2027-05-01")),
              ElementsAre("2027-03|2027-03-01T07:00", "2027-04|2027-04-01T06:00"));
}

TEST(Unplaced, TellsAGapBetweenTerms) {
  auto parts = three_years();
  parts.terms.erase(parts.terms.begin() + 3, parts.terms.begin() + 6);  // 2027/28
  const char* const missing =
      "no term dates of this Authority are known between 2027-07-21 and 2028-09-04; add the terms between.";
  const std::string gap =
      std::string(" from Sunday 1 August 2027 to Thursday 31 August 2028 cannot be planned: ") + missing;
  for (const auto& [rule, what] :
       std::vector<std::pair<const char*, const char*>>{{"every school-day @ 07:00", "School days"},
                                                        {"first school-day of month @ 07:00", "Months"},
                                                        {"spring.start @ 07:00", "Terms"}})
    EXPECT_THAT(sentences(between(parts, rule, "2027-01-01", "2029-01-01")), ElementsAre(what + gap)) << rule;
  EXPECT_THAT(
      sentences(between(parts, "20 July + 2 school-days @ 07:00", "2027-07-01", "2027-12-31")),
      ElementsAre(std::string("2027-07-20: The yearly date is Tuesday 20 July 2027. Counting 2 school days on from "
                              "there is not possible: ") +
                  missing));
}

TEST(Unplaced, TakesSeventyDaysWithoutATermForAHolidayAndOneMoreForAGap) {
  auto parts = three_years();
  auto& autumn = parts.terms[3];
  autumn.days.first = on("2027-09-30");
  const std::string_view rule = "20 July + 2 school-days @ 07:00";
  EXPECT_THAT(lines(between(parts, rule, "2027-07-01", "2027-12-31")), ElementsAre("2027-07-20|2027-09-30T06:00"));
  EXPECT_THAT(sentences(between(parts, rule, "2027-07-01", "2027-12-31")), IsEmpty());
  autumn.days.first = on("2027-10-01");
  EXPECT_THAT(lines(between(parts, rule, "2027-07-01", "2027-12-31")), IsEmpty());
  EXPECT_THAT(sentences(between(parts, rule, "2027-07-01", "2027-12-31")), SizeIs(1));
}

TEST(Unplaced, TellsAYearWithoutBankHolidays) {
  auto parts = three_years();
  const auto in_2027 = [](const BankHoliday& holiday) { return holiday.day.year() == year(2027); };
  parts.bank_holidays.erase(std::remove_if(parts.bank_holidays.begin(), parts.bank_holidays.end(), in_2027),
                            parts.bank_holidays.end());
  EXPECT_THAT(
      sentences(between(parts, "31 December + 1 working-day @ 07:00", "2026-12-01", "2027-02-01")),
      ElementsAre("2026-12-31: The yearly date is Thursday 31 December 2026. Counting 1 working day on from there "
                  "is not possible: no bank holidays are known for 2027; add them."));
  EXPECT_THAT(
      sentences(between(parts, "every working-day @ 07:00", "2026-12-01", "2028-02-01")),
      ElementsAre("Working days from Friday 1 January 2027 to Friday 31 December 2027 cannot be planned: no bank "
                  "holidays are known for 2027; add them."));
}

TEST(Unplaced, TellsATermWithoutAHalfTerm) {
  auto parts = three_years();
  parts.terms[1].half_term.reset();
  const auto found = between(parts, "half-term(term) @ 07:00", kYear[0], kYear[1]);
  EXPECT_THAT(lines(found), ElementsAre("autumn 2026/27|2026-10-26T07:00", "summer 2026/27|2027-05-31T06:00"));
  EXPECT_THAT(sentences(found),
              ElementsAre("spring 2026/27: Spring term 2026/27 has no half-term in the calendar of this "
                          "Authority; add its first and last day."));
  EXPECT_THAT(sentences(between(parts, "half-term(term) @ 07:00", "2027-04-01", "2027-07-01")), IsEmpty());
}

TEST(Unplaced, TellsPublicationsThatAreNotKnown) {
  EXPECT_THAT(sentences(between(three_years(), "published(ks1-final) @ 07:00", kYear[0], kYear[1])),
              ElementsAre("No date is known on which ks1-final is published; add its publications."));
  EXPECT_THAT(lines(between(three_years(), "published(ks4-revised) @ 07:00", "2027-01-01", "2028-01-29")),
              ElementsAre("ks4-revised 2025/26|2027-01-28T07:00"));
  EXPECT_THAT(
      sentences(between(three_years(), "published(ks4-revised) @ 07:00", "2027-01-01", "2028-01-30")),
      ElementsAre("The last publication of ks4-revised that is known, of the results of 2025/26, is on Thursday 28 "
                  "January 2027; add the next."));
}

TEST(Unplaced, TellsOfAnEmptyCalendarWhatToAdd) {
  EXPECT_THAT(sentences(between(Parts(), "term.start @ 07:00", kYear[0], kYear[1])),
              ElementsAre("Terms cannot be planned: no term dates of this Authority are known; add them."));
  EXPECT_THAT(sentences(between(Parts(), "first working-day of month @ 07:00", kYear[0], kYear[1])),
              ElementsAre("Months cannot be planned: no bank holidays are known; add them."));
  EXPECT_THAT(lines(between(Parts(), "first monday of month @ 07:00", "2026-09-01", "2026-10-01")),
              ElementsAre("2026-09|2026-09-07T06:00"));
}

}  // namespace
}  // namespace termwise::calendar
