#include "standards/floor.h"

#include <algorithm>

#include "standards/absent.h"
#include "standards/exemptions.h"
#include "standards/figures.h"
#include "standards/flips.h"
#include "standards/floor_words.h"
#include "standards/judged.h"
#include "standards/options.h"
#include "standards/separate.h"

namespace termwise::standards {
namespace {

// What tells one floor standard from another.
struct Floor {
  const Stage& stage;
  std::string_view called;  // "KS2 floor standard"
  std::string_view words;   // follows the year: "floor standard"
  bool missing_measure_exempts = true;
  bool significance_counts = true;  // of a single subject
  std::string with_figures_missing = {};
};

// DfE advised against intervening on writing alone; the school's status stays as it is.
void note_writing_only(const Judged& judged, Finding& finding) {
  if (judged.limbs.attainment_below == Truth::yes && is_writing_only(judged)) finding.add_note("WRITING_ONLY");
}

void set_interval(const Judged& judged, Finding& finding) {
  const Limbs& limbs = judged.limbs;
  if (limbs.joined != Joined::any_sig1 && limbs.joined != Joined::any_each_sig) return;
  const auto only = limbs.subjects == 1 ? std::optional<std::size_t>(0) : only_subject_under(limbs);
  if (!only || limbs.attainment_below == Truth::no) return;
  finding.set_interval(judged.test->yardstick->subjects[*only].measure, judged.figures.lower[*only],
                       judged.figures.upper[*only]);
}

// Schools that opted for Progress 8 a year early were not judged on their GCSEs that year. Only they have a score then.
bool opted_in(const Stage& stage, const YearStandard& standard, const Case& school) {
  if (!standard.opted_in) return false;
  const Figures figures = read_figures(stage, *standard.opted_in, 0, school);
  const Missing* missing = figures.score[0].missing();
  return missing == nullptr || *missing == Missing::suppressed || *missing == Missing::low_coverage;
}

void judge_limbs(const Floor& floor, const Subjected& asked, Case& school) {
  const Judged judged = judge_test(asked.test, asked.figures, floor.significance_counts);
  record_floors(judged, school);
  record_limits(judged, school);
  school.set_basis(judged.attainment.basis);
  note_limbs(judged, school);
  note_writing_only(judged, school);
  set_interval(judged, school);
  if (judged.below == Truth::unknown) {
    school.answer("NOT_EVALUABLE", why_not_evaluable(judged.limbs, asked.figures.attainment.missing() != nullptr));
    return say_not_evaluable(judged, school);
  }
  // A school that may be too small to be judged is not below because of it.
  if (judged.below == Truth::yes && asked.standard.cohort && cohort_is_not_told(asked)) {
    say_exemption(asked, school);
    return school.answer("NOT_EVALUABLE", "COHORT_UNREADABLE");
  }
  school.answer(judged.below == Truth::yes ? "BELOW" : "NOT_BELOW");
  add_flips(judged, below, school);
  say_verdict(judged, school);
}

void judge_test_of(const Floor& floor, const YearStandard& standard, const Test& test, Case& school) {
  const Figures figures = read_figures(floor.stage, test, 0, school);
  const Subjected asked{floor.stage, standard, test, figures};
  school.fill("mode", misses_a_required_figure(figures, test) ? floor.with_figures_missing : std::string());
  const auto exemption = find_exemption(asked, floor.missing_measure_exempts, school);
  if (!exemption || exemption->outcome != "EXEMPT") note_rounded_boundaries(test, figures, school);
  if (!exemption) return judge_limbs(floor, asked, school);
  // Which figures are there and which are not is the evidence of an exemption for a missing one.
  if (exemption->reason == "MISSING_MEASURE")
    record_floors(judge_test(test, figures, floor.significance_counts), school);
  school.answer(exemption->outcome, exemption->reason);
  say_exemption(asked, school);
}

void judge(const Floor& floor, const YearStandard& standard, Case& school) {
  if (!standard.separate.empty())
    return judge_separate({floor.stage, standard, floor.missing_measure_exempts, floor.with_figures_missing}, school);
  judge_test_of(floor, standard, opted_in(floor.stage, standard, school) ? *standard.opted_in : *standard.test, school);
}

Judge prepare(Floor floor, const Applied& applied, const Own& own, const Facts& facts) {
  floor.missing_measure_exempts = facts.setting(mode(applied.judges_with_figures_missing)) == "national";
  floor.with_figures_missing = applied.with_figures_missing;
  const Standard standard = facts.required_standard("floor", floor.stage.id, facts.year());
  const std::string words =
      "the " + academic_year(facts.year()) + " " + std::string(floor.words) + std::string(applied.manner);
  const auto about_it = [about = About(floor.stage, facts), words](Case& school) {
    school.fill("standard", words);
    const bool is_about = about(school);
    if (!is_about) school.leave_out();
    return is_about;
  };
  if (standard.state != StandardState::set)
    return [about_it, standard](Case& school) {
      if (about_it(school)) answer_without_standard(standard, school);
    };
  return [about_it, floor, year = read_year(floor.stage, standard, floor.called, facts.year(), own)](Case& school) {
    if (about_it(school)) judge(floor, year, school);
  };
}

std::vector<Template> all_of(std::initializer_list<std::vector<Template>> lists) {
  std::vector<Template> all;
  for (const auto& list : lists) all.insert(all.end(), list.begin(), list.end());
  return all;
}

std::vector<Parameter> all_of(std::vector<Parameter> some, const std::vector<Parameter>& more) {
  some.insert(some.end(), more.begin(), more.end());
  return some;
}

std::vector<Outcome> outcomes() { return {{"BELOW"}, {"NOT_EVALUABLE"}, {"NOT_BELOW"}, {"EXEMPT"}, {"NO_STANDARD"}}; }

}  // namespace

Rule ks2_floor(const Applied& applied) {
  const Stage& stage = key_stage_2();
  return {
      .id = "ks2-floor",
      .job = "floor-check",
      .title = "KS2 floor standard",
      .source = "DfE, Primary school accountability: technical guidance, 2016 to 2018, and the floor standards before",
      .outcomes = outcomes(),
      .sentences = all_of({verdict_sentences(), writing_only_sentences(), separate_sentences(), exemption_sentences(),
                           absent_sentences("floor standard", "key stage 2", applied.no_other)}),
      .reads = reads(stage, 0),
      .parameters = all_of({mode(applied.judges_with_figures_missing), single_subject_significance()}, ks2_floors()),
      .cohort = stage.cohort,
      .national_standards = true,
      .prepare = [applied, &stage](const Facts& facts) {
        Floor floor{stage, "KS2 floor standard", "floor standard"};
        floor.significance_counts = facts.setting(single_subject_significance());
        return prepare(floor, applied, own_ks2_floors(facts), facts);
      }};
}

Rule ks4_floor(const Applied& applied) {
  const Stage& stage = key_stage_4();
  return {.id = "ks4-floor",
          .job = "floor-check",
          .title = "KS4 floor standard",
          .source = "DfE, Secondary accountability measures: guide, 2016 to 2018, and the floor standards before",
          .outcomes = outcomes(),
          .sentences = all_of({verdict_sentences(), score_sentences(), exemption_sentences(),
                               absent_sentences("floor standard", "key stage 4", applied.no_other)}),
          .reads = reads(stage, 0),
          .parameters = all_of({mode(applied.judges_with_figures_missing)}, ks4_floors()),
          .cohort = stage.cohort,
          .national_standards = true,
          .prepare = [applied, &stage](const Facts& facts) {
            const Floor floor{stage, "KS4 floor standard", "floor standard for secondary schools"};
            return prepare(floor, applied, own_ks4_floors(facts), facts);
          }};
}

}  // namespace termwise::standards
