// For pupils of what age a school is.
#pragma once

#include <string_view>

#include <termwise/plugin.hpp>

namespace termwise::west_sussex {

// What lists of schools say; results have the range of ages in words.
inline constexpr Measure<Plain> kYoungest{"SCHOOL_AGE_LOW"};
inline constexpr Measure<Plain> kOldest{"SCHOOL_AGE_HIGH"};

enum class Phase { unknown, primary, secondary, all_through, special };

// Primary where no pupil is older than 13 and some are younger than 11, secondary where none is younger than 11. Special by its
// kind or by its type in words. Rules that ask name the two measures among what they read.
Phase phase_of(const School& school);

// "primary"; empty where it is not known.
std::string_view name(Phase phase);

}  // namespace termwise::west_sussex
