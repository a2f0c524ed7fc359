#include "concern/attainment.h"

#include <optional>
#include <string>

namespace termwise::kent {
namespace {

// Years of which the pupils are known, added up.
struct Pooled {
  Share share;
  int first = 0;
  int last = 0;
  int years = 0;

  std::string words() const {
    return "over " + academic_year(first) + " to " + academic_year(last) + " together " + in_words(share);
  }
};

std::optional<Pooled> pool(const std::vector<Result>& years, int enough) {
  std::optional<Pooled> pooled;
  for (const Result& year : years) {
    if (!year.share || !year.share->is_of_pupils()) continue;
    pooled = pooled ? Pooled{together(pooled->share, *year.share), year.summer, pooled->last, pooled->years + 1}
                    : Pooled{*year.share, year.summer, year.summer, 1};
  }
  return pooled && pooled->years >= enough ? pooled : std::nullopt;
}

// As evidence, the pupils of all years stand under the latest.
Truth is_pooled_below(const Pooled& pooled, const Threshold& floor, Case& school) {
  if (pooled.share.basis != "COUNTS") return below(pooled.share, floor.value);
  Result together;
  together.summer = pooled.last;
  together.share = pooled.share;
  together.figure = Value(Decimal(pooled.share.first), {kJoint.count.code, pooled.last, 0});
  Threshold of_all = floor;
  of_all.source = floor.source == kSetByTheLa ? "set by the LA, of the years together"
                                              : "the floor of the latest year, of the years together";
  return is_below(together, of_all, school);
}

}  // namespace

std::vector<Result> read_joint_results(Case& school) {
  std::vector<Result> years;
  for (int i = 0; i < kYearsTogether; ++i) years.push_back(read_result(school, kJoint, i));
  return years;
}

Reasoned is_low_attaining(const std::vector<Result>& years, Case& school) {
  const Result& latest = years.front();
  const auto floor = joint_floor(school.facts());
  if (latest.has_no_pupils) return {};
  if (!floor)
    return {
        Truth::unknown, {}, {"no floor for level 4 in English and maths is known for " + academic_year(latest.summer)}};
  for (std::size_t i = 1; i < years.size(); ++i)
    if (!years[i].has_no_pupils) is_below(years[i], floor->threshold, school);
  const Truth latest_is = is_below(latest, floor->threshold, school);
  const auto pooled = pool(years, whole(school.facts(), kPooledYears));
  const Truth together_are = pooled ? is_pooled_below(*pooled, floor->threshold, school) : Truth::no;
  const bool few = latest.has_few_pupils(school.facts());
  if (few) school.add_note("LOW_CONFIDENCE");

  Reasoned low;
  low.holds = few && pooled ? together_are : latest_is || together_are;
  const std::string beside = ", below " + floor->words();
  const bool says_latest = latest_is == Truth::yes && !(few && pooled);
  if (says_latest) low.because.push_back(latest.words() + beside);
  if (together_are == Truth::yes)
    low.because.push_back(says_latest ? pooled->words() + " did"
                                      : pooled->words() + " " + std::string(latest.reached) + beside);
  if (low.holds == Truth::unknown) {
    const bool years_decide = few && pooled;
    const std::string words = years_decide ? pooled->words() + " " + std::string(latest.reached) : latest.words();
    low.open.push_back(words + (latest.share ? ", which may be below " + floor->words() + " or not" : ""));
  }
  return low;
}

}  // namespace termwise::kent
