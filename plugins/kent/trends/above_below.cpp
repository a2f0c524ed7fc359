#include "trends/above_below.h"

#include <optional>
#include <string>

#include "facts/parameters.h"
#include "facts/results.h"
#include "facts/subject.h"

namespace termwise::kent {
namespace {

constexpr int kFirstSeparate = 2004;  // from when results are kept, by subject
constexpr int kLastSeparate = 2008;   // then the floor was for both together

// One of the three: what it reads, and for which years it holds.
struct Kind {
  const Published& published;
  int first_year;
  int last_year;
  std::optional<Floor> (*floor)(const Facts& facts);
};

template <const Number<Percent>& parameter>
std::optional<Floor> separate(const Facts& facts) {
  const Threshold threshold = threshold_of(facts, Operator::less, parameter, kBriefing);
  return Floor{threshold, threshold.source == kSetByTheLa ? "the LA's own" : "the"};
}

void judge(const Kind& kind, Case& school) {
  const int year = school.school().year();
  if (year < kind.first_year || year > kind.last_year || !has_results(school) || !is_of_concern_to_kent(school))
    return school.leave_out();
  const Result now = read_result(school, kind.published, 0);
  const Result before = read_result(school, kind.published, 1);
  const auto floor = kind.floor(school.facts());
  const auto is_low = [&](const Result& result) {
    return floor && !result.has_no_pupils ? is_below(result, floor->threshold, school) : Truth::unknown;
  };
  const Truth is_now = is_low(now);
  const Truth was = is_low(before);
  school.fill("floor", floor ? floor->words() : "the floor");
  school.fill("now", now.words());
  school.fill("before", before.share ? in_words(*before.share) : "");
  if (is_now != Truth::unknown && was != Truth::unknown) {
    if (is_now == Truth::yes) return school.answer(was == Truth::yes ? "STAYED_BELOW" : "FELL_BELOW");
    return school.answer(was == Truth::yes ? "ROSE_ABOVE" : "STAYED_ABOVE");
  }
  std::vector<std::string> open;
  for (const auto& [result, answer] : {std::pair(&now, is_now), std::pair(&before, was)}) {
    if (answer != Truth::unknown) continue;
    if (result->has_no_pupils)
      open.push_back("nobody was at the end of key stage 2 in " + academic_year(result->summer));
    else
      open.push_back(result->words() + (result->share ? ", which may be below it or not" : ""));
  }
  school.fill("open", floor ? joined(open) : "no floor is known for " + academic_year(year));
  school.answer("NOT_KNOWN");
}

Rule rule(const std::string& id, const std::string& what, const std::string& slides, const Kind& kind) {
  const std::string figures = ": {now}, and it was {before} the year before.";
  return {.id = id,
          .job = "concern-flag",
          .title = "Above or below the floor for " + what + " since the year before",
          .source = "Kent primary briefing, autumn 2008, " + slides,
          .outcomes = {{"FELL_BELOW", "{school} fell below {floor} for " + what + figures},
                       {"ROSE_ABOVE", "{school} rose above {floor} for " + what + figures},
                       {"STAYED_BELOW", "{school} stayed below {floor} for " + what + figures},
                       {"STAYED_ABOVE", "{school} stayed at or above {floor} for " + what + figures},
                       {"NOT_KNOWN", "Whether {school} rose above {floor} for " + what +
                                         " or fell below it since the year before is not known: {open}."}},
          .listed = 2,
          .reads = reads(kind.published, 1),
          .parameters = {},
          .cohort = kCohort.linked(),
          .national_standards = true,
          .judge = [kind](Case& school) { judge(kind, school); }};
}

}  // namespace

Rule english_above_below() {
  Rule english = rule("kent-above-below-english", "level 4 in English", "slide 7",
                      {kEnglish, kFirstSeparate, kLastSeparate, separate<kEnglishStandard>});
  english.parameters = {kEnglishStandard};
  return english;
}

Rule maths_above_below() {
  Rule maths = rule("kent-above-below-maths", "level 4 in maths", "slide 7",
                    {kMaths, kFirstSeparate, kLastSeparate, separate<kMathsStandard>});
  maths.parameters = {kMathsStandard};
  return maths;
}

Rule joint_above_below() {
  Rule joint = rule("kent-above-below", "level 4 in English and maths", "slides 8 and 24",
                    {kJoint, kFirstResults, kLastResults, joint_floor});
  joint.parameters = {kJointFloor, kLaterJointFloor};
  return joint;
}

}  // namespace termwise::kent
