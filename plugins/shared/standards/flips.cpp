#include "standards/flips.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace termwise::standards {
namespace {

std::string_view outcome(Truth below) { return below == Truth::yes ? "BELOW" : "NOT_BELOW"; }

// Steps of the last published decimal that bring `value` just to `boundary` or just past it, on either side.
void add_steps(const Value& value, const Decimal& boundary, int decimals, std::vector<std::int64_t>& steps) {
  if (value.number() == nullptr) return;
  const auto distance = add(boundary, value.number()->negated());
  if (!distance) return;
  const int scale = std::max(distance->scale(), decimals);
  const auto fine = distance->rescaled(scale);
  const auto step_size = Decimal(1, decimals).rescaled(scale);
  if (!fine || !step_size) return;
  const std::int64_t nearest = fine->units() / step_size->units();  // towards 0
  for (std::int64_t step = nearest - 1; step <= nearest + 1; ++step)
    if (step != 0) steps.push_back(step);
}

Value moved(const Value& value, std::int64_t steps, int decimals) {
  if (value.number() == nullptr) return value;
  const auto sum = add(*value.number(), Decimal(steps, decimals));
  return sum ? Value(*sum) : Value(Missing::unparseable);
}

class Flips {
 public:
  Flips(const Judged& judged, const Decide& decide, Finding& finding)
      : judged_(judged), decide_(decide), now_(decide(judged.limbs)), finding_(finding) {}

  void add_attainment() {
    if (!judged_.test->attainment || !judged_.attainment.counts) return;
    const auto change = pupils_to_the_other_side(*judged_.attainment.counts, *judged_.test->attainment);
    Limbs changed = judged_.limbs;
    changed.attainment_below = !judged_.limbs.attainment_below;
    const auto& reached = judged_.figures.attainment;
    if (change && decide_(changed) == !now_)
      say(reached.counted ? reached.count : reached.published, Decimal(*change), "pupils");
  }

  void add_subject(std::size_t i) {
    const auto& threshold = judged_.test->progress[i];
    if (!threshold || judged_.figures.missing(i) != nullptr) return;
    if (const auto& counted = judged_.figures.counted[i]) return add_counted(i, *counted, *threshold);
    const Subject& subject = judged_.test->yardstick->subjects[i];
    const Value& score = judged_.figures.score[i];
    const Value& upper = judged_.figures.upper[i];
    const auto& significance = judged_.test->significance[i];
    const bool percent = subject.unit == Percent::name;
    std::vector<std::int64_t> steps;
    add_steps(score, threshold->value, subject.decimals, steps);
    if (significance) add_steps(upper, significance->value, subject.decimals, steps);
    std::sort(steps.begin(), steps.end(), [](std::int64_t a, std::int64_t b) { return std::abs(a) < std::abs(b); });
    for (const std::int64_t step : steps) {
      const Value then = moved(score, step, subject.decimals);
      if (percent && (then.number() == nullptr || !Percent::possible(*then.number()))) continue;
      Limbs changed = judged_.limbs;
      changed.under[i] = threshold->test(then);
      if (significance) changed.significant[i] = significance->test(moved(upper, step, subject.decimals));
      if (decide_(changed) != !now_) continue;
      return say(score, Decimal(step, subject.decimals), percent ? PercentagePoints::name : Points::name);
    }
  }

 private:
  void add_counted(std::size_t i, const Counted& counted, const Threshold& threshold) {
    const auto change = pupils_to_the_other_side({counted.count, counted.count, counted.of}, threshold);
    Limbs changed = judged_.limbs;
    changed.under[i] = !judged_.limbs.under[i];
    if (change && decide_(changed) == !now_) say(judged_.figures.count[i], Decimal(*change), "pupils");
  }

  void say(const Value& figure, const Decimal& change, std::string_view unit) {
    finding_.add_flip(figure.evidence().name, figure.evidence().year, change, unit, outcome(!now_));
  }

  const Judged& judged_;
  const Decide& decide_;
  Truth now_;
  Finding& finding_;
};

}  // namespace

void add_flips(const Judged& judged, const Decide& decide, Finding& finding) {
  if (decide(judged.limbs) == Truth::unknown) return;
  Flips flips(judged, decide, finding);
  flips.add_attainment();
  for (std::size_t i = 0; i < judged.test->subjects(); ++i) flips.add_subject(i);
}

}  // namespace termwise::standards
