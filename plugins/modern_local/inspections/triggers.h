// When each trigger of support and intervention holds, and who says so. A trigger ends where another took its place; one that
// still holds does so until a 31 August to which the LA has confirmed that nothing has changed, because what DfE
// announced for September 2026 was not decided when this was written.
#pragma once

#include <optional>
#include <string_view>

#include <termwise/plugin.hpp>

namespace termwise::modern_local {

// One trigger, from its first day to its last.
struct Trigger {
  Day first;
  std::optional<Day> last;  // empty: it still holds, as far as the LA has confirmed
  Origin origin;            // where it is published, since when, and whether it was read there
};

inline constexpr Day day(int year, unsigned month, unsigned of_month) {
  return {std::chrono::year(year), std::chrono::month(month), std::chrono::day(of_month)};
}

// DfE published no day for the change from its school improvement offer to the regional (RISE) teams but "early 2025".
inline constexpr Day kRiseBegan = day(2025, 2, 3);
// From here on inspections gave no overall grade.
inline constexpr Day kNoOverallGrade = day(2024, 9, 2);
// The first day of inspections that give a report card.
inline constexpr Day kReportCards = day(2025, 11, 10);
// From here on the guidance that Local Authorities must have regard to has this name: "Support and intervention in schools".
inline constexpr Day kGuidanceRenamed = day(2024, 11, 1);

// To be shown: "from September 2019 until RISE teams began early in 2025".
inline constexpr Trigger kSupportOffer{
    day(2019, 9, 1),
    day(2025, 2, 2),
    {"DfE's offer of support to schools that require improvement (SecEd, TES and Croner, May 2019)",
     "from September 2019 until RISE teams began early in 2025", "verified"}};
inline constexpr Trigger kTwoBelowGood{
    day(2022, 9, 1),
    std::nullopt,
    {"Coasting Schools (England) Regulations 2022", "from 1 September 2022", "verified"}};
inline constexpr Trigger kStuck{
    kRiseBegan,
    std::nullopt,
    {"DfE, Schools eligible for RISE intervention, 2025", "from early 2025; the day is not published", "verified"}};
inline constexpr Trigger kReportCard{
    kReportCards, std::nullopt, {"Ofsted, report cards", "inspections from 10 November 2025", "verified"}};
inline constexpr Trigger kCategory{
    day(2007, 4, 1),
    std::nullopt,
    {"Education and Inspections Act 2006, sections 61 and 62", "from 1 April 2007", "verified"}};

// A year of the calendar.
struct CalendarYear {
  static constexpr std::string_view name = "year";
};

inline constexpr Number<CalendarYear> kConfirmedTo{
    .name = "guidance_confirmed_to",
    .minimum = "2026",
    .maximum = "2099",
    .by_default = "2026",
    .meaning =
        "The triggers about inspections hold until 31 August of this year: the LA has checked that guidance does "
        "not change before then."};

enum class Force { outside, in_force, not_confirmed };

// Whether the trigger holds on the run's reference day.
Force force_of(const Trigger& trigger, const Facts& facts);

}  // namespace termwise::modern_local
