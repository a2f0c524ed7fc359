#include "standards/clauses.h"

namespace termwise::standards {
namespace {

std::string number(const Decimal& value, std::string_view unit) { return in_unit(value, unit); }

std::string count_range(const Counts& counts) {
  if (counts.first == counts.last) return std::to_string(counts.first);
  return std::to_string(counts.first) + (counts.last == counts.first + 1 ? " or " : " to ") +
         std::to_string(counts.last);
}

const Subject& subject(const Judged& judged, std::size_t i) { return judged.test->yardstick->subjects[i]; }

// "-5.2", "93%", or "80 of 90 pupils (88.9%)"
std::string score(const Judged& judged, std::size_t i) {
  if (const auto& counted = judged.figures.counted[i])
    return std::to_string(counted->count) + " of " + Pupils::words(Decimal(counted->of)) + ", " +
           percent_in_words(counted->count, counted->of);
  const Value& value = judged.figures.score[i];
  if (const Missing* missing = value.missing()) return std::string(in_words(*missing));
  return number(*value.number(), subject(judged, i).unit);
}

std::string upper_limit(const Judged& judged, std::size_t i) {
  return "upper confidence limit " + Figure<Points>(judged.figures.upper[i]).words();
}

// That the scores which are missing leave the verdict as it is.
std::string without_difference(const Judged& judged) {
  const auto missing = missing_scores(judged.figures, *judged.test);
  return missing.empty() ? std::string() : "; " + joined(missing) + ", which could not change this";
}

bool is_only_score(const Judged& judged) { return judged.test->yardstick->attainment.empty(); }

// Of a score that decides alone: "its Progress 8 score was -0.55"
std::string only_score(const Judged& judged) {
  return "its " + std::string(subject(judged, 0).name) + " score was " + score(judged, 0);
}

std::string floor_of(const Judged& judged, std::size_t i) {
  return number(judged.test->progress[i]->value, subject(judged, i).unit);
}

// Each subject under and significantly below average, with its limit; of them, or of none.
std::string significant(const Judged& judged, Truth wanted) {
  std::vector<std::string> items;
  for (std::size_t i = 0; i < judged.limbs.subjects; ++i)
    if (judged.limbs.under[i] == Truth::yes && judged.limbs.significant[i] == wanted)
      items.push_back(std::string(subject(judged, i).name) + " (" + upper_limit(judged, i) + ")");
  return joined(items);
}

}  // namespace

std::string_view bar_of(const Judged& judged) { return judged.limbs.joined == Joined::all ? "median" : judged.bar; }

std::string attained(const Judged& judged) {
  if (const auto& counted = judged.figures.attainment.counted)
    return std::to_string(counted->count) + " of " + Pupils::words(Decimal(counted->of)) + " (" +
           percent_in_words(counted->count, counted->of) + ")";
  const std::string published = Figure<Percent>(judged.figures.attainment.published).words();
  const Share& share = judged.attainment;
  if (!share.counts) return published + " of pupils (as published)";
  std::string text = count_range(*share.counts) + " of " + Pupils::words(Decimal(share.counts->of)) + " (";
  text += share.differs_from_published
              ? "published as " + published + ", but in fact just " + (share.holds == Truth::yes ? "under" : "over")
              : published;
  return text + ")";
}

std::string attainment_floor(const Judged& judged) { return Percent::words(judged.test->attainment->value); }

std::string scores(const Judged& judged, Truth under) {
  std::vector<std::string> items;
  for (std::size_t i = 0; i < judged.limbs.subjects; ++i)
    if (judged.limbs.under[i] == under && judged.test->progress[i])
      items.push_back(std::string(subject(judged, i).name) + " (" + score(judged, i) + ", " +
                      std::string(bar_of(judged)) + " " + floor_of(judged, i) + ")");
  return joined(items);
}

std::string progress_below(const Judged& judged) {
  if (is_only_score(judged))
    return only_score(judged) + ", under the " + std::string(judged.bar) + " of " + floor_of(judged, 0) +
           " and significantly below average (" + upper_limit(judged, 0) + ")";
  const Limbs& limbs = judged.limbs;
  std::string text = "progress was below the " + std::string(bar_of(judged)) + " in " + scores(judged, Truth::yes);
  if (limbs.joined == Joined::any_each_sig)
    text += ", significantly below average in " + significant(judged, Truth::yes);
  else if (limbs.joined == Joined::any_sig1 && how_many(limbs, Truth::yes) == 1 && limbs.significance_counts)
    for (std::size_t i = 0; i < limbs.subjects; ++i)
      if (limbs.under[i] == Truth::yes)
        text += " and significantly below average there (" + upper_limit(judged, i) + ")";
  return text + without_difference(judged);
}

std::string progress_not_below(const Judged& judged) {
  const Limbs& limbs = judged.limbs;
  if (is_only_score(judged))
    return only_score(judged) + (limbs.under[0] == Truth::yes
                                     ? ", under the " + std::string(judged.bar) + " of " + floor_of(judged, 0) +
                                           ", but not significantly below average (" + upper_limit(judged, 0) + ")"
                                     : ", and the " + std::string(judged.bar) + " is " + floor_of(judged, 0));
  if (limbs.joined == Joined::any_sig1)
    if (const auto only = only_subject_under(limbs))
      return "progress was below the " + std::string(judged.bar) + " only in " + scores(judged, Truth::yes) +
             ", and not significantly below average there (" + upper_limit(judged, *only) + ")";
  if (limbs.joined == Joined::any_each_sig && how_many(limbs, Truth::yes) > 0)
    return "progress was below the " + std::string(judged.bar) + " in " + scores(judged, Truth::yes) +
           ", but not significantly below average in " + significant(judged, Truth::no) + without_difference(judged);
  return "progress was at or above the " + std::string(bar_of(judged)) + " in " + scores(judged, Truth::no) +
         without_difference(judged);
}

std::string only_under(const Judged& judged) {
  if (is_only_score(judged))
    return only_score(judged) + ", under the " + std::string(judged.bar) + " of " + floor_of(judged, 0);
  return "progress was below the " + std::string(judged.bar) + " only in " + scores(judged, Truth::yes);
}

std::string attainment_gap(const Judged& judged) {
  if (judged.figures.attainment.missing() != nullptr) return missing_attainment(judged.figures, *judged.test);
  const Counts& counts = *judged.attainment.counts;
  return "the published " + Figure<Percent>(judged.figures.attainment.published).words() + " may stand for " +
         count_range(counts) + " of " + Pupils::words(Decimal(counts.of)) + ", which lie on both sides of the " +
         attainment_floor(judged) + " " + std::string(judged.bar);
}

std::string missing_limits(const Judged& judged) {
  std::vector<std::string> subjects;
  for (std::size_t i = 0; i < judged.limbs.subjects; ++i)
    if (judged.limbs.under[i] == Truth::yes && judged.figures.upper[i].missing() != nullptr)
      subjects.push_back("the upper confidence limit in " + std::string(subject(judged, i).name) + " is " +
                         Figure<Points>(judged.figures.upper[i]).words());
  return joined(subjects);
}

std::string missing_medians(const Judged& judged) {
  std::vector<std::string> subjects;
  for (std::size_t i = 0; i < judged.limbs.subjects; ++i)
    if (judged.limbs.without_median[i]) subjects.emplace_back(subject(judged, i).name);
  return joined(subjects);
}

std::vector<std::string> unverified(const Judged& judged) {
  std::vector<std::string> items;
  const auto is = [](const std::optional<Threshold>& threshold) {
    return threshold && threshold->confidence == "memory";
  };
  const Limbs& limbs = judged.limbs;
  if (is(judged.test->attainment))
    items.push_back("the " + std::string(judged.bar) + " of " + attainment_floor(judged));
  if (limbs.attainment_below == Truth::no) return items;  // progress then decided nothing
  for (std::size_t i = 0; i < limbs.subjects; ++i)
    if (is(judged.test->progress[i]))
      items.push_back("the " + std::string(bar_of(judged)) + " of " + floor_of(judged, i) + " in " +
                      std::string(subject(judged, i).name));
  bool significance = false;
  for (std::size_t i = 0; i < limbs.subjects; ++i)
    significance =
        significance || (limbs.under[i] == Truth::yes && needs_limit(limbs, i) && is(judged.test->significance[i]));
  if (significance) items.emplace_back("that the score must be significantly below average");
  return items;
}

std::string unverified_sentence(const std::vector<std::string>& thresholds) {
  return thresholds.empty() ? std::string() : " Not verified against the published rule: " + joined(thresholds) + ".";
}

}  // namespace termwise::standards
