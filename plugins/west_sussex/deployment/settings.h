// What an LA may set of its deployment. Every weight, day and limit is here; none stands elsewhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/plugin.hpp>

namespace termwise::west_sussex {

// The four criteria of the LA's presentation of 2005 (slide 18), which gives them no weights: these are this plugin's.
inline constexpr Number<Plain> kContinuity{.name = "continuity_points",
                                           .minimum = "0",
                                           .maximum = "100",
                                           .by_default = "40",
                                           .meaning = "Points of a SIP who was the school's SIP last; whole."};
inline constexpr Number<Plain> kLocality{
    .name = "locality_points",
    .minimum = "0",
    .maximum = "100",
    .by_default = "30",
    .meaning = "Points of a SIP whose locality is the school's cluster, as the registers have both; whole."};
inline constexpr Number<Plain> kExpertise{
    .name = "expertise_points",
    .minimum = "0",
    .maximum = "100",
    .by_default = "20",
    .meaning = "Points of a SIP with headship or expertise in the school's phase or level of support; whole."};
inline constexpr Number<Plain> kAvailability{
    .name = "availability_points",
    .minimum = "0",
    .maximum = "100",
    .by_default = "10",
    .meaning =
        "Points of a SIP who is no serving head, for a school with intensive support; of any SIP for others; whole."};

inline constexpr Number<Days> kLightDays{
    .name = "light_days",
    .minimum = "0.1",
    .maximum = "60",
    .by_default = "2.5",
    .meaning = "Days that a school with a light level of support takes in a year."};
inline constexpr Number<Days> kStandardDays{
    .name = "standard_days",
    .minimum = "0.1",
    .maximum = "60",
    .by_default = "5",
    .meaning = "Days that a school takes in a year; nationally five were normal in 2007 to 2011."};
inline constexpr Number<Days> kIntensiveDays{
    .name = "intensive_days",
    .minimum = "0.1",
    .maximum = "60",
    .by_default = "10",
    .meaning = "Days that a school with an intensive level of support takes in a year."};
inline constexpr Number<Days> kReservedDays{
    .name = "reserved_days",
    .minimum = "0",
    .maximum = "60",
    .by_default = "4",
    .meaning = "Days of a SIP's contract that are for training and meetings and not for schools."};

inline constexpr Flag kRequireAccreditation{.name = "require_accreditation",
                                            .by_default = true,
                                            .meaning = "Only a SIP whose accreditation is active may be proposed."};
inline constexpr Flag kLeastChange{.name = "least_change",
                                   .by_default = false,
                                   .meaning = "As few schools as can be change their SIP; points come after that."};
inline constexpr Flag kReplan{
    .name = "replan", .by_default = false, .meaning = "Schools that have a SIP this year already are planned anew."};
inline constexpr Flag kRegisteredOnly{
    .name = "registered_only",
    .by_default = false,
    .meaning = "Only schools that stand in the register of assignments this year or last year are planned."};
// Which schools are planned at all; the first is the default.
const Choice& planned_phase();
// For which schools a SIP without expertise may not be proposed.
const Choice& expertise_demanded();
inline constexpr Number<Plain> kSearch{
    .name = "search_millions",
    .minimum = "1",
    .maximum = "100000",
    .by_default = "1000",
    .meaning = "Millions of steps after which the search for a better plan ends; a thousand take some five seconds."};

// All of them.
std::vector<Parameter> deployment_parameters();

enum class Level { light, standard, intensive };

// The same read.
struct Settings {
  std::int64_t continuity = 0;
  std::int64_t locality = 0;
  std::int64_t expertise = 0;
  std::int64_t availability = 0;
  std::int64_t light = 0;  // tenths of days, as all days of a plan
  std::int64_t standard = 0;
  std::int64_t intensive = 0;
  std::int64_t reserved = 0;
  bool require_accreditation = true;
  bool least_change = false;
  bool replan = false;
  bool registered_only = false;
  std::string_view phase;
  std::string_view demanded;
  std::int64_t search = 0;  // steps

  std::int64_t most_points() const { return continuity + locality + expertise + availability; }
  std::int64_t days(Level level) const;
};

// Throws a Failure for a weight that is not whole and for days finer than tenths.
Settings read_settings(const Facts& facts);

// "2.5 days"
std::string days_in_words(std::int64_t tenths);
// Tenths of days; empty where there are none or they are finer.
std::optional<std::int64_t> tenths_of(const Value& days);

}  // namespace termwise::west_sussex
