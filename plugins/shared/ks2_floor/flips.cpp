#include "ks2_floor/flips.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace termwise::ks2_floor {
namespace {

constexpr int kPublishedScale = 1;  // progress scores and limits are published in tenths of a point

std::string_view outcome(Truth below) { return below == Truth::yes ? "BELOW" : "NOT_BELOW"; }

// Steps of a tenth that bring `value` just to `boundary` or just past it, on either side.
void add_steps(const Value& value, const Decimal& boundary, std::vector<std::int64_t>& steps) {
  if (value.number() == nullptr) return;
  const auto distance = add(boundary, value.number()->negated());
  if (!distance) return;
  const int scale = std::max(distance->scale(), kPublishedScale);
  const auto fine = distance->rescaled(scale);
  const auto tenth = Decimal(1, kPublishedScale).rescaled(scale);
  if (!fine || !tenth) return;
  const std::int64_t nearest = fine->units() / tenth->units();  // towards 0
  for (std::int64_t step = nearest - 1; step <= nearest + 1; ++step)
    if (step != 0) steps.push_back(step);
}

Value moved(const Value& value, std::int64_t steps) {
  if (value.number() == nullptr) return value;
  const auto sum = add(*value.number(), Decimal(steps, kPublishedScale));
  return sum ? Value(*sum) : Value(Missing::unparseable);
}

}  // namespace

void add_flips(const Figures& figures, const FloorStandard& standard, const Attainment& attainment, const Limbs& limbs,
               Finding& finding) {
  const Truth now = below_floor(limbs);
  if (now == Truth::unknown) return;

  if (attainment.counts) {
    const auto change = pupils_to_the_other_side(*attainment.counts, standard.attainment);
    Limbs changed = limbs;
    changed.attainment_below = !limbs.attainment_below;
    if (change && below_floor(changed) == !now)
      finding.add_flip(kAttainment.code, Decimal(*change), "pupils", outcome(!now));
  }

  for (std::size_t i = 0; i < kSubjectCount; ++i) {
    if (figures.score[i].missing() != nullptr) continue;
    std::vector<std::int64_t> steps;
    add_steps(figures.score[i], standard.progress[i].value, steps);
    add_steps(figures.upper[i], standard.significance[i].value, steps);
    std::sort(steps.begin(), steps.end(), [](std::int64_t a, std::int64_t b) { return std::abs(a) < std::abs(b); });
    for (const std::int64_t step : steps) {
      Limbs changed = limbs;
      changed.under[i] = standard.progress[i].test(moved(figures.score[i], step));
      changed.significant[i] = standard.significance[i].test(moved(figures.upper[i], step));
      if (below_floor(changed) != !now) continue;
      finding.add_flip(kSubjects[i].score.code, Decimal(step, kPublishedScale), "points", outcome(!now));
      break;
    }
  }
}

}  // namespace termwise::ks2_floor
