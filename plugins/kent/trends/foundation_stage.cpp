#include "trends/foundation_stage.h"

#include <algorithm>
#include <optional>
#include <string>

#include "facts/reasoned.h"
#include "facts/results.h"

namespace termwise::kent {
namespace {

constexpr int kFirstGoals = 2013;  // from when a profile of 17 goals took the place of 13 scales
constexpr Measure<Pupils> kChildren{"EYFS_COHORT"};
constexpr Measure<Points> kMedian{"EYFS_MEDIAN"};
constexpr Measure<Points> kLowestFifth{"EYFS_LOWEST_FIFTH"};
constexpr Published kScales{
    {"EYFS_COUNT_GOOD"},
    kChildren,
    std::nullopt,
    "had 78 points or more, with 6 or more in each scale of personal development and of language,"};
constexpr Published kGoals{{"EYFS_COUNT_GLD"}, kChildren, std::nullopt, "reached a good level of development"};

constexpr Number<Percent> kTarget{
    .name = "foundation_stage_target",
    .minimum = "0",
    .maximum = "100",
    .meaning = "The LA's target for children with the headline of the Foundation Stage; none where it is not set."};
constexpr Number<Percent> kGapTarget{
    .name = "lowest_fifth_gap_target",
    .minimum = "0",
    .maximum = "100",
    .meaning =
        "The LA's target for the gap between the lowest fifth of children and the median, in percent of the median; "
        "a wider gap misses it. None where it is not set."};

template <class Unit>
std::optional<Threshold> target(const Facts& facts, Operator operation, const Number<Unit>& parameter) {
  const auto value = facts.setting(parameter);
  if (!value) return std::nullopt;
  Threshold threshold;
  threshold.operation = operation;
  threshold.value = *value;
  threshold.source = kSetByTheLa;
  threshold.confidence = "local";
  return threshold;
}

// 100 x (median - mean of the lowest fifth) / median, in hundredths, halves up. Empty where no such gap can be.
std::optional<Decimal> gap_between(const Figure<Points>& median, const Figure<Points>& lowest) {
  if (median.number() == nullptr || lowest.number() == nullptr) return std::nullopt;
  const int scale = std::max(median.number()->scale(), lowest.number()->scale());
  const auto all = median.number()->rescaled(scale);
  const auto some = lowest.number()->rescaled(scale);
  constexpr std::int64_t kMostUnits = 100'000'000;  // far beyond the points of any profile
  if (!all || !some || all->units() <= 0 || all->units() > kMostUnits || some->units() < 0 ||
      some->units() > all->units())
    return std::nullopt;
  const std::int64_t hundredths = (20'000 * (all->units() - some->units()) + all->units()) / (2 * all->units());
  return Decimal(hundredths, 2);
}

void judge(Case& school) {
  if ((school.school().status() == "closed") == Truth::yes || !school.on_record(kChildren)) return school.leave_out();
  const Facts& facts = school.facts();
  const Result headline = read_result(school, facts.year() < kFirstGoals ? kScales : kGoals, 0);
  if (headline.has_no_pupils) return school.leave_out();
  const auto median = school[kMedian];
  const auto lowest = school[kLowestFifth];
  const auto gap = gap_between(median, lowest);
  Reasoned missed;
  std::vector<std::string> met;
  const auto take = [&](Truth is_missed, std::string_view code, const std::string& words) {
    missed.holds = missed.holds || is_missed;
    if (is_missed == Truth::yes) {
      missed.because.push_back(words);
      school.add_note(code);
    }
    (is_missed == Truth::no ? met : missed.open).push_back(words);
  };
  const auto wanted = target(facts, Operator::less, kTarget);
  if (wanted)
    take(is_below(headline, *wanted, school), "HEADLINE_MISSED",
         headline.words() + ", and the target is " + Percent::words(wanted->value));
  const auto narrow = target(facts, Operator::greater, kGapTarget);
  if (narrow) {
    const Value seen = gap ? Value(*gap, lowest.evidence())
                           : Value(lowest.missing() != nullptr   ? *lowest.missing()
                                   : median.missing() != nullptr ? *median.missing()
                                                                 : Missing::unparseable,
                                   lowest.evidence());
    const std::string words =
        gap ? "the gap between the lowest fifth of children and the median is " + Percent::words(*gap) +
                  " of the median"
            : "the gap between the lowest fifth of children and the median cannot be worked out from a median that "
              "is " +
                  median.words() + " and an average of the lowest fifth that is " + lowest.words();
    take(school.compare(seen, *narrow), "GAP_MISSED", words + ", and the target is " + Percent::words(narrow->value));
  }
  school.fill("why", in_one_sentence(missed.holds == Truth::yes ? missed.because : missed.open));
  school.fill("met", in_one_sentence(met));
  school.fill("headline", headline.words());
  if (!wanted && !narrow) return school.answer("NO_TARGET");
  school.answer(missed.holds, "MISSED", "MET", "NOT_KNOWN");
}

}  // namespace

Rule foundation_stage() {
  return {
      .id = "kent-foundation-stage",
      .job = "concern-flag",
      .title = "Foundation Stage against the LA's targets",
      .source = "Kent primary briefing, autumn 2008, slide 5, with national indicators 72 and 92",
      .outcomes = {{"MISSED", "{school} missed the LA's target for the Foundation Stage: {why}."},
                   {"NOT_KNOWN", "Whether {school} met the LA's targets for the Foundation Stage is not known: {why}."},
                   {"MET", "{school} met the LA's targets for the Foundation Stage: {met}."},
                   {"NO_TARGET",
                    "The LA has set no target for the Foundation Stage in {year}. At {school} {headline}."}},
      .reads = std::vector<Read>{kMedian, kLowestFifth} + reads(kScales, 0) + reads(kGoals, 0),
      .parameters = {kTarget, kGapTarget},
      .cohort = kChildren,
      .judge = judge};
}

}  // namespace termwise::kent
