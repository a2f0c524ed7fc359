#include "attainment/words.h"

#include <cmath>

namespace termwise::modern_local {
namespace {

constexpr std::string_view kStandard = "the expected standard in reading, writing and maths";

// "12 of 30 pupils (40%) reached ..."
std::string reached(const Results& results) {
  const std::string published = results.reached.words();
  if (results.count_mismatch) return published + " of pupils (as published) reached " + std::string(kStandard);
  return in_words(*results.counts, results.pupils) + " (" + published + ") reached " + std::string(kStandard);
}

std::string place(const Found& found) {
  const Results& results = found.position.results;
  const Decimal& percent = *results.reached.number();
  const std::size_t below = found.yardstick.ranking.at_or_below(percent, percent);
  const std::string inside = found.limbs.within_lowest == Truth::yes ? "which is" : "which is not";
  return inside + " within the lowest " + Percent::words(found.yardstick.lowest_share) + " of the LA's schools (" +
         std::to_string(below) + " of " + std::to_string(found.yardstick.ranking.schools()) + " have " +
         Percent::words(percent) + " or less)";
}

// To one decimal, as people write them.
std::string share(double rate) {
  const auto tenths = static_cast<std::int64_t>(std::llround(rate * 1000));
  return tenths % 10 == 0 ? std::to_string(tenths / 10) + "%" : Decimal(tenths, 1).to_string() + "%";
}

}  // namespace

std::string among_the_schools(const Found& found) {
  const Results& results = found.position.results;
  if (!results.is_known())
    return "the percentage of pupils who reached " + std::string(kStandard) + " is " + results.reached.words();
  if (!found.position.ranked)
    return reached(results) + ", and with fewer than " + std::to_string(found.yardstick.fewest_pupils) +
           " pupils it has no place among the LA's schools";
  return reached(results) + ", " + place(found);
}

std::string against_the_nation(const Found& found) {
  if (!found.position.pooled)
    return "whether " + found.years + " together are significantly below the nation is not known, because " +
           found.without_nation;
  const Pooled& pooled = *found.position.pooled;
  std::string text = "over " + found.years + " together " + in_words(pooled.counts, pooled.pupils) + " did, ";
  const std::string nation = " below the national " + share(pooled.national_rate) + " of those years";
  if (found.limbs.below_nation == Truth::unknown) return text + "which may be significantly" + nation + " or not";
  return text + (found.limbs.below_nation == Truth::yes ? "significantly" : "which is not significantly") + nation;
}

std::string one_pupil(std::optional<std::int64_t> change) {
  if (change == 1) return " One more pupil at the standard would have changed this.";
  if (change == -1) return " One pupil fewer at the standard would have changed this.";
  return "";
}

}  // namespace termwise::modern_local
