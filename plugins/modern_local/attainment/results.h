// One school's results in one year, as pupils: DfE publishes whole percentages, so the pupils behind one are inferred from
// the cohort, and where the percentage is missing any number of them is possible.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <termwise/plugin.hpp>

namespace termwise::modern_local {

// Of the year's own cohort; before(n) and linked() say which.
inline constexpr Measure<Pupils> kCohort{"KS2_COHORT"};
inline constexpr Measure<Percent> kReached{"KS2_EXS_RWM"};

// The results may be those of the year before the run's, and the two years before them count too. Links are crossed, so that
// a school which was converted has the history of the one that it was.
inline constexpr int kYearsTogether = 3;
inline constexpr int kFarthestBack = kYearsTogether;

// More pupils than any school has at the end of key stage 2: such a cohort is a mistake.
inline constexpr std::int64_t kMostPupils = 10'000;

// How many of the pupils reached the standard, as far as it is known.
struct Counts {
  std::int64_t first = 0;
  std::int64_t last = 0;
};

struct Results {
  int summer;
  Figure<Pupils> cohort;
  Figure<Percent> reached;
  std::int64_t pupils = 0;       // 0 where their number is not known
  std::optional<Counts> counts;  // empty where the number of pupils is not known
  bool count_mismatch = false;   // no number of pupils gives the percentage: the cohort is not what it was counted in

  bool is_known() const { return pupils > 0 && reached.missing() == nullptr; }
};

// Of that many years before the run's.
Results read_results(const Case& school, int years_before);

// What a rule has to say that it reads.
std::vector<Read> reads_of_results();

// As DfE rounds it: halves go up.
std::int64_t percentage(std::int64_t reached, std::int64_t pupils);

// "12 of 30 pupils", "12 to 14 of 230 pupils"
std::string in_words(const Counts& counts, std::int64_t pupils);

}  // namespace termwise::modern_local
