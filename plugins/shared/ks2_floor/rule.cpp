#include "ks2_floor/rule.h"

#include "ks2_floor/attainment.h"
#include "ks2_floor/exemptions.h"
#include "ks2_floor/figures.h"
#include "ks2_floor/flips.h"
#include "ks2_floor/options.h"
#include "ks2_floor/verdict.h"
#include "ks2_floor/words.h"

namespace termwise::ks2_floor {
namespace {

// Scores and limits are published to one decimal, so that one on its boundary may lie on either side of it.
void note_rounded_boundaries(const Figures& figures, const FloorStandard& standard, Finding& finding) {
  for (std::size_t i = 0; i < kSubjectCount; ++i)
    if ((figures.score[i] == standard.progress[i].value || figures.upper[i] == standard.significance[i].value) ==
        Truth::yes)
      finding.add_note("AT_ROUNDED_BOUNDARY");
}

void note_attainment(const Attainment& attainment, Finding& finding) {
  if (attainment.count_mismatch) finding.add_note("COUNT_MISMATCH");
  if (attainment.differs_from_published) finding.add_note("DIFFERS_FROM_PUBLISHED");
}

// Both say something of the only subject under its floor, once attainment has failed.
void note_only_subject(const Limbs& limbs, Finding& finding) {
  const auto only = only_subject_under(limbs);
  if (!only || limbs.attainment_below != Truth::yes) return;
  if (limbs.significance_counts && limbs.significant[*only] == Truth::no) finding.add_note("NOT_SIGNIFICANT");
  // DfE advised against intervening on writing alone; the school's status stays as it is.
  if (*only == kWriting) finding.add_note("WRITING_ONLY");
}

// Compares every figure with its threshold, and keeps the comparisons as evidence.
Limbs compare_limbs(const Figures& figures, const FloorStandard& standard, const Attainment& attainment,
                    bool significance_counts, Finding& finding) {
  Limbs limbs;
  limbs.significance_counts = significance_counts;
  limbs.attainment_below = attainment.below;
  finding.record(figures.attainment, standard.attainment, attainment.below);
  for (std::size_t i = 0; i < kSubjectCount; ++i) {
    limbs.under[i] = finding.compare(figures.score[i], standard.progress[i]);
    limbs.significant[i] = standard.significance[i].test(figures.upper[i]);
  }
  if (!significance_counts || limbs.attainment_below == Truth::no) return limbs;
  for (std::size_t i = 0; i < kSubjectCount; ++i) {
    // The upper limit is part of the verdict where this subject may be the only one under.
    const std::size_t others = how_many(limbs, Truth::yes) - (limbs.under[i] == Truth::yes ? 1u : 0u);
    if (limbs.under[i] != Truth::no && others == 0)
      finding.record(figures.upper[i], standard.significance[i], limbs.significant[i]);
  }
  return limbs;
}

void set_interval(const Figures& figures, const Limbs& limbs, Finding& finding) {
  const auto only = only_subject_under(limbs);
  if (!only || limbs.attainment_below == Truth::no) return;
  finding.set_interval(kSubjects[*only].score.code, figures.lower[*only], figures.upper[*only]);
}

// DfE 2016 technical guidance: below is attainment under its floor and progress under in two subjects, or in one and
// significantly below average.
void judge_limbs(const Figures& figures, const FloorStandard& standard, const Options& options, Case& school) {
  const Attainment attainment = judge_attainment(figures.attainment, *pupils(figures.cohort), standard.attainment);
  const Limbs limbs = compare_limbs(figures, standard, attainment, options.single_subject_significance, school);
  const Judgement judgement{figures, standard, attainment, limbs, below_floor(limbs)};

  school.set_basis(attainment.basis);
  note_attainment(attainment, school);
  note_only_subject(limbs, school);
  set_interval(figures, limbs, school);
  if (judgement.below == Truth::unknown) {
    school.answer("NOT_EVALUABLE", why_not_evaluable(limbs, figures.attainment.missing() != nullptr));
  } else {
    school.answer(judgement.below == Truth::yes ? "BELOW" : "NOT_BELOW");
    add_flips(figures, standard, attainment, limbs, school);
  }
  say_judgement(judgement, school);
}

// Which figures are there and which are not is the evidence of an exemption for a missing one.
void record_all(const Figures& figures, const FloorStandard& standard, Finding& finding) {
  const Attainment attainment = judge_attainment(figures.attainment, *pupils(figures.cohort), standard.attainment);
  finding.record(figures.attainment, standard.attainment, attainment.below);
  for (std::size_t i = 0; i < kSubjectCount; ++i) finding.compare(figures.score[i], standard.progress[i]);
}

void judge(const FloorStandard& standard, const Options& options, Case& school) {
  const Figures figures = read_figures(school);
  const auto exemption = find_exemption(figures, standard, options.missing_measure_exempts, school);
  if (!exemption || exemption->outcome != "EXEMPT") note_rounded_boundaries(figures, standard, school);
  if (!exemption) return judge_limbs(figures, standard, options, school);
  if (exemption->reason == "MISSING_MEASURE") record_all(figures, standard, school);
  school.answer(exemption->outcome, exemption->reason);
  say_exemption(figures, standard, school);
}

// Decided before the exemptions: special and closed schools too have no standard in such a year. The evidence is the
// standards' own entry, with its source and confidence.
void answer_without_standard(const Standard& standard, Case& school) {
  const bool removed = standard.state == StandardState::removed;
  const std::string_view state = removed ? "removed" : "no-data";
  school.compare(Text(state, {"standard", school.school().year(), 0}), state,
                 {standard.source, standard.in_force, standard.confidence});
  school.answer("NO_STANDARD", removed ? "STANDARD_REMOVED" : "NO_DATA_NATIONAL");
}

Judge prepare(const Applied& applied, const Facts& facts) {
  const Options options = read_options(facts, applied.judges_with_figures_missing);
  const auto standard = facts.standard("floor", "ks2", facts.year());
  if (!standard)
    throw Failure("The national standards say nothing about a KS2 floor standard in " + academic_year(facts.year()) +
                  ": add its thresholds to config/standards, or an entry that says it was removed.");
  const std::string mode = !applied.says_mode                ? ""
                           : options.missing_measure_exempts ? ", which leaves out schools with a figure missing"
                                                             : ", which also judges schools with a figure missing";
  const std::string words = "the " + academic_year(facts.year()) + " floor standard" + applied.manner;
  const auto begin = [words, mode](Case& school) {
    school.fill("standard", words);
    school.fill("mode", mode);
  };
  if (standard->state != StandardState::set)
    return [begin, standard](Case& school) {
      begin(school);
      answer_without_standard(*standard, school);
    };
  return [begin, options, floor = read_floor_standard(*standard, facts.year(), options.local)](Case& school) {
    begin(school);
    judge(floor, options, school);
  };
}

std::vector<Template> sentences(const Applied& applied) {
  return {
      {"below",
       "{school} is below {standard}{mode}: {attained} reached the expected standard in reading, writing and maths, "
       "under "
       "the floor of {attainment_floor}, and {progress}."},
      {"below-writing-only",
       "{school} is below {standard}{mode}: {attained} reached the expected standard in reading, writing and maths, "
       "under "
       "the floor of {attainment_floor}, and {progress}. Writing is the only subject below its floor, and DfE advised "
       "against intervening in a school on that alone."},
      {"not-below-attainment",
       "{school} is not below {standard}{mode}: {attained} reached the expected standard in reading, writing and "
       "maths, "
       "and the floor is {attainment_floor}."},
      {"not-below-progress",
       "{school} is not below {standard}{mode}: {attained} reached the expected standard in reading, writing and "
       "maths, "
       "which is under the floor of {attainment_floor}, but {progress}."},
      {"not-below-any-attainment",
       "{school} is not below {standard}{mode}, whatever its attainment, because {progress}. Its attainment is not "
       "known "
       "exactly: {gap}."},
      {"exempt-not-mainstream", "{school} is exempt from {standard}, which judges mainstream schools only."},
      {"exempt-closed", "{school} is exempt from {standard} because it closed during the year."},
      {"exempt-no-cohort", "{school} is exempt from {standard} because it had no pupils at the end of key stage 2."},
      {"exempt-small-cohort",
       "{school} is exempt from {standard} because it had {KS2_COHORT} at the end of key stage 2, fewer than {limit}."},
      {"exempt-low-coverage",
       "{school} is exempt from {standard} because progress could be measured for fewer than {limit} of its pupils in "
       "{subjects}."},
      {"exempt-missing-measure",
       "{school} is exempt from {standard}, which leaves out schools without a figure for every measure: {missing}."},
      {"not-evaluable-cohort-unreadable",
       "{school} cannot be judged against {standard} because its number of pupils at the end of key stage 2 is "
       "{problem}."},
      {"not-evaluable-missing-measure",
       "{school} cannot be judged against {standard}{mode}: {missing}, and the result depends on it."},
      {"not-evaluable-missing-interval",
       "{school} cannot be judged against {standard}: progress was below the floor only in {under}, which counts only "
       "if "
       "it is significantly below average, and {problem}."},
      {"not-evaluable-ambiguous-rounding", "{school} cannot be judged against {standard}: {progress}, but {gap}."},
      {"no-standard-standard-removed",
       "No floor standard applies to {school} for {year}: the government removed it and published none for that year" +
           applied.no_other + "."},
      {"no-standard-no-data-national",
       "No floor standard applies to {school} for {year}: there were no national key stage 2 results that year."}};
}

}  // namespace

Rule rule(const Applied& applied) {
  return {.id = "ks2-floor",
          .job = "floor-check",
          .title = "KS2 floor standard",
          .source = "DfE, Primary school accountability: technical guidance, 2016 to 2018",
          .outcomes = {{"BELOW"}, {"NOT_EVALUABLE"}, {"NOT_BELOW"}, {"EXEMPT"}, {"NO_STANDARD"}},
          .sentences = sentences(applied),
          .reads = reads(),
          .parameters = parameters(applied.judges_with_figures_missing),
          .cohort = kCohort,
          .national_standards = true,
          .prepare = [applied](const Facts& facts) { return prepare(applied, facts); }};
}

}  // namespace termwise::ks2_floor
