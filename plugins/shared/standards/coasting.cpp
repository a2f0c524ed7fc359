#include "standards/coasting.h"

#include <algorithm>

#include "standards/absent.h"
#include "standards/clauses.h"
#include "standards/coasting_year.h"
#include "standards/exemptions.h"
#include "standards/flips.h"
#include "standards/options.h"

namespace termwise::standards {
namespace {

struct Coasting {
  const Stage& stage;
  std::string_view called;  // "KS2 coasting standard"
  bool missing_measure_exempts = true;
  std::string with_figures_missing = {};
  std::vector<CoastingYear> years = {};  // the run's own last
};

// A school of which nothing is known in a year of which something is known of others was another school then, or none.
bool is_new_in(const Figures& figures, const Test& test) {
  const auto says_nothing = [](const Missing* missing) {
    return missing != nullptr && (*missing == Missing::not_supplied || *missing == Missing::new_school);
  };
  bool nothing = says_nothing(figures.cohort.missing());
  if (test.attainment) nothing = nothing && says_nothing(figures.attainment.missing());
  for (std::size_t i = 0; i < test.subjects(); ++i) nothing = nothing && says_nothing(figures.missing(i));
  return nothing;
}

// Schools that opted for Progress 8 a year early were not judged on their GCSEs that year. Only they have a score then.
JudgedYear judge_year(const Stage& stage, const CoastingYear& year, const Case& school) {
  const Test* test = &*year.standard.test;
  if (year.standard.opted_in) {
    const Figures score = read_figures(stage, *year.standard.opted_in, year.years_before, school);
    if (score.score[0].missing() == nullptr) test = &*year.standard.opted_in;
  }
  JudgedYear judged{judge_test(*test, read_figures(stage, *test, year.years_before, school), true), year.loaded};
  judged.judged.bar = "bar";
  return judged;
}

// Regulation 4 says "as regards any progress measure which is below", its upper confidence limit is below zero: read as
// one subject that is both. It might also be read as all subjects that are below; where that would say otherwise, a note.
bool is_ambiguous(const Limbs& limbs) {
  if (limbs.joined != Joined::any_each_sig || limbs.attainment_below != Truth::yes) return false;
  bool significant = false;
  bool not_significant = false;
  for (std::size_t i = 0; i < limbs.subjects; ++i) {
    if (limbs.under[i] != Truth::yes) continue;
    significant = significant || limbs.significant[i] == Truth::yes;
    not_significant = not_significant || limbs.significant[i] == Truth::no;
  }
  return significant && not_significant;
}

// The first of the reasons that an open year has.
std::string_view why_not_evaluable(const std::vector<JudgedYear>& years) {
  for (const std::string_view reason : {"MISSING_MEASURE", "MISSING_MEDIAN", "MISSING_INTERVAL"})
    for (const JudgedYear& year : years)
      if (year.judged.below == Truth::unknown &&
          standards::why_not_evaluable(year.judged.limbs, year.judged.figures.attainment.missing() != nullptr) ==
              reason)
        return reason;
  return "AMBIGUOUS_ROUNDING";
}

void add_flips_of(const std::vector<JudgedYear>& years, Case& school) {
  for (const JudgedYear& year : years)
    add_flips(
        year.judged,
        [&](const Limbs& changed) {
          Truth all = below(changed);
          for (const JudgedYear& other : years)
            if (&other != &year) all = all && other.judged.below;
          return all;
        },
        school);
}

void record_years(const std::vector<JudgedYear>& years, Case& school) {
  for (const JudgedYear& year : years) {
    record_floors(year.judged, school);
    record_limits(year.judged, school);
  }
}

void note_boundaries(const std::vector<JudgedYear>& years, Case& school) {
  for (const auto& [judged, loaded] : years) note_rounded_boundaries(*judged.test, judged.figures, school);
}

// What the limbs of the three years say beside the verdict.
void note_years(const std::vector<JudgedYear>& years, Case& school) {
  std::string_view basis;
  for (const auto& [judged, loaded] : years) {
    note_limbs(judged, school);
    if (is_ambiguous(judged.limbs)) school.add_note("AMBIGUOUS_REG4");
    basis = weaker(basis, judged.attainment.basis);
  }
  school.set_basis(basis);
  const Judged& last = years.back().judged;
  if (last.limbs.subjects == 1)
    school.set_interval(last.test->yardstick->subjects[0].measure, last.figures.lower[0], last.figures.upper[0]);
}

// The years before the run's own in which the school was not there, though others were.
std::string absent_years(const std::vector<JudgedYear>& years) {
  std::vector<std::string> absent;
  for (const auto& [judged, loaded] : years)
    if (loaded && is_new_in(judged.figures, *judged.test)) absent.push_back(academic_year(judged.figures.year));
  return joined(absent);
}

// A year that no file tells of exempts nobody: nobody has said that DfE had no figure.
bool lacks_a_figure(const std::vector<JudgedYear>& years, bool loaded) {
  return std::any_of(years.begin(), years.end(), [&](const JudgedYear& year) {
    return year.loaded == loaded && misses_a_required_figure(year.judged.figures, *year.judged.test);
  });
}

void judge(const Coasting& coasting, Case& school) {
  std::vector<JudgedYear> years;
  for (const CoastingYear& year : coasting.years) years.push_back(judge_year(coasting.stage, year, school));
  const Judged& last = years.back().judged;
  const Subjected asked{coasting.stage, coasting.years.back().standard, *last.test, last.figures};
  const bool missing = lacks_a_figure(years, true) || lacks_a_figure(years, false);
  school.fill("mode", missing ? coasting.with_figures_missing : std::string());

  const auto answer = [&](std::string_view outcome, std::string_view reason) {
    if (outcome != "EXEMPT") note_boundaries(years, school);
    school.answer(outcome, reason);
  };
  if (const auto exemption = find_exemption(asked, false, school)) {
    say_exemption(asked, school);
    return answer(exemption->outcome, exemption->reason);
  }
  record_years(years, school);
  if (const std::string absent = absent_years(years); !absent.empty()) {
    school.fill("absent_years", absent);
    return answer("NOT_EVALUABLE", "NEW_SCHOOL");
  }
  const bool exempts = coasting.missing_measure_exempts && lacks_a_figure(years, true);
  say_missing(years, exempts, school);
  if (exempts) return answer("EXEMPT", "MISSING_MEASURE");

  note_years(years, school);
  if (coasting.missing_measure_exempts && lacks_a_figure(years, false))
    return answer("NOT_EVALUABLE", "MISSING_MEASURE");
  Truth all = Truth::yes;
  for (const JudgedYear& year : years) all = all && year.judged.below;
  if (all == Truth::unknown) return answer("NOT_EVALUABLE", why_not_evaluable(years));
  answer(all == Truth::yes ? "BELOW" : "NOT_BELOW", {});
  say_coasting(years, all, school);
  add_flips_of(years, school);
}

// Whether some file has results of that year: its own, or a later one that repeats them.
bool is_loaded(const CoastingYear& year, const Facts& facts) {
  const auto has = [&](const Test& test) {
    const int repeated = std::max(test.yardstick->repeated_attainment, test.yardstick->repeated_progress);
    if (facts.any_school_has(figures_of(*test.yardstick), year.standard.year)) return true;
    std::vector<std::string> again;
    const auto add = [&](std::string_view code, int years) {
      if (!code.empty() && year.years_before > 0 && year.years_before <= years)
        again.push_back(repeated_code(code, year.years_before));
    };
    add(test.yardstick->attainment, test.yardstick->repeated_attainment);
    for (const Subject& subject : test.yardstick->subjects) add(subject.measure, test.yardstick->repeated_progress);
    return repeated > 0 && !again.empty() && facts.any_school_has(again, facts.year());
  };
  return has(*year.standard.test) || (year.standard.opted_in && has(*year.standard.opted_in));
}

// The standard of the run's own year where all three years have one; else why there is none.
Standard standard_of(const Coasting& coasting, const Facts& facts) {
  Standard standard = facts.required_standard("coasting", coasting.stage.id, facts.year());
  for (int back = 1; back < kCoastingYears && standard.state == StandardState::set; ++back) {
    const auto before = facts.standard("coasting", coasting.stage.id, facts.year() - back);
    if (before && before->state == StandardState::set) continue;
    // Three years are needed, and the definition does not reach back so far.
    standard = before ? *before : Standard{};
    standard.state = StandardState::none_set;
  }
  return standard;
}

Judge prepare(Coasting coasting, const Applied& applied, const Own& own, const Facts& facts) {
  coasting.missing_measure_exempts = facts.setting(mode(applied.judges_with_figures_missing)) == "national";
  coasting.with_figures_missing = applied.with_figures_missing;
  const std::string words =
      "the " + academic_year(facts.year()) + " definition of a coasting school" + std::string(applied.manner);
  const auto about_it = [about = About(coasting.stage, facts), words](Case& school) {
    school.fill("standard", words);
    const bool is_about = about(school);
    if (!is_about) school.leave_out();
    return is_about;
  };
  const Standard standard = standard_of(coasting, facts);
  if (standard.state != StandardState::set)
    return [about_it, standard](Case& school) {
      if (about_it(school)) answer_without_standard(standard, school);
    };
  for (int back = kCoastingYears - 1; back >= 0; --back) {
    const int year = facts.year() - back;
    CoastingYear one{
        read_year(coasting.stage, *facts.standard("coasting", coasting.stage.id, year), coasting.called, year, own),
        back};
    one.loaded = back == 0 || is_loaded(one, facts);
    coasting.years.push_back(std::move(one));
  }
  return [about_it, coasting](Case& school) {
    if (about_it(school)) judge(coasting, school);
  };
}

Rule rule(const Stage& stage, const Applied& applied, std::vector<Parameter> bars, Own (*own)(const Facts&)) {
  const bool primary = stage.id == key_stage_2().id;
  std::vector<Template> sentences = coasting_sentences();
  for (const auto& more : {exemption_sentences(), absent_sentences("definition of a coasting school",
                                                                   std::string(stage.words), applied.no_other)})
    sentences.insert(sentences.end(), more.begin(), more.end());
  std::vector<Parameter> parameters{mode(applied.judges_with_figures_missing)};
  parameters.insert(parameters.end(), bars.begin(), bars.end());
  return {.id = primary ? "ks2-coasting" : "ks4-coasting",
          .job = "floor-check",
          .title = primary ? "KS2 coasting" : "KS4 coasting",
          .source = primary ? "Coasting Schools (England) Regulations 2017, regulation 4"
                            : "Coasting Schools (England) Regulations 2017, regulation 5",
          .outcomes = {{"BELOW"}, {"NOT_EVALUABLE"}, {"NOT_BELOW"}, {"EXEMPT"}, {"NO_STANDARD"}},
          .sentences = std::move(sentences),
          .reads = reads(stage, kCoastingYears - 1),
          .parameters = std::move(parameters),
          .cohort = stage.cohort,
          .national_standards = true,
          .prepare = [applied, &stage, own, primary](const Facts& facts) {
            const Coasting coasting{stage, primary ? "KS2 coasting standard" : "KS4 coasting standard"};
            return prepare(coasting, applied, own(facts), facts);
          }};
}

}  // namespace

Rule ks2_coasting(const Applied& applied) {
  return rule(key_stage_2(), applied, ks2_coasting_bars(), own_ks2_coasting_bars);
}

Rule ks4_coasting(const Applied& applied) {
  return rule(key_stage_4(), applied, ks4_coasting_bars(), own_ks4_coasting_bars);
}

}  // namespace termwise::standards
