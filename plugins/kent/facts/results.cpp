#include "facts/results.h"

#include <algorithm>

namespace termwise::kent {
namespace {

constexpr int kLastOwnFloor = 2010;  // to which the briefing's 55% holds; then the national standard

// Of a percentage as pupils: 55% of 30 are 16.5. Empty where no decimal holds it.
std::optional<Decimal> in_pupils(const Decimal& percent, std::int64_t of) {
  std::int64_t units = 0;
  if (percent.scale() + 2 > Decimal::kMaximumScale || __builtin_mul_overflow(percent.units(), of, &units))
    return std::nullopt;
  Decimal pupils(units, percent.scale() + 2);
  while (pupils.scale() > 0 && pupils.rescaled(pupils.scale() - 1)) pupils = *pupils.rescaled(pupils.scale() - 1);
  return pupils;
}

}  // namespace

bool Result::has_few_pupils(const Facts& facts) const {
  return pupils && Decimal(*pupils) < *facts.setting(kFewPupils);
}

Share Result::as_far_as_known() const { return share.value_or(Share{0, 1, 1, "PUBLISHED_ROUNDED"}); }

std::string Result::words() const {
  const std::string year = " in " + academic_year(summer);
  if (share) return in_words(*share) + " " + std::string(reached) + year;
  const Missing* missing = figure.missing();
  return "how many " + std::string(reached) + year + " is " +
         std::string(termwise::in_words(missing == nullptr ? Missing::unparseable : *missing));
}

Result read_result(Case& school, const Published& published, int years_before) {
  const auto count = school[published.count.before(years_before).linked()];
  const auto of = school[published.of.before(years_before).linked()];
  const auto percent = published.percent ? school[published.percent->before(years_before).linked()]
                                         : Figure<Percent>(Value(Missing::not_supplied));
  Result result;
  result.summer = school.school().year() - years_before;
  result.reached = published.reached;
  result.pupils = pupils_of(of);
  result.has_no_pupils = (of == Decimal(0)) == Truth::yes;
  result.share = share_of({count, of, percent});
  const bool by_count = result.share ? result.share->basis == "COUNTS"
                                     : percent.missing() != nullptr && *percent.missing() == Missing::not_supplied;
  result.figure = by_count ? Value(count) : Value(percent);
  // A count is of no use where nobody knows of how many.
  if (by_count && !result.share && of.missing() != nullptr && count.missing() == nullptr) result.figure = of;
  for (const Value* each : {static_cast<const Value*>(&count), static_cast<const Value*>(&percent)})
    if (each->evidence().crossed != nullptr && each->number() != nullptr) school.add_note("LINKED_HISTORY");
  return result;
}

std::vector<Read> reads(const Published& published, int years_before) {
  std::vector<Read> all{published.count.before(years_before).linked(), published.of.before(years_before).linked()};
  if (published.percent) all.emplace_back(published.percent->before(years_before).linked());
  return all;
}

std::vector<Read> operator+(std::vector<Read> some, const std::vector<Read>& more) {
  some.insert(some.end(), more.begin(), more.end());
  return some;
}

std::string Floor::words() const { return std::string(of) + " floor of " + in_words_of_percent(threshold.value); }

std::string Floor::which_is() const { return std::string(of) + " floor is " + in_words_of_percent(threshold.value); }

std::optional<Floor> joint_floor(const Facts& facts) {
  if (facts.year() <= kLastOwnFloor) {
    const Threshold own = threshold_of(facts, Operator::less, kJointFloor, kBriefing);
    return Floor{own, own.source == kSetByTheLa ? "the LA's own" : "Kent's"};
  }
  Threshold threshold;
  if (const auto later = facts.setting(kLaterJointFloor)) {
    threshold.value = *later;
    threshold.source = kSetByTheLa;
    threshold.confidence = "local";
    return Floor{threshold, "the LA's own"};
  }
  const auto standard = facts.standard("floor", "ks2", facts.year());
  const Threshold* national = standard ? standard->threshold("attainment", kJoint.percent->code) : nullptr;
  if (national == nullptr) return std::nullopt;
  return Floor{*national, "the national"};
}

Truth is_below(const Result& result, const Threshold& percent, Case& school) {
  if (!result.share) {
    // A figure that is there and cannot be used is a mistake, and answers nothing.
    const Missing* missing = result.figure.missing();
    const Value unusable(missing == nullptr ? Missing::unparseable : *missing, result.figure.evidence());
    return school.compare(unusable, percent);
  }
  const Truth answer = below(*result.share, percent.value);
  Threshold limit = percent;
  if (result.share->basis == "COUNTS")
    if (const auto pupils = in_pupils(percent.value, result.share->of)) {
      limit.value = *pupils;
      limit.in_force = "that percentage, as pupils";
    }
  school.record(result.figure, limit, answer);
  return answer;
}

Truth is_lower(const Result& now, const Result& before, Case& school) {
  const Truth answer = lower(now.as_far_as_known(), before.as_far_as_known());
  Threshold threshold;
  threshold.operation = Operator::less;
  threshold.source = "the year before, each as a share of its pupils";
  threshold.confidence = "local";
  // A count and a percentage beside each other would say nothing.
  if (before.figure.number() == nullptr || before.figure.evidence().name != now.figure.evidence().name) return answer;
  threshold.value = *before.figure.number();
  school.record(now.figure, threshold, answer);
  return answer;
}

}  // namespace termwise::kent
