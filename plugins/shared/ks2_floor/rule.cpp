#include "ks2_floor/rule.h"

#include <algorithm>

#include "ks2_floor/attainment.h"
#include "ks2_floor/exemptions.h"
#include "ks2_floor/figures.h"
#include "ks2_floor/flips.h"
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

// Compares every figure with its threshold, and records it.
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
  finding.set_interval(kSubjects[*only].score, figures.lower[*only], figures.upper[*only]);
}

void judge_limbs(const Figures& figures, std::int64_t cohort, const FloorStandard& standard, const Options& options,
                 Finding& finding) {
  const Attainment attainment = judge_attainment(figures.attainment, cohort, standard.attainment);
  const Limbs limbs = compare_limbs(figures, standard, attainment, options.single_subject_significance, finding);
  const Judgement judgement{figures, standard, attainment, limbs, below_floor(limbs)};

  finding.set_basis(attainment.basis);
  note_attainment(attainment, finding);
  note_only_subject(limbs, finding);
  set_interval(figures, limbs, finding);
  if (judgement.below == Truth::unknown) {
    const std::string_view reason = why_not_evaluable(limbs, figures.attainment.missing() != nullptr);
    finding.set_outcome("NOT_EVALUABLE", reason);
    say_not_evaluable(reason, judgement, finding);
    return;
  }
  finding.set_outcome(judgement.below == Truth::yes ? "BELOW" : "NOT_BELOW");
  add_flips(figures, standard, attainment, limbs, finding);
  say_verdict(judgement, finding);
}

void judge(const School& school, const FloorStandard& standard, const Options& options, Finding& finding) {
  const Figures figures = read_figures(school);
  finding.set_cohort(figures.cohort);
  const auto exemption = find_exemption(figures, standard, options.missing_measure_exempts, finding);
  if (!exemption || exemption->outcome != "EXEMPT") note_rounded_boundaries(figures, standard, finding);
  if (exemption) {
    if (exemption->reason == "MISSING_MEASURE") {
      // Which figures are there and which are not is the evidence.
      const Attainment attainment = judge_attainment(figures.attainment, *pupils(figures.cohort), standard.attainment);
      finding.record(figures.attainment, standard.attainment, attainment.below);
      for (std::size_t i = 0; i < kSubjectCount; ++i) finding.compare(figures.score[i], standard.progress[i]);
    }
    finding.set_outcome(exemption->outcome, exemption->reason);
    say_exempt(exemption->reason, figures, standard, finding);
    return;
  }
  judge_limbs(figures, *pupils(figures.cohort), standard, options, finding);
}

std::string approach(const Options& options) {
  return options.missing_measure_exempts ? "which leaves out schools with a figure missing"
                                         : "which also judges schools with a figure missing";
}

}  // namespace

const FlagParameter kSingleSubjectSignificance{"single_subject_significance", true,
                                               "Where progress is below its floor in one subject only, the "
                                               "school is below the floor standard only if that "
                                               "score is significantly below average."};

ChoiceParameter mode_parameter(bool local_by_default) {
  using Choices = std::vector<std::string_view>;
  return {"mode", local_by_default ? Choices{"local", "national"} : Choices{"national", "local"},
          "national exempts a school that lacks any required figure, as DfE does; local decides wherever the "
          "missing "
          "figures could not change the verdict."};
}

bool exempts_missing_measures(std::string_view mode) { return mode == "national"; }

Rule rule() {
  return {std::string(kRule),
          "floor-check",
          "1",
          "KS2 floor standard",
          "DfE, Primary school accountability: technical guidance, 2016 to 2018",
          {"BELOW", "NOT_EVALUABLE", "NOT_BELOW", "EXEMPT", "NO_STANDARD"}};
}

void evaluate(const Facts& facts, const Options& options, Findings& findings) {
  const auto standard = facts.standard("floor", "ks2", facts.year());
  if (!standard)
    throw Failure("The national standards say nothing about a KS2 floor standard in " + academic_year(facts.year()) +
                  ": add its thresholds to config/standards, or an entry that says it was removed.");
  std::optional<FloorStandard> floor;
  if (standard->state == StandardState::set) floor = read_floor_standard(*standard, facts.year(), options.local);

  for (const School& school : facts.schools()) {
    Finding finding(kRule, school);
    finding.add_argument("school", school.called());
    finding.add_argument("year", academic_year(school.year()));
    finding.add_argument("approach", approach(options));
    if (floor) {
      judge(school, *floor, options, finding);
    } else {
      // Decided before the exemptions: special and closed schools too have no standard in such a year.
      finding.set_outcome("NO_STANDARD",
                          standard->state == StandardState::removed ? "STANDARD_REMOVED" : "NO_DATA_NATIONAL");
      say_no_standard(*standard, school.year(), finding);
    }
    findings.emit(finding);
  }
}

}  // namespace termwise::ks2_floor
