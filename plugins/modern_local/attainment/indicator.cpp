#include "attainment/indicator.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "attainment/nation.h"
#include "attainment/options.h"
#include "attainment/results.h"
#include "attainment/verdict.h"
#include "attainment/words.h"
#include "binomial/binomial.h"

namespace termwise::modern_local {
namespace {

// What one run goes by.
struct Run {
  int years_before = 0;  // of the latest results
  Yardstick yardstick;
  std::vector<NationalFigure> nation;  // of the latest results and of the years before
  Threshold outside;                   // the first percentage that is not within the lowest share
  std::string_view confidence_source;
};

// A list of schools need not say the kind; the results do.
bool is_mainstream(const School& school, int years_before) {
  const Text then = school.attribute("kind", school.year() - years_before);
  return ((then.text() != nullptr ? then : school.kind()) == "mainstream") != Truth::no;
}

bool is_open(const School& school) { return (school.status() == "open") != Truth::no; }

// Whether a file of results names it, or the school that it then was.
bool is_on_record(const School& school, int years_before) {
  return school[kCohort.before(years_before).linked()].evidence().token != 0;
}

// Whether a file says anything of its results, if only why there are none.
bool has_results(const School& school, int years_before) {
  const auto is_said = [](const Value& value) {
    return value.missing() == nullptr || *value.missing() != Missing::not_supplied;
  };
  return is_said(school[kCohort.before(years_before).linked()]) ||
         is_said(school[kReached.before(years_before).linked()]);
}

// Results are published in the autumn after the summer in which pupils were tested: until then those of the year before are
// the latest. Empty where neither year has any.
std::optional<int> latest_results(const std::vector<School>& schools) {
  for (const int years_before : {0, 1})
    for (const School& school : schools)
      if (has_results(school, years_before)) return years_before;
  return std::nullopt;
}

std::int64_t whole(const std::optional<Decimal>& number) {
  const Decimal value = number.value_or(Decimal());
  std::int64_t units = value.units();
  for (int scale = value.scale(); scale > 0; --scale) units = units / 10 + (units % 10 == 0 ? 0 : 1);  // up
  return units;
}

// The percentages of those schools that have a place: mainstream, open, and with pupils enough.
Ranking rank(const std::vector<School>& schools, int years_before, const Decimal& fewest) {
  std::vector<Decimal> percentages;
  for (const School& school : schools) {
    const auto cohort = school[kCohort.before(years_before).linked()];
    const auto reached = school[kReached.before(years_before).linked()];
    if (is_mainstream(school, years_before) && is_open(school) && (cohort >= fewest) == Truth::yes &&
        (cohort <= Decimal(kMostPupils)) == Truth::yes && reached.number() != nullptr &&
        Percent::possible(*reached.number()))
      percentages.push_back(*reached.number());
  }
  return Ranking(std::move(percentages));
}

double number(const Decimal& decimal) { return static_cast<double>(decimal.units()) / std::pow(10, decimal.scale()); }

std::shared_ptr<const Run> prepare_run(const Facts& facts, int years_before) {
  const Decimal share = *facts.setting(kLowestShare);
  const std::int64_t fewest = whole(facts.setting(kFewestPupils));
  const Ranking ranking = rank(facts.schools(), years_before, Decimal(fewest));
  Threshold outside;  // a percentage lower than this is within the lowest share
  if (ranking.schools() > 0) outside.value = ranking.first_outside(share);
  outside.source = whose(facts, kLowestShare);
  outside.confidence = "local";
  auto run = std::make_shared<Run>(Run{
      years_before, {ranking, share, fewest, (1 - number(*facts.setting(kConfidence)) / 100) / 2}, {}, outside, {}});
  run->confidence_source = whose(facts, kConfidence);
  for (int i = 0; i < kYearsTogether; ++i)
    run->nation.push_back(national_figure(facts, facts.year() - years_before - i));
  return run;
}

// Why a year cannot be part of the three; empty where it can. A percentage that is missing need not keep it out.
std::string obstacle(const Results& results, const NationalFigure& nation) {
  const std::string year = academic_year(results.summer);
  if (nation.no_tests) return "no tests were held in " + year;
  if (!nation.threshold) return "the national figure of " + year + " is not in config/standards";
  if (results.cohort.missing() != nullptr) return "the number of pupils in " + year + " is " + results.cohort.words();
  if (results.pupils == 0) return "the number of pupils in " + year + " is not a number of pupils";
  return "";
}

struct ThreeYears {
  std::vector<Results> years;  // latest first
  std::optional<Pooled> pooled;
  std::string obstacles;
  std::string_view reason;  // code of the first
};

ThreeYears read_years(const Case& school, const Run& run) {
  ThreeYears history;
  Pooled pooled;
  std::vector<std::string> obstacles;
  double expected = 0;
  for (int i = 0; i < kYearsTogether; ++i) {
    const NationalFigure& nation = run.nation[static_cast<std::size_t>(i)];
    const Results results = history.years.emplace_back(read_results(school, run.years_before + i));
    if ((results.cohort == Decimal(0)) == Truth::yes) continue;  // a year without pupils adds none
    if (std::string problem = obstacle(results, nation); !problem.empty()) {
      if (obstacles.empty())
        history.reason = nation.no_tests || !nation.threshold ? "NO_NATIONAL_FIGURE" : "MISSING_YEARS";
      obstacles.push_back(std::move(problem));
      continue;
    }
    pooled.counts.first += results.counts->first;
    pooled.counts.last += results.counts->last;
    pooled.pupils += results.pupils;
    expected += static_cast<double>(results.pupils) * number(nation.threshold->value) / 100;
  }
  history.obstacles = joined(obstacles);
  if (!obstacles.empty()) return history;
  pooled.national_rate = expected / static_cast<double>(pooled.pupils);
  history.pooled = pooled;
  return history;
}

// Everything that was looked at, with whose figure each limit is.
void record(const ThreeYears& history, const Limbs& limbs, const Run& run, bool ranked, Case& school) {
  if (ranked) school.record(history.years.front().reached, run.outside, limbs.within_lowest);
  for (std::size_t i = 0; i < history.years.size(); ++i) {
    const Results& results = history.years[i];
    if (results.reached.crossed() != nullptr) school.add_note("LINKED_HISTORY");
    if (results.count_mismatch) school.add_note("COUNT_MISMATCH");
    if (run.nation[i].threshold) school.compare(results.reached, *run.nation[i].threshold);
  }
  if (!history.pooled || history.pooled->counts.first != history.pooled->counts.last) return;
  const Pooled& pooled = *history.pooled;
  const auto interval = binomial::exact_interval(pooled.counts.first, pooled.pupils, 1 - 2 * run.yardstick.chance);
  const auto hundredths = [](double rate) { return Decimal(static_cast<std::int64_t>(std::llround(rate * 10000)), 2); };
  const Value upper(hundredths(interval.upper), {kReached.code, history.years.front().summer, 0});
  Threshold nation;
  nation.value = hundredths(pooled.national_rate);
  nation.source = run.confidence_source;
  nation.in_force = "upper end of the exact interval of the three years together, against the national figures";
  nation.confidence = "local";
  school.record(upper, nation, limbs.below_nation);
  school.set_interval(kReached.code, Value(hundredths(interval.lower)), upper);
}

std::string_view why_low(const Limbs& limbs) {
  if (limbs.within_lowest != Truth::yes) return "BELOW_NATION";
  return limbs.below_nation == Truth::yes ? "LOWEST_AND_BELOW_NATION" : "LOWEST_IN_LA";
}

// Why it is not known: the first figure that is missing and could make the difference.
std::string_view why_unknown(const ThreeYears& history, const Limbs& limbs) {
  if (limbs.within_lowest == Truth::unknown) return "MISSING_FIGURE";
  if (!history.pooled) return history.reason;
  const bool all_known = std::all_of(history.years.begin(), history.years.end(),
                                     [](const Results& results) { return results.is_known(); });
  return all_known ? "AMBIGUOUS_ROUNDING" : "MISSING_YEARS";
}

// A school of which no number of pupils is known, or too few of them; whether it was answered.
bool answer_without_cohort(const ThreeYears& history, const Run& run, bool ranked, Case& school) {
  const Results& latest = history.years.front();
  const Missing* missing = latest.cohort.missing();
  const bool none = missing != nullptr ? *missing == Missing::not_supplied : *latest.cohort.number() == Decimal(0);
  school.fill("problem", missing != nullptr ? latest.cohort.words() : "not a number of pupils");
  std::int64_t together = 0;
  for (const Results& results : history.years) together += results.pupils;
  school.fill("together", Pupils::words(Decimal(together)));
  if (none)
    school.answer("EXEMPT", "NO_COHORT");
  else if (latest.pupils == 0)
    school.answer("NOT_EVALUABLE", "COHORT_UNREADABLE");
  else if (!ranked && together < run.yardstick.fewest_pupils)
    school.answer("EXEMPT", "SMALL_COHORT");
  else
    return false;
  return true;
}

// Special and closed schools are left to people. What a file does not say is taken to be so.
bool answer_other_kinds(const Run& run, Case& school) {
  if (!is_mainstream(school.school(), run.years_before))
    school.answer("EXEMPT", "NOT_MAINSTREAM");
  else if (!is_open(school.school()))
    school.answer("EXEMPT", "CLOSED");
  else
    return false;
  return true;
}

void judge(const Run& run, Case& school) {
  if (!is_on_record(school.school(), run.years_before)) return school.leave_out();
  const ThreeYears history = read_years(school, run);
  const Results& latest = history.years.front();
  school.set_cohort(latest.cohort);
  school.fill("results", academic_year(latest.summer));
  if (answer_other_kinds(run, school)) return;
  const bool ranked = latest.pupils >= run.yardstick.fewest_pupils;
  if (answer_without_cohort(history, run, ranked, school)) return;

  const Position position{latest, history.pooled, ranked};
  const Limbs limbs = judge_limbs(position, run.yardstick);
  const auto change = pupils_to_the_other_answer(position, run.yardstick);
  record(history, limbs, run, ranked, school);
  if (latest.is_known()) school.set_basis(latest.count_mismatch ? "PUBLISHED_ROUNDED" : "INFERRED_COUNT");
  const Truth low = limbs.low();
  if (low == Truth::yes)
    school.answer("LOW", why_low(limbs));
  else if (low == Truth::no)
    school.answer("NOT_LOW");
  else
    school.answer("NOT_EVALUABLE", why_unknown(history, limbs));
  if (change)
    school.add_flip(kReached.code, latest.summer, Decimal(*change), Pupils::name,
                    low == Truth::yes ? "NOT_LOW" : "LOW");

  const Found found{position, limbs, run.yardstick,
                    academic_year(history.years.back().summer) + " to " + academic_year(latest.summer),
                    history.obstacles};
  school.fill("schools", among_the_schools(found));
  school.fill("nation", against_the_nation(found));
  school.fill("one_pupil", one_pupil(change));
}

Judge prepare(const Facts& facts) {
  const auto leave_out = [](Case& school) { school.leave_out(); };
  if (!facts.setting(kUseIndicator)) return leave_out;
  const auto years_before = latest_results(facts.schools());
  if (!years_before) return leave_out;
  return [run = prepare_run(facts, *years_before)](Case& school) { judge(*run, school); };
}

}  // namespace

Rule attainment_indicator() {
  return {
      .id = "attainment-indicator",
      .job = "concern-flag",
      .title = "Attainment at the end of primary school (local indicator, not a DfE standard)",
      .source = "Local indicator of the LA, not a DfE standard: there has been none since 2019",
      .outcomes = {{"LOW",
                    "By a local indicator, not a DfE standard, the attainment of {school} is low in {results}: "
                    "{schools}, and {nation}.{one_pupil}"},
                   {"NOT_EVALUABLE",
                    "By a local indicator, not a DfE standard, it cannot be said whether the attainment of {school} "
                    "is low in {results}: {schools}, and {nation}."},
                   {"NOT_LOW",
                    "By a local indicator, not a DfE standard, the attainment of {school} is not low in {results}: "
                    "{schools}, and {nation}.{one_pupil}"},
                   {"EXEMPT", ""}},
      .sentences = {{"not-evaluable-cohort-unreadable",
                     "By a local indicator, not a DfE standard, it cannot be said whether the attainment of {school} "
                     "is low in {results}: the number of its pupils is {problem}."},
                    {"exempt-not-mainstream",
                     "{school} is a special school, and the local indicator of attainment, which is not a DfE "
                     "standard, is not for those; this was asked of the results of {results}."},
                    {"exempt-closed",
                     "{school} is closed, so that the local indicator of attainment, which is not a DfE standard, "
                     "does not judge its results of {results}."},
                    {"exempt-no-cohort",
                     "{school} had no pupils at the end of key stage 2 in {results}, so that the local indicator of "
                     "attainment, which is not a DfE standard, has nothing to judge."},
                    {"exempt-small-cohort",
                     "{school} is not judged by the local indicator of attainment, which is not a DfE standard: over "
                     "{results} and the two years before it had {together}, fewer than {fewest_pupils}, and each of "
                     "them moves its figures too far."}},
      .reads = reads_of_results(),
      .parameters = {kUseIndicator, kLowestShare, kFewestPupils, kConfidence},
      .national_standards = true,
      .prepare = prepare};
}

}  // namespace termwise::modern_local
