#include "trends/against_nation.h"

#include "facts/results.h"
#include "facts/subject.h"

namespace termwise::kent {
namespace {

void judge(Case& school) {
  const int year = school.school().year();
  if (year < kFirstResults || year > kLastResults || !has_results(school) || !is_of_concern_to_kent(school))
    return school.leave_out();
  const Result result = read_result(school, kJoint, 0);
  if (result.has_no_pupils) return school.leave_out();
  const auto levels = school.facts().standard("national-levels", "ks2", year);
  const Threshold* nation = levels ? levels->threshold("nation", kJoint.percent->code) : nullptr;
  school.fill("result", result.words());
  if (nation == nullptr) return school.answer("NO_FIGURE");
  school.fill("nation", in_words_of_percent(nation->value));
  school.answer(is_below(result, *nation, school), "BELOW_NATION", "NOT_BELOW_NATION", "NOT_KNOWN");
}

}  // namespace

Rule against_nation() {
  return {
      .id = "kent-against-nation",
      .job = "concern-flag",
      .title = "Level 4 in English and maths against the nation",
      .source = "Kent primary briefing, autumn 2008, slide 7",
      .outcomes = {{"BELOW_NATION", "At {school} {result}, below the {nation} of pupils in England."},
                   {"NOT_KNOWN",
                    "Whether {school} was below the {nation} of pupils in England is not known: {result}."},
                   {"NO_FIGURE",
                    "No figure for England is known for {year}, so that {school} is not held against one: {result}."},
                   {"NOT_BELOW_NATION", "At {school} {result}, no lower than the {nation} of pupils in England."}},
      .reads = reads(kJoint, 0),
      .cohort = kCohort.linked(),
      .national_standards = true,
      .judge = judge};
}

}  // namespace termwise::kent
