// The attainment limb. DfE publishes whole percentages, so the number of pupils behind one is inferred from
// the cohort: of `cohort` pupils, k are published as floor(100 k / cohort + 1/2) percent, halves going up.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <termwise/standard.hpp>
#include <termwise/value.hpp>

namespace termwise::ks2_floor {

// All the numbers of pupils that a published percentage may stand for; they follow one another.
struct Counts {
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::int64_t cohort = 0;
};

struct Attainment {
  Truth below = Truth::unknown;         // unknown: no figure, or the counts lie on both sides of the threshold
  std::optional<Counts> counts;         // where a count fits the published figure
  bool count_mismatch = false;          // no count fits, so the cohort is not the figure's denominator
  bool differs_from_published = false;  // the counts agree, and the published figure says the opposite
  std::string_view basis;               // "INFERRED_COUNT", "PUBLISHED_ROUNDED", empty where there is no figure
};

// `cohort` is above 0.
Attainment judge_attainment(const Value& published, std::int64_t cohort, const Threshold& threshold);

std::optional<Counts> fitting_counts(const Decimal& published, std::int64_t cohort);

// Whether that many pupils are below the threshold; unknown where the counts disagree.
Truth below_threshold(const Counts& counts, const Threshold& threshold);

// The change in pupils, nearest to 0, that would move every one of the counts to the other side.
std::optional<std::int64_t> pupils_to_the_other_side(const Counts& counts, const Threshold& threshold);

}  // namespace termwise::ks2_floor
