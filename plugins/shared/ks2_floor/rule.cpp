#include "ks2_floor/rule.h"

#include <algorithm>
#include <utility>

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

void judge(const FloorStandard& standard, const Options& options, const Applied& applied, Case& school) {
  const Figures figures = read_figures(school);
  school.fill("mode", misses_a_required_figure(figures) ? applied.with_figures_missing : std::string());
  const auto exemption = find_exemption(figures, standard, options.missing_measure_exempts, school);
  if (!exemption || exemption->outcome != "EXEMPT") note_rounded_boundaries(figures, standard, school);
  if (!exemption) return judge_limbs(figures, standard, options, school);
  if (exemption->reason == "MISSING_MEASURE") record_all(figures, standard, school);
  school.answer(exemption->outcome, exemption->reason);
  say_exemption(figures, standard, school);
}

std::vector<Template> no_standard_sentences(const Applied& applied) {
  return {{"no-standard-standard-removed",
           "No floor standard applies to {school} for {year}: "
           "the government removed it and published none for that year" +
               applied.no_other + "."},
          {"no-standard-no-data-national",
           "No floor standard applies to {school} for {year}: "
           "there were no national key stage 2 results that year."}};
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

// Whether any file of key stage 2 results of the year is loaded. It names every school with a key stage 2, special and closed
// ones included; a school that only a list of schools names is none of them, and nothing is known of it here.
bool has_results(const Facts& facts) {
  const auto schools = facts.schools();
  return std::any_of(schools.begin(), schools.end(),
                     [&](const School& school) { return school.on_record(kCohort.code, facts.year()); });
}

Judge for_those_on_record(const Facts& facts, Judge judge) {
  if (!has_results(facts)) return judge;  // as in a year without tests: what is said then is said of every school
  return [judge = std::move(judge)](Case& school) {
    if (school.on_record(kCohort)) return judge(school);
    school.leave_out();
  };
}

Judge prepare(const Applied& applied, const Facts& facts) {
  const Options options = read_options(facts, applied.judges_with_figures_missing);
  const auto standard = facts.standard("floor", "ks2", facts.year());
  if (!standard)
    throw Failure("The national standards say nothing about a KS2 floor standard in " + academic_year(facts.year()) +
                  ": add its thresholds to config/standards, or an entry that says it was removed.");
  const std::string words = "the " + academic_year(facts.year()) + " floor standard" + applied.manner;
  const auto begin = [words](Case& school) { school.fill("standard", words); };
  if (standard->state != StandardState::set)
    return for_those_on_record(facts, [begin, standard](Case& school) {
      begin(school);
      answer_without_standard(*standard, school);
    });
  return for_those_on_record(
      facts,
      [begin, applied, options, floor = read_floor_standard(*standard, facts.year(), options.local)](Case& school) {
        begin(school);
        judge(floor, options, applied, school);
      });
}

std::vector<Template> sentences(const Applied& applied) {
  std::vector<Template> all = judgement_sentences();
  for (const auto& more : {exemption_sentences(), no_standard_sentences(applied)})
    all.insert(all.end(), more.begin(), more.end());
  return all;
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
