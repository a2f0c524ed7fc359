#include "school/absence.h"

namespace termwise::school {
namespace {

constexpr int kFirstSummer = 2006;
constexpr int kFirstSummerOfFifteen = 2011;
constexpr int kFirstSummerOfTen = 2016;

bool countable(std::int64_t count) { return count >= 0 && count <= kMostCounted; }

}  // namespace

std::optional<Share> overall_absence(const Sessions& sessions) {
  if (!countable(sessions.possible) || !countable(sessions.authorised) || !countable(sessions.unauthorised))
    return std::nullopt;
  const std::int64_t missed = sessions.authorised + sessions.unauthorised;
  if (sessions.possible == 0 || missed > sessions.possible) return std::nullopt;
  return Share{missed, sessions.possible};
}

std::optional<PersistentAbsence> persistent_absence_of(int summer) {
  if (summer < kFirstSummer) return std::nullopt;
  if (summer < kFirstSummerOfFifteen) return PersistentAbsence::twenty_percent;
  return summer < kFirstSummerOfTen ? PersistentAbsence::fifteen_percent : PersistentAbsence::ten_percent_of_own;
}

bool persistent_absence_compares(int summer, int other_summer) {
  const auto definition = persistent_absence_of(summer);
  return definition && definition == persistent_absence_of(other_summer);
}

std::optional<std::int64_t> persistent_from(PersistentAbsence definition, AbsencePeriod period) {
  switch (definition) {
    case PersistentAbsence::twenty_percent:
      if (period == AbsencePeriod::six_half_terms) return std::nullopt;
      return period == AbsencePeriod::five_half_terms ? 64 : 52;
    case PersistentAbsence::fifteen_percent:
      if (period == AbsencePeriod::six_half_terms) return 56;
      return period == AbsencePeriod::five_half_terms ? 46 : 38;
    case PersistentAbsence::ten_percent_of_own:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<bool> persistently_absent(const Sessions& pupil, PersistentAbsence definition, AbsencePeriod period) {
  const auto share = overall_absence(pupil);
  if (!share) return std::nullopt;
  if (definition == PersistentAbsence::ten_percent_of_own) return *share->percent() >= Decimal(10);
  const auto from = persistent_from(definition, period);
  if (!from) return std::nullopt;
  return share->part >= *from;
}

}  // namespace termwise::school
