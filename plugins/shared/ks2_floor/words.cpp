#include "ks2_floor/words.h"

#include <string>
#include <vector>

namespace termwise::ks2_floor {
namespace {

// "reading (-5.2, floor -5.0)" for each subject whose comparison came out so.
std::string scores(const Judgement& j, Truth under) {
  std::vector<std::string> items;
  for (std::size_t i = 0; i < kSubjectCount; ++i)
    if (j.limbs.under[i] == under)
      items.push_back(std::string(kSubjects[i].name) + " (" + j.figures.score[i].words() + ", floor " +
                      Points::words(j.standard.progress[i].value) + ")");
  return joined(items);
}

std::string count_range(const Counts& counts) {
  if (counts.first == counts.last) return std::to_string(counts.first);
  return std::to_string(counts.first) + (counts.last == counts.first + 1 ? " or " : " to ") +
         std::to_string(counts.last);
}

// "18 of 31 pupils (58%)"
std::string attained(const Judgement& j) {
  const std::string published = j.figures.attainment.words();
  if (!j.attainment.counts) return published + " of pupils (as published)";
  std::string text =
      count_range(*j.attainment.counts) + " of " + Pupils::words(Decimal(j.attainment.counts->cohort)) + " (";
  text += j.attainment.differs_from_published ? "published as " + published + ", but in fact just " +
                                                    (j.attainment.below == Truth::yes ? "under" : "over")
                                              : published;
  return text + ")";
}

std::string upper_limit(const Judgement& j, std::size_t subject) {
  return "upper confidence limit " + j.figures.upper[subject].words();
}

// That the scores which are missing leave the verdict as it is.
std::string without_difference(const Judgement& j) {
  const auto missing = missing_scores(j.figures);
  return missing.empty() ? std::string() : "; " + joined(missing) + ", which could not change this";
}

// What progress says, in a clause, where it decides.
std::string progress_below(const Judgement& j) {
  std::string text = "progress was below the floor in " + scores(j, Truth::yes);
  if (how_many(j.limbs, Truth::yes) == 1 && j.limbs.significance_counts)
    for (std::size_t i = 0; i < kSubjectCount; ++i)
      if (j.limbs.under[i] == Truth::yes) text += " and significantly below average there (" + upper_limit(j, i) + ")";
  text += without_difference(j);
  return text;
}

std::string progress_not_below(const Judgement& j) {
  if (const auto only = only_subject_under(j.limbs))
    return "progress was below the floor only in " + scores(j, Truth::yes) +
           ", and not significantly below average there (" + upper_limit(j, *only) + ")";
  return "progress was at or above the floor in " + scores(j, Truth::no) + without_difference(j);
}

// Why attainment is not known to be on either side of its floor.
std::string attainment_gap(const Judgement& j) {
  if (const Missing* missing = j.figures.attainment.missing()) return missing_attainment(*missing);
  return "the published " + j.figures.attainment.words() + " may stand for " + count_range(*j.attainment.counts) +
         " of " + Pupils::words(Decimal(j.attainment.counts->cohort)) + ", which lie on both sides of the " +
         Percent::words(j.standard.attainment.value) + " floor";
}

void fill_attainment(const Judgement& j, Case& school) {
  school.fill("attained", attained(j));
  school.fill("attainment_floor", Percent::words(j.standard.attainment.value));
}

// The confidence limits that decide and are missing.
std::string missing_limits(const Judgement& j) {
  std::vector<std::string> subjects;
  for (std::size_t i = 0; i < kSubjectCount; ++i)
    if (j.limbs.under[i] == Truth::yes && j.figures.upper[i].missing() != nullptr)
      subjects.push_back("the upper confidence limit in " + std::string(kSubjects[i].name) + " is " +
                         j.figures.upper[i].words());
  return joined(subjects);
}

constexpr const char* kBelow =
    "{school} is below {standard}{mode}: "
    "{attained} reached the expected standard in reading, writing and maths, under the floor of {attainment_floor}, "
    "and {progress}.";
// DfE advised so in 2016, and the school's status stays as it is.
constexpr const char* kBelowWritingOnly =
    "{school} is below {standard}{mode}: "
    "{attained} reached the expected standard in reading, writing and maths, under the floor of {attainment_floor}, "
    "and {progress}. "
    "Writing is the only subject below its floor, and DfE advised against intervening in a school on that alone.";

void say_below(const Judgement& j, Case& school) {
  if (only_subject_under(j.limbs) == kWriting) school.say("below-writing-only");
  fill_attainment(j, school);
  school.fill("progress", progress_below(j));
}

constexpr const char* kNotBelowAttainment =
    "{school} is not below {standard}{mode}: "
    "{attained} reached the expected standard in reading, writing and maths, and the floor is {attainment_floor}.";
constexpr const char* kNotBelowProgress =
    "{school} is not below {standard}{mode}: "
    "{attained} reached the expected standard in reading, writing and maths, "
    "which is under the floor of {attainment_floor}, but {progress}.";
constexpr const char* kNotBelowAnyAttainment =
    "{school} is not below {standard}{mode}, whatever its attainment, because {progress}. "
    "Its attainment is not known exactly: {gap}.";

void say_not_below(const Judgement& j, Case& school) {
  if (j.limbs.attainment_below == Truth::no) {
    school.say("not-below-attainment");
    fill_attainment(j, school);
    return;
  }
  school.fill("progress", progress_not_below(j));
  if (j.limbs.attainment_below == Truth::yes) {
    school.say("not-below-progress");
    fill_attainment(j, school);
  } else {
    school.say("not-below-any-attainment");
    school.fill("gap", attainment_gap(j));
  }
}

constexpr const char* kMissingMeasure =
    "{school} cannot be judged against {standard}{mode}: {missing}, and the result depends on it.";
constexpr const char* kMissingInterval =
    "{school} cannot be judged against {standard}: progress was below the floor only in {under}, "
    "which counts only if it is significantly below average, and {problem}.";
constexpr const char* kAmbiguousRounding = "{school} cannot be judged against {standard}: {progress}, but {gap}.";

void say_not_evaluable(const Judgement& j, Case& school) {
  school.fill("missing", missing_figures(j.figures));
  school.fill("under", scores(j, Truth::yes));
  school.fill("problem", missing_limits(j));
  if (j.figures.attainment.missing() == nullptr && j.limbs.attainment_below == Truth::unknown) {
    school.fill("gap", attainment_gap(j));
    school.fill("progress", progress_below(j));
  }
}

}  // namespace

std::vector<Template> judgement_sentences() {
  return {{"below", kBelow},
          {"below-writing-only", kBelowWritingOnly},
          {"not-below-attainment", kNotBelowAttainment},
          {"not-below-progress", kNotBelowProgress},
          {"not-below-any-attainment", kNotBelowAnyAttainment},
          {"not-evaluable-missing-measure", kMissingMeasure},
          {"not-evaluable-missing-interval", kMissingInterval},
          {"not-evaluable-ambiguous-rounding", kAmbiguousRounding}};
}

void say_judgement(const Judgement& j, Case& school) {
  if (j.below == Truth::yes)
    say_below(j, school);
  else if (j.below == Truth::no)
    say_not_below(j, school);
  else
    say_not_evaluable(j, school);
}

}  // namespace termwise::ks2_floor
