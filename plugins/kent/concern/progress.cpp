#include "concern/progress.h"

#include <array>
#include <optional>
#include <string>

namespace termwise::kent {
namespace {

constexpr Published kEnglishProgress{
    {"KS2_COUNT_LP2_E"}, {"KS2_COHORT_LP2_E"}, Measure<Percent>{"KS2_LP2_E"}, "made two levels of progress in English"};
constexpr Published kMathsProgress{
    {"KS2_COUNT_LP2_M"}, {"KS2_COHORT_LP2_M"}, Measure<Percent>{"KS2_LP2_M"}, "made two levels of progress in maths"};
constexpr std::array<const Published*, 2> kSubjects{&kEnglishProgress, &kMathsProgress};
constexpr int kProgressYears = 2;  // the latest and the one before it

void add(Reasoned& all, const Reasoned& one) {
  all.holds = all.holds || one.holds;
  if (one.holds == Truth::yes) append(all.because, one.because);
  if (one.holds == Truth::unknown) append(all.open, one.open);
}

// In the latest year, and in so many of the three.
Reasoned is_value_added_low(Case& school) {
  const int year = school.school().year();
  if (year < kFirstCva || year > kLastCva) return {};
  std::array<Truth, kYearsTogether> low{Truth::no, Truth::no, Truth::no};
  std::vector<std::string> years;
  for (int i = 0; i < kYearsTogether && year - i >= kFirstCva; ++i) {
    low[static_cast<std::size_t>(i)] = school.is(school[kCvaUpper.before(i).linked()] < kAverageCva);
    if (low[static_cast<std::size_t>(i)] == Truth::yes && i > 0) years.push_back(academic_year(year - i));
  }
  const int enough = whole(school.facts(), kSignificantYears);
  const Truth holds = in_every_world(low, [&](const std::array<bool, kYearsTogether>& world) {
    int count = 0;
    for (const bool each : world) count += each ? 1 : 0;
    return world[0] && count >= enough;
  });
  const auto upper = school[kCvaUpper.linked()];
  const std::string average = Decimal(*school.facts().setting(kAverageCva)).to_string();
  if (low[0] == Truth::yes) {
    const auto score = school[kCva.linked()];
    std::string because = "contextual value added" + (score.number() == nullptr ? "" : " of " + score.words()) +
                          " was significantly below " + average + " in " + academic_year(year) +
                          " (its upper confidence limit is " + upper.words() + ")";
    if (!years.empty()) because += ", as it was in " + joined(years);
    const std::string open = because + ", and whether it was in an earlier year is not known";
    return {holds, {because}, {open}};
  }
  return {holds,
          {},
          {"the upper confidence limit of contextual value added in " + academic_year(year) + " is " + upper.words()}};
}

// Below the median in both subjects and in both years.
Reasoned is_two_levels_low(Case& school) {
  Reasoned low{Truth::yes, {}, {}};
  std::vector<std::string> latest;
  for (int i = 0; i < kProgressYears; ++i) {
    const int year = school.school().year() - i;
    const auto standard = school.facts().standard("floor", "ks2", year);
    for (const Published* subject : kSubjects) {
      const Threshold* median = standard ? standard->threshold("progress", subject->percent->code) : nullptr;
      if (median == nullptr) return {};
      const Result result = read_result(school, *subject, i);
      const Truth below = result.has_no_pupils ? Truth::no : is_below(result, *median, school);
      low.holds = low.holds && below;
      if (below == Truth::unknown) low.open.push_back(result.words());
      if (i == 0 && below == Truth::yes)
        latest.push_back(result.words() + ", below the median of " + in_words_of_percent(median->value));
    }
  }
  low.because = {joined(latest) + ", and both were below it the year before too"};
  return low;
}

// Down in each of the last two years and by enough over both, with pupils enough at either end.
Reasoned is_falling(const std::vector<Result>& years, Case& school) {
  const Result& latest = years[0];
  const Result& first = years[2];
  if (latest.has_no_pupils || years[1].has_no_pupils || first.has_no_pupils) return {};
  const auto enough_pupils = [&](const Result& result) {
    return result.pupils ? truth(!result.has_few_pupils(school.facts())) : Truth::unknown;
  };
  const Share now = latest.as_far_as_known(), then = first.as_far_as_known(), between = years[1].as_far_as_known();
  const Truth falls = is_lower(latest, years[1], school) && is_lower(years[1], first, school) &&
                      fell_by(then, now, *school.facts().setting(kFall)) && enough_pupils(latest) &&
                      enough_pupils(first);
  Reasoned falling{falls, {}, {}};
  if (falls == Truth::yes)
    falling.because.push_back("results fell in each of the last two years: " + first.words() + ", " +
                              in_words(between) + " in " + academic_year(years[1].summer) + " and " + in_words(now) +
                              " in " + academic_year(latest.summer));
  if (falls == Truth::unknown) {
    std::vector<std::string> missing;
    for (const Result& year : years)
      if (!year.share || !year.pupils) missing.push_back(academic_year(year.summer));
    falling.open.push_back(missing.empty()
                               ? "the percentages of three years are rounded too far to say whether they fell"
                               : "whether results fell is open without the figures of " + joined(missing));
  }
  return falling;
}

}  // namespace

std::vector<Read> reads_of_progress() {
  return std::vector<Read>{kCva.linked(), kCvaUpper.before(kYearsTogether - 1).linked()} +
         reads(kEnglishProgress, kProgressYears - 1) + reads(kMathsProgress, kProgressYears - 1);
}

Reasoned is_progress_low(const std::vector<Result>& years, Case& school) {
  Reasoned low;
  add(low, is_value_added_low(school));
  add(low, is_two_levels_low(school));
  add(low, is_falling(years, school));
  return low;
}

}  // namespace termwise::kent
