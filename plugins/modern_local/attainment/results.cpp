#include "attainment/results.h"

#include <termwise/share.hpp>

namespace termwise::modern_local {
namespace {

// 0 where it is missing, or no number of pupils.
std::int64_t pupils_of(const Figure<Pupils>& cohort) {
  const auto whole = cohort.number() == nullptr ? std::nullopt : cohort.number()->rescaled(0);
  return whole && whole->units() > 0 && whole->units() <= kMostPupils ? whole->units() : 0;
}

// Where no count gives the percentage, those on either side of it.
Counts about(const Decimal& percent, std::int64_t pupils) {
  __extension__ typedef __int128 Wide;
  Wide whole = 100;
  for (int i = 0; i < percent.scale(); ++i) whole *= 10;
  const Wide share = Wide{percent.units()} * pupils;
  return {static_cast<std::int64_t>(share / whole), static_cast<std::int64_t>((share + whole - 1) / whole)};
}

}  // namespace

std::int64_t percentage(std::int64_t reached, std::int64_t pupils) { return (200 * reached + pupils) / (2 * pupils); }

Results read_results(const Case& school, int years_before) {
  const auto cohort = school[kCohort.before(years_before).linked()];
  const auto reached = school[kReached.before(years_before).linked()];
  Results results{school.school().year() - years_before, cohort, reached, pupils_of(cohort), std::nullopt, false};
  if (results.pupils == 0) return results;
  const Decimal* percent = reached.number();
  if (percent == nullptr || !Percent::possible(*percent)) {
    results.counts = Counts{0, results.pupils};
    if (percent != nullptr) results.reached = Figure<Percent>(Value(Missing::unparseable, reached.evidence()));
    return results;
  }
  const auto fitting = counts_behind(*percent, results.pupils);
  results.counts = fitting ? Counts{fitting->first, fitting->last} : about(*percent, results.pupils);
  results.count_mismatch = !fitting;
  return results;
}

std::vector<Read> reads_of_results() {
  return {kCohort.before(kFarthestBack).linked(), kReached.before(kFarthestBack).linked()};
}

std::string in_words(const Counts& counts, std::int64_t pupils) {
  std::string text = std::to_string(counts.first);
  if (counts.last != counts.first)
    text += (counts.last == counts.first + 1 ? " or " : " to ") + std::to_string(counts.last);
  return text + " of " + Pupils::words(Decimal(pupils));
}

}  // namespace termwise::modern_local
