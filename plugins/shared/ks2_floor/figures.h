// What the KS2 floor rule of 2015/16 to 2017/18 reads about a school, as DfE's final KS2 tables publish it.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include <termwise/facts.hpp>
#include <termwise/manifest.hpp>
#include <termwise/value.hpp>

namespace termwise::ks2_floor {

inline constexpr std::string_view kCohort = "KS2_COHORT";       // pupils at the end of key stage 2
inline constexpr std::string_view kAttainment = "KS2_EXS_RWM";  // percent at the expected standard in all three

struct Subject {
  std::string_view name;
  std::string_view score;  // progress, in points; 0 is the national average
  std::string_view lower;  // limits of its 95% confidence interval
  std::string_view upper;
  std::string_view coverage;  // percent of the pupils whose progress could be measured
};

inline constexpr std::size_t kSubjectCount = 3;
inline constexpr std::size_t kWriting = 1;
inline constexpr std::array<Subject, kSubjectCount> kSubjects{
    {{"reading", "KS2_PROG_R", "KS2_PROG_R_LOWER", "KS2_PROG_R_UPPER", "KS2_PROG_R_COVERAGE"},
     {"writing", "KS2_PROG_W", "KS2_PROG_W_LOWER", "KS2_PROG_W_UPPER", "KS2_PROG_W_COVERAGE"},
     {"maths", "KS2_PROG_M", "KS2_PROG_M_LOWER", "KS2_PROG_M_UPPER", "KS2_PROG_M_COVERAGE"}}};

// One result for each subject, in their order.
template <class Make>
auto for_each_subject(const Make& make) {
  return std::array{make(std::size_t{0}), make(std::size_t{1}), make(std::size_t{2})};
}

struct Figures {
  Text kind;
  Text status;
  Value cohort;
  Value attainment;
  std::array<Value, kSubjectCount> score;
  std::array<Value, kSubjectCount> lower;
  std::array<Value, kSubjectCount> upper;
  std::array<Value, kSubjectCount> coverage;
};

// The facts that Figures are made of, for a manifest.
std::vector<Need> needs();

Figures read_figures(const School& school);

}  // namespace termwise::ks2_floor
