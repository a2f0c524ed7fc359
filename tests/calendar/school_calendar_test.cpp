#include "calendar/school_calendar.h"

#include <gtest/gtest.h>

#include "support.h"

namespace termwise::calendar {
namespace {

using testing::on;
using testing::span;
using testing::three_years;

TEST(SchoolCalendar, SaysWhySchoolsAreClosed) {
  const auto calendar = three_years().calendar();
  const std::pair<const char*, const char*> days[] = {
      {"2026-09-01", "outside the terms"},  // the day before the autumn term
      {"2026-09-02", ""},                   // its first day
      {"2026-09-05", "a Saturday"},
      {"2026-09-06", "a Sunday"},
      {"2026-10-23", ""},
      {"2026-10-25", "a Sunday"},  // clocks go back
      {"2026-10-26", "half-term"},
      {"2026-10-30", "half-term"},
      {"2026-11-02", "closed (training day)"},
      {"2026-11-03", ""},
      {"2026-12-18", ""},
      {"2026-12-25", "outside the terms"},
      {"2027-01-19", "closed (snow)"},
      {"2027-01-20", "closed (snow)"},
      {"2027-03-25", ""},
      {"2027-03-28", "a Sunday"},  // clocks go forward
      {"2027-05-03", "a bank holiday (Early May bank holiday)"},
      {"2027-05-31", "half-term"},  // the bank holiday within it, too
      {"2028-02-29", ""},
      {"2029-07-20", ""},
      {"2029-07-23", "outside the terms"},
  };
  for (const auto& [day, why] : days) {
    EXPECT_EQ(calendar.why_no_school(on(day)), why) << day;
    EXPECT_EQ(calendar.is_school_day(on(day)), std::string_view(why).empty()) << day;
  }
}

TEST(SchoolCalendar, KnowsWhichTermHasBegunAndWhichWasBefore) {
  const auto calendar = three_years().calendar();
  const auto begun = [&](const char* day) -> std::string {
    const Term* term = calendar.term_begun_by(on(day));
    return term == nullptr ? "none" : term->year.label() + " " + std::string(name(term->name));
  };
  EXPECT_EQ(begun("2026-09-01"), "none");
  EXPECT_EQ(begun("2026-09-02"), "2026/27 autumn");
  EXPECT_EQ(begun("2026-12-25"), "2026/27 autumn");  // in the holidays after it
  EXPECT_EQ(begun("2027-08-20"), "2026/27 summer");
  EXPECT_EQ(begun("2029-07-20"), "2028/29 summer");
  EXPECT_EQ(begun("2029-08-20"), "none") << "when the next term begins is not known";
  const Term* spring = calendar.term_begun_by(on("2027-02-01"));
  ASSERT_NE(spring, nullptr);
  EXPECT_EQ(calendar.term_before(*spring), calendar.term_begun_by(on("2026-09-02")));
  const Term* autumn = calendar.term_begun_by(on("2027-10-01"));
  EXPECT_EQ(calendar.term_before(*autumn)->name, TermName::summer);
  EXPECT_EQ(calendar.term_before(*calendar.term_begun_by(on("2026-09-02"))), nullptr);
}

TEST(SchoolCalendar, TermsThatAreMissingInBetweenAreNotPassedOver) {
  auto terms = three_years().calendar().terms();
  terms.erase(terms.begin() + 1);
  const SchoolCalendar calendar(terms, {}, {}, {});
  EXPECT_EQ(calendar.term_before(calendar.terms()[1]), nullptr);
}

TEST(SchoolCalendar, WorkingDaysGoOnInTheHolidays) {
  const auto calendar = three_years().calendar();
  for (const char* day : {"2026-08-28", "2026-10-26", "2026-11-02", "2027-03-30", "2028-02-29"})
    EXPECT_TRUE(calendar.is_working_day(on(day))) << day;
  for (const char* day : {"2026-08-31", "2026-10-25", "2027-03-26", "2027-03-28", "2027-12-28"})
    EXPECT_FALSE(calendar.is_working_day(on(day))) << day;
}

TEST(SchoolCalendar, KnowsABankHolidayOnAnOddDay) {
  auto parts = three_years();
  parts.bank_holidays.push_back({on("2027-06-22"), "A jubilee"});  // a Tuesday, and the last of the list
  const auto calendar = parts.calendar();
  EXPECT_EQ(calendar.why_no_school(on("2027-06-22")), "a bank holiday (A jubilee)");
  EXPECT_FALSE(calendar.is_working_day(on("2027-06-22")));
}

TEST(SchoolCalendar, PutsItsPartsInOrder) {
  auto parts = three_years();
  std::swap(parts.terms.front(), parts.terms.back());
  std::swap(parts.publications.front(), parts.publications.back());
  const auto calendar = parts.calendar();
  EXPECT_EQ(calendar.terms().front().days.first, on("2026-09-02"));
  EXPECT_EQ(calendar.publications().front().day, on("2026-12-10"));
  EXPECT_EQ(calendar.bank_holidays().back().day, on("2029-12-26"));
  EXPECT_TRUE(calendar.is_school_day(on("2026-09-02")));
}

TEST(SchoolCalendar, SaysWhatItSpans) {
  const auto calendar = three_years().calendar();
  EXPECT_EQ(calendar.known_terms()->first, on("2026-09-02"));
  EXPECT_EQ(calendar.known_terms()->last, on("2029-07-20"));
  EXPECT_EQ(calendar.known_bank_holidays()->first, on("2026-01-01"));
  EXPECT_EQ(calendar.known_bank_holidays()->last, on("2029-12-31"));
  EXPECT_FALSE(SchoolCalendar().known_terms());
  EXPECT_FALSE(SchoolCalendar().known_bank_holidays());
}

TEST(SchoolCalendar, NamesTerms) {
  EXPECT_EQ(name(TermName::autumn), "autumn");
  EXPECT_EQ(name(TermName::spring), "spring");
  EXPECT_EQ(name(TermName::summer), "summer");
}

}  // namespace
}  // namespace termwise::calendar
