// What the KS2 floor rule of 2015/16 to 2017/18 reads about a school, as DfE's final KS2 tables publish it.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/case.hpp>

namespace termwise::ks2_floor {

inline constexpr Measure<Pupils> kCohort{"KS2_COHORT"};        // at the end of key stage 2
inline constexpr Measure<Percent> kAttainment{"KS2_EXS_RWM"};  // at the expected standard in all three subjects

struct Subject {
  std::string_view name;
  Measure<Points> score;  // progress; 0 is the national average
  Measure<Points> lower;  // limits of its 95% confidence interval
  Measure<Points> upper;
  Measure<Percent> coverage;  // of the pupils, those whose progress could be measured
};

inline constexpr std::size_t kSubjectCount = 3;
inline constexpr std::size_t kWriting = 1;
inline constexpr std::array<Subject, kSubjectCount> kSubjects{
    {{"reading", {"KS2_PROG_R"}, {"KS2_PROG_R_LOWER"}, {"KS2_PROG_R_UPPER"}, {"KS2_PROG_R_COVERAGE"}},
     {"writing", {"KS2_PROG_W"}, {"KS2_PROG_W_LOWER"}, {"KS2_PROG_W_UPPER"}, {"KS2_PROG_W_COVERAGE"}},
     {"maths", {"KS2_PROG_M"}, {"KS2_PROG_M_LOWER"}, {"KS2_PROG_M_UPPER"}, {"KS2_PROG_M_COVERAGE"}}}};

// One result for each subject, in their order.
template <class Make>
auto for_each_subject(const Make& make) {
  return std::array{make(std::size_t{0}), make(std::size_t{1}), make(std::size_t{2})};
}

struct Figures {
  Text kind;
  Text status;
  Figure<Pupils> cohort;
  Figure<Percent> attainment;
  std::array<Figure<Points>, kSubjectCount> score;
  std::array<Figure<Points>, kSubjectCount> lower;
  std::array<Figure<Points>, kSubjectCount> upper;
  std::array<Figure<Percent>, kSubjectCount> coverage;
};

// What Figures are made of, for the rule's declaration.
std::vector<Read> reads();

Figures read_figures(const Case& school);

// Required are the attainment figure and the three progress scores.
bool misses_a_required_figure(const Figures& figures);

// "the percentage reaching the expected standard is suppressed to protect pupils"
std::string missing_attainment(Missing reason);
// "progress in writing is suppressed to protect pupils" for each score that is missing.
std::vector<std::string> missing_scores(const Figures& figures);
// The same for each required figure, in one clause.
std::string missing_figures(const Figures& figures);

}  // namespace termwise::ks2_floor
