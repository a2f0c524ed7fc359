// Absence from sessions, half days: the rate of all pupils, and which pupils are persistently absent by the definition of the
// time. What is persistent has been defined three times, and figures of two definitions do not compare.
#pragma once

#include <cstdint>
#include <optional>

#include "school/ratio.h"

namespace termwise::school {

struct Sessions {
  std::int64_t possible = 0;
  std::int64_t authorised = 0;    // missed with leave
  std::int64_t unauthorised = 0;  // missed without
};

// Missed of possible sessions. Empty where none was possible, where more were missed than that, and where a count is below 0
// or above kMostCounted.
std::optional<Share> overall_absence(const Sessions& sessions);

// How much of the year the sessions are of.
enum class AbsencePeriod { autumn_and_spring, five_half_terms, six_half_terms };

enum class PersistentAbsence {
  twenty_percent,     // from 2005/06: as many sessions as are about 20 per cent
  fifteen_percent,    // from 2010/11: about 15 per cent
  ten_percent_of_own  // from 2015/16: 10 per cent of the sessions that were possible for the pupil, or more
};
// Empty before 2005/06.
std::optional<PersistentAbsence> persistent_absence_of(int summer);
// Whether figures of the two years are of one definition.
bool persistent_absence_compares(int summer, int other_summer);

// From how many missed sessions a pupil is persistently absent: 64 of five half terms and 52 of autumn and spring to 2009/10;
// then 46 of five, 56 of six, and 38 of autumn and spring to 2014/15. Empty where the definition is no number of sessions
// or gives none for the period.
std::optional<std::int64_t> persistent_from(PersistentAbsence definition, AbsencePeriod period);

// Empty where overall_absence() is, and where the definition gives no number for the period.
std::optional<bool> persistently_absent(const Sessions& pupil, PersistentAbsence definition, AbsencePeriod period);

}  // namespace termwise::school
