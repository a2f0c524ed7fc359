#include "standards/judged.h"

#include <algorithm>

namespace termwise::standards {
namespace {

Share share_reached(const Figures& figures, const Threshold& threshold) {
  const auto& counted = figures.attainment.counted;
  if (counted) return share_of(counted->count, counted->of, threshold);
  return share_published(figures.attainment.published, pupils(figures.cohort), threshold);
}

Truth is_under(const Figures& figures, std::size_t subject, const Threshold& threshold) {
  const auto& counted = figures.counted[subject];
  return counted ? share_of(counted->count, counted->of, threshold).holds : threshold.test(figures.score[subject]);
}

void record(const Value& published, const Value& count, const std::optional<Counted>& counted,
            const Threshold& threshold, Truth truth, Case& school) {
  if (counted)
    school.record_share(count, counted->of, threshold, truth);
  else
    school.record(published, threshold, truth);
}

// Every subject under is known, at least one is, and none of them is significantly below average.
bool under_and_not_significant(const Limbs& limbs) {
  if (limbs.joined == Joined::none || limbs.joined == Joined::all || !limbs.significance_counts) return false;
  if (how_many(limbs, Truth::unknown) != 0 || how_many(limbs, Truth::yes) == 0) return false;
  if (limbs.joined == Joined::any_sig1 && !only_subject_under(limbs)) return false;
  for (std::size_t i = 0; i < limbs.subjects; ++i)
    if (limbs.under[i] == Truth::yes && limbs.significant[i] != Truth::no) return false;
  return true;
}

}  // namespace

Judged judge_test(const Test& test, const Figures& figures, bool significance_counts) {
  Judged judged{&test, figures, {}, {}};
  Limbs& limbs = judged.limbs;
  limbs.joined = test.joined;
  limbs.subjects = test.subjects();
  limbs.significance_counts = significance_counts;
  if (test.attainment) {
    judged.attainment = share_reached(figures, *test.attainment);
    limbs.attainment_below = judged.attainment.holds;
  }
  for (std::size_t i = 0; i < limbs.subjects; ++i) {
    limbs.without_median[i] = !test.progress[i];
    limbs.under[i] = test.progress[i] ? is_under(figures, i, *test.progress[i]) : Truth::unknown;
    limbs.significant[i] = test.significance[i] ? test.significance[i]->test(figures.upper[i]) : Truth::unknown;
  }
  judged.below = below(limbs);
  return judged;
}

void record_floors(const Judged& judged, Case& school) {
  const Test& test = *judged.test;
  const Figures& figures = judged.figures;
  if (test.attainment)
    record(figures.attainment.published, figures.attainment.count, figures.attainment.counted, *test.attainment,
           judged.limbs.attainment_below, school);
  for (std::size_t i = 0; i < test.subjects(); ++i)
    if (test.progress[i])
      record(figures.score[i], figures.count[i], figures.counted[i], *test.progress[i], judged.limbs.under[i], school);
}

void record_limits(const Judged& judged, Case& school) {
  const Test& test = *judged.test;
  for (std::size_t i = 0; i < test.subjects(); ++i)
    if (test.significance[i] && needs_limit(judged.limbs, i))
      school.record(judged.figures.upper[i], *test.significance[i], judged.limbs.significant[i]);
}

void note_rounded_boundaries(const Test& test, const Figures& figures, Finding& finding) {
  for (std::size_t i = 0; i < test.subjects(); ++i) {
    const bool rounded = test.progress[i] && !figures.counted[i];
    if ((rounded && (figures.score[i] == test.progress[i]->value) == Truth::yes) ||
        (test.significance[i] && (figures.upper[i] == test.significance[i]->value) == Truth::yes))
      finding.add_note("AT_ROUNDED_BOUNDARY");
  }
}

void note_limbs(const Judged& judged, Finding& finding) {
  const Limbs& limbs = judged.limbs;
  if (judged.attainment.count_mismatch) finding.add_note("COUNT_MISMATCH");
  if (judged.attainment.differs_from_published) finding.add_note("DIFFERS_FROM_PUBLISHED");
  // The others say something of progress once attainment has failed.
  if (limbs.attainment_below != Truth::yes) return;
  if (under_and_not_significant(limbs)) finding.add_note("NOT_SIGNIFICANT");
}

std::string_view weaker(std::string_view basis, std::string_view other) {
  constexpr std::string_view kWeakestFirst[] = {"PUBLISHED_ROUNDED", "INFERRED_COUNT", "COUNTS"};
  for (const std::string_view each : kWeakestFirst)
    if (each == basis || each == other) return each;
  return {};
}

}  // namespace termwise::standards
