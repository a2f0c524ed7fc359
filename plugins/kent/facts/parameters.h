// What an LA may set of Kent's own rules. Where Kent's briefing of autumn 2008 gives a number, that is the default; where it
// gives none the default is Termwise's, and the meaning and the finding say so.
#pragma once

#include <cstdint>
#include <string_view>

#include <termwise/plugin.hpp>

namespace termwise::kent {

inline constexpr std::string_view kBriefing = "Kent primary briefing, autumn 2008";
inline constexpr std::string_view kOurDefault = "Termwise's default, Kent's document gives no number";
inline constexpr std::string_view kSetByTheLa = "set by the LA";

// Years, as a number of them or as one of the calendar.
struct Years {
  static constexpr std::string_view name = "years";
};

// Flags of the LA's register that are soft signals.
struct Signals {
  static constexpr std::string_view name = "signals";
};

// ---- Attainment ----

inline constexpr Number<Percent> kJointFloor{
    .name = "joint_floor",
    .minimum = "0",
    .maximum = "100",
    .by_default = "55",
    .meaning =
        "Kent's floor for pupils with level 4 in English and maths, for results of 2007/08 to 2009/10 (Kent primary "
        "briefing, autumn 2008, slides 8 and 24)."};
inline constexpr Number<Percent> kLaterJointFloor{
    .name = "joint_floor_later",
    .minimum = "0",
    .maximum = "100",
    .meaning =
        "The LA's own floor for pupils with level 4 in English and maths, for results of 2010/11 and 2011/12; the "
        "national one where it is not set."};
inline constexpr Number<Percent> kEnglishStandard{
    .name = "english_standard",
    .minimum = "0",
    .maximum = "100",
    .by_default = "65",
    .meaning = "The floor for pupils with level 4 in English alone (Kent primary briefing, autumn 2008, slide 7)."};
inline constexpr Number<Percent> kMathsStandard{
    .name = "maths_standard",
    .minimum = "0",
    .maximum = "100",
    .by_default = "65",
    .meaning = "The floor for pupils with level 4 in maths alone (Kent primary briefing, autumn 2008, slide 7)."};
inline constexpr Number<Pupils> kFewPupils{
    .name = "few_pupils",
    .minimum = "1",
    .maximum = "100",
    .by_default = "11",
    .meaning =
        "With fewer pupils than this one year says little: three years together are looked at instead. Termwise's "
        "default, Kent's document gives no number."};
inline constexpr Number<Years> kPooledYears{
    .name = "pooled_years",
    .minimum = "2",
    .maximum = "3",
    .by_default = "2",
    .meaning =
        "Of the last three years, how many must have results for them to be looked at together. Termwise's default, "
        "Kent's document gives no number."};

// ---- Progress ----

inline constexpr Number<Points> kAverageCva{
    .name = "average_cva",
    .minimum = "0",
    .maximum = "200",
    .by_default = "100",
    .meaning =
        "The average of contextual value added: a school whose upper confidence limit is below it is significantly "
        "below. 100 is how the measure is made."};
inline constexpr Number<Years> kSignificantYears{
    .name = "significant_years",
    .minimum = "1",
    .maximum = "3",
    .by_default = "2",
    .meaning =
        "In how many of the last three years, the latest among them, contextual value added must be significantly "
        "below average for a school to be underperforming. Termwise's default, Kent's document gives no number."};
inline constexpr Number<PercentagePoints> kFall{
    .name = "fall",
    .minimum = "0",
    .maximum = "100",
    .by_default = "10",
    .meaning =
        "A school is underperforming where it fell in each of the last two years and by this much or more over both. "
        "Termwise's default, Kent's document gives no number."};
inline constexpr Number<Points> kLowCva{
    .name = "low_cva",
    .minimum = "0",
    .maximum = "200",
    .by_default = "99.5",
    .meaning =
        "Contextual value added below this is low for the list of priorities. Termwise's default, Kent's document "
        "gives no number."};
inline constexpr Number<PercentagePoints> kDeclineAYear{
    .name = "decline_a_year",
    .minimum = "0",
    .maximum = "50",
    .by_default = "3",
    .meaning =
        "Results that fell by this much a year or more, over three years, are declining even where one year rose. "
        "Termwise's default, Kent's document gives no number."};

// ---- Inspections and flags ----

inline constexpr Number<Years> kCycleBegan{
    .name = "inspection_cycle_began",
    .minimum = "2000",
    .maximum = "2099",
    .by_default = "2005",
    .meaning =
        "The cycle of inspections that the list of priorities is about began on 1 September of this year, and its "
        "early inspections are those to 31 August of the next (Kent primary briefing, autumn 2008, slide 24)."};
inline constexpr Number<Years> kInspectedWithin{
    .name = "inspected_within",
    .minimum = "1",
    .maximum = "10",
    .by_default = "2",
    .meaning =
        "A school below the floor is a priority where it was not inspected within this many years before the day of "
        "the list (Kent primary briefing, autumn 2008, slide 24)."};
inline constexpr Number<Years> kNewSchoolYears{
    .name = "new_school_years",
    .minimum = "0",
    .maximum = "10",
    .by_default = "2",
    .meaning =
        "A school that opened in the school year of the list or in one of this many before it is new. Termwise's "
        "default, Kent's document gives no number."};
inline constexpr Flag kPassOverNewSchools{
    .name = "pass_over_new_schools",
    .by_default = true,
    .meaning = "A new school that was not inspected is no priority for that reason; its finding still says so."};
inline constexpr Number<Signals> kSoftSignals{
    .name = "soft_signals",
    .minimum = "1",
    .maximum = "20",
    .by_default = "2",
    .meaning =
        "So many soft signals together make a school vulnerable, as one flag of concern does. Termwise's default, "
        "Kent's document gives no number."};

// Whose a value is: "set by the LA", or what is given.
template <class Unit>
std::string_view whose(const Facts& facts, const Number<Unit>& parameter, std::string_view otherwise) {
  return *facts.text_of(parameter.name) == parameter.by_default.text() ? otherwise : kSetByTheLa;
}

// Of a parameter that has a default, without its decimals.
template <class Unit>
int whole(const Facts& facts, const Number<Unit>& parameter) {
  const Decimal value = *facts.setting(parameter);
  std::int64_t units = value.units();
  for (int scale = value.scale(); scale > 0; --scale) units /= 10;
  return static_cast<int>(units);
}

}  // namespace termwise::kent
