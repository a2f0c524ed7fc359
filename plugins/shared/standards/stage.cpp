#include "standards/stage.h"

#include <algorithm>

namespace termwise::standards {
namespace {

constexpr std::string_view kPoints = Points::name;
constexpr std::string_view kPercent = Percent::name;

// DfE 2016 technical guidance: scores of progress since key stage 1, where 0 is the national average.
std::vector<Subject> progress_scores() {
  return {
      {"reading", "KS2_PROG_R", kPoints, 1, "KS2_PROG_R_LOWER", "KS2_PROG_R_UPPER", "KS2_PROG_R_COVERAGE"},
      {"writing", "KS2_PROG_W", kPoints, 1, "KS2_PROG_W_LOWER", "KS2_PROG_W_UPPER", "KS2_PROG_W_COVERAGE"},
      {"maths", "KS2_PROG_M", kPoints, 1, "KS2_PROG_M_LOWER", "KS2_PROG_M_UPPER", "KS2_PROG_M_COVERAGE"},
  };
}

// DfE headline measures and floor standards 2013 to 2016: pupils who made two levels of progress or more.
std::vector<Subject> levels_in_three_subjects() {
  return {{"reading", "KS2_LP2_R", kPercent}, {"writing", "KS2_LP2_W", kPercent}, {"maths", "KS2_LP2_M", kPercent}};
}

std::vector<Subject> levels_in_two_subjects() {
  return {{"English", "KS2_LP2_E", kPercent, 0, {}, {}, {}, "KS2_COUNT_LP2_E", "KS2_COHORT_LP2_E"},
          {"maths", "KS2_LP2_M", kPercent, 0, {}, {}, {}, "KS2_COUNT_LP2_M", "KS2_COHORT_LP2_M"}};
}

Stage make_key_stage_2() {
  Stage stage{"ks2", "key stage 2", {"KS2_COHORT"}, 11, false, {}};
  stage.yardsticks.push_back({.attainment = "KS2_EXS_RWM",
                              .count = {},
                              .reached = "reached the expected standard in reading, writing and maths",
                              .missing = "the percentage reaching the expected standard",
                              .subjects = progress_scores(),
                              .repeated_attainment = 2,
                              .repeated_progress = 2});
  stage.yardsticks.push_back({.attainment = "KS2_L4_RWM",
                              .count = {},
                              .reached = "reached level 4 in reading, writing and maths",
                              .missing = "the percentage reaching level 4 in reading, writing and maths",
                              .subjects = levels_in_three_subjects(),
                              .cohort_may_lack = true});
  stage.yardsticks.push_back({.attainment = "KS2_L4_EM",
                              .count = "KS2_COUNT_L4_EM",
                              .reached = "reached level 4 in English and maths",
                              .missing = "the percentage reaching level 4 in English and maths",
                              .subjects = levels_in_two_subjects(),
                              .cohort_may_lack = true});
  stage.yardsticks.push_back({.attainment = "KS2_L4_E",
                              .count = "KS2_COUNT_L4_E",
                              .reached = "reached level 4 in English",
                              .missing = "the percentage reaching level 4 in English",
                              .subjects = {},
                              .cohort_may_lack = true});
  stage.yardsticks.push_back({.attainment = "KS2_L4_M",
                              .count = "KS2_COUNT_L4_M",
                              .reached = "reached level 4 in maths",
                              .missing = "the percentage reaching level 4 in maths",
                              .subjects = {},
                              .cohort_may_lack = true});
  return stage;
}

Stage make_key_stage_4() {
  Stage stage{"ks4", "key stage 4", {"KS4_COHORT"}, 16, true, {}};
  // DfE secondary floor standard of 2016 to 2018, and of 2015 for schools that opted in: one score, no attainment limb.
  stage.yardsticks.push_back(
      {.attainment = {},
       .count = {},
       .reached = {},
       .missing = {},
       .subjects = {{"Progress 8", "KS4_P8", kPoints, 2, "KS4_P8_LOWER", "KS4_P8_UPPER", "KS4_P8_COVERAGE"}},
       .repeated_attainment = 2,
       .repeated_progress = 2});
  // Pupils who made three levels of progress or more; to 2015.
  stage.yardsticks.push_back({.attainment = "KS4_5ACEM",
                              .count = "KS4_COUNT_5ACEM",
                              .reached = "achieved five or more good GCSEs (A* to C) with English and maths",
                              .missing = "the percentage achieving five or more good GCSEs with English and maths",
                              .subjects = {{"English", "KS4_LP3_E", kPercent}, {"maths", "KS4_LP3_M", kPercent}},
                              .cohort_may_lack = true,
                              .repeated_attainment = 2});
  stage.yardsticks.push_back({.attainment = "KS4_5AC",
                              .count = "KS4_COUNT_5AC",
                              .reached = "achieved five or more good GCSEs (A* to C)",
                              .missing = "the percentage achieving five or more good GCSEs",
                              .subjects = {},
                              .cohort_may_lack = true});
  return stage;
}

template <class Unit>
void add(std::vector<Read>& all, std::string_view code, int years_before, int repeated) {
  if (code.empty()) return;
  for (const Read& read : all)
    if (read.code == code) return;
  all.push_back(Measure<Unit>{code, years_before});
  if (repeated == 0) return;
  auto again = reads_repeated(Measure<Unit>{code, std::min(years_before, repeated)});
  all.insert(all.end(), again.begin() + 1, again.end());
}

}  // namespace

const Stage& key_stage_2() {
  static const Stage stage = make_key_stage_2();
  return stage;
}

const Stage& key_stage_4() {
  static const Stage stage = make_key_stage_4();
  return stage;
}

std::vector<std::string> figures_of(const Yardstick& yardstick) {
  std::vector<std::string> codes;
  for (const std::string_view code : {yardstick.attainment, yardstick.count})
    if (!code.empty()) codes.emplace_back(code);
  for (const Subject& subject : yardstick.subjects)
    for (const std::string_view code : {subject.measure, subject.count})
      if (!code.empty()) codes.emplace_back(code);
  return codes;
}

std::vector<Read> reads(const Stage& stage, int years_before) {
  std::vector<Read> all{Read(Measure<Pupils>{stage.cohort.code, years_before})};
  for (const Yardstick& yardstick : stage.yardsticks) {
    add<Percent>(all, yardstick.attainment, years_before, yardstick.repeated_attainment);
    add<Pupils>(all, yardstick.count, years_before, 0);
    for (const Subject& subject : yardstick.subjects) {
      const int repeated = yardstick.repeated_progress;
      if (subject.unit == kPercent)
        add<Percent>(all, subject.measure, years_before, repeated);
      else
        add<Points>(all, subject.measure, years_before, repeated);
      add<Points>(all, subject.lower, years_before, repeated);
      add<Points>(all, subject.upper, years_before, repeated);
      add<Percent>(all, subject.coverage, years_before, 0);
      add<Pupils>(all, subject.count, years_before, 0);
      add<Pupils>(all, subject.known, years_before, 0);
    }
  }
  return all;
}

}  // namespace termwise::standards
