#include "standards/floor_words.h"

#include <string>

#include "standards/clauses.h"

namespace termwise::standards {
namespace {

constexpr const char* kBelow =
    "{school} is below {standard}{mode}: {attained} {reached}, under the floor of {attainment_floor}, and "
    "{progress}.{unverified}";
// DfE advised so in 2016, and the school's status stays as it is.
constexpr const char* kBelowWritingOnly =
    "{school} is below {standard}{mode}: {attained} {reached}, under the floor of {attainment_floor}, and {progress}. "
    "Writing is the only subject below its floor, and DfE advised against intervening in a school on that "
    "alone.{unverified}";
// Before there was a progress limb.
constexpr const char* kBelowAttainment =
    "{school} is below {standard}{mode}: {attained} {reached}, under the floor of {attainment_floor}.{unverified}";
// Progress 8 alone.
constexpr const char* kBelowScore = "{school} is below {standard}{mode}: {progress}.{unverified}";

void say_below(const Judged& judged, Case& school) {
  if (judged.limbs.joined == Joined::none)
    school.say("below-attainment");
  else if (!judged.test->attainment)
    school.say("below-score");
  else if (is_writing_only(judged))
    school.say("below-writing-only");
}

constexpr const char* kNotBelowAttainment =
    "{school} is not below {standard}{mode}: {attained} {reached}, and the floor is {attainment_floor}.{unverified}";
constexpr const char* kNotBelowProgress =
    "{school} is not below {standard}{mode}: {attained} {reached}, which is under the floor of {attainment_floor}, but "
    "{progress}.{unverified}";
constexpr const char* kNotBelowAnyAttainment =
    "{school} is not below {standard}{mode}, whatever its attainment, because {progress}. Its attainment is not known "
    "exactly: {gap}.{unverified}";
constexpr const char* kNotBelowScore = "{school} is not below {standard}{mode}: {progress}.{unverified}";

void say_not_below(const Judged& judged, Case& school) {
  if (!judged.test->attainment)
    school.say("not-below-score");
  else if (judged.limbs.attainment_below == Truth::no)
    school.say("not-below-attainment");
  else if (judged.limbs.attainment_below == Truth::yes)
    school.say("not-below-progress");
  else
    school.say("not-below-any-attainment");
}

constexpr const char* kMissingMeasure =
    "{school} cannot be judged against {standard}{mode}: {missing}, and the result depends on it.{unverified}";
constexpr const char* kMissingMedian =
    "{school} cannot be judged against {standard}: the national median of progress in {medians} is not known, and the "
    "result depends on it.{unverified}";
constexpr const char* kMissingInterval =
    "{school} cannot be judged against {standard}: {under}, which counts only if it is significantly below average, "
    "and "
    "{problem}.{unverified}";
constexpr const char* kAmbiguousRounding = "{school} cannot be judged against {standard}: {because}.{unverified}";

}  // namespace

std::vector<Template> verdict_sentences() {
  return {{"below", kBelow},
          {"below-attainment", kBelowAttainment},
          {"not-below-attainment", kNotBelowAttainment},
          {"not-below-progress", kNotBelowProgress},
          {"not-below-any-attainment", kNotBelowAnyAttainment},
          {"not-evaluable-missing-measure", kMissingMeasure},
          {"not-evaluable-missing-median", kMissingMedian},
          {"not-evaluable-missing-interval", kMissingInterval},
          {"not-evaluable-ambiguous-rounding", kAmbiguousRounding}};
}

std::vector<Template> writing_only_sentences() { return {{"below-writing-only", kBelowWritingOnly}}; }

std::vector<Template> score_sentences() { return {{"below-score", kBelowScore}, {"not-below-score", kNotBelowScore}}; }

bool is_writing_only(const Judged& judged) {
  const auto only = only_subject_under(judged.limbs);
  return judged.limbs.joined == Joined::any_sig1 && only && judged.test->yardstick->subjects[*only].name == "writing";
}

void say_verdict(const Judged& judged, Case& school) {
  const bool is_below = judged.below == Truth::yes;
  is_below ? say_below(judged, school) : say_not_below(judged, school);
  if (judged.test->attainment) {
    if (judged.attainment.holds != Truth::unknown) school.fill("attained", attained(judged));
    if (judged.attainment.holds == Truth::unknown) school.fill("gap", attainment_gap(judged));
    school.fill("reached", std::string(judged.test->yardstick->reached));
    school.fill("attainment_floor", attainment_floor(judged));
  }
  if (judged.limbs.joined != Joined::none && judged.limbs.attainment_below != Truth::no)
    school.fill("progress", is_below ? progress_below(judged) : progress_not_below(judged));
  school.fill("unverified", unverified_sentence(unverified(judged)));
}

void say_not_evaluable(const Judged& judged, Case& school) {
  school.fill("missing", joined(missing_figures(judged.figures, *judged.test)));
  school.fill("medians", missing_medians(judged));
  school.fill("under", only_under(judged));
  school.fill("problem", missing_limits(judged));
  if (judged.test->attainment && judged.attainment.counts && judged.attainment.holds == Truth::unknown)
    school.fill("because", (judged.limbs.joined == Joined::none ? "" : progress_below(judged) + ", but ") +
                               attainment_gap(judged));
  school.fill("unverified", unverified_sentence(unverified(judged)));
}

}  // namespace termwise::standards
