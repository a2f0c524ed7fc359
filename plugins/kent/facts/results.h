// A school's key stage 2 results of one year, and the floor that Kent holds them against. Level 4 in English and maths was
// what counted to 2011/12; results are those of the school itself or of the one that it was before a conversion or a merger.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/plugin.hpp>

#include "facts/parameters.h"
#include "facts/share.h"

namespace termwise::kent {

// The first and the last year (their summers) for which Kent's rules about results hold.
inline constexpr int kFirstResults = 2008;
inline constexpr int kLastResults = 2012;
// Those in which contextual value added was published.
inline constexpr int kFirstCva = 2007;
inline constexpr int kLastCva = 2010;
// So many years together, the run's own among them.
inline constexpr int kYearsTogether = 3;

inline constexpr Measure<Pupils> kCohort{"KS2_COHORT"};
inline constexpr Measure<Points> kCva{"KS2_CVA"};
inline constexpr Measure<Points> kCvaUpper{"KS2_CVA_UPPER"};

// Where a share is published.
struct Published {
  Measure<Pupils> count;
  Measure<Pupils> of;
  std::optional<Measure<Percent>> percent;
  std::string_view reached;  // "reached level 4 in English and maths"
};
inline constexpr Published kJoint{
    {"KS2_COUNT_L4_EM"}, kCohort, Measure<Percent>{"KS2_L4_EM"}, "reached level 4 in English and maths"};
inline constexpr Published kEnglish{{"KS2_COUNT_L4_E"}, kCohort, std::nullopt, "reached level 4 in English"};
inline constexpr Published kMaths{{"KS2_COUNT_L4_M"}, kCohort, std::nullopt, "reached level 4 in maths"};

// One share in one year.
struct Result {
  int summer = 0;
  std::string_view reached;
  std::optional<std::int64_t> pupils;
  bool has_no_pupils = false;           // nobody was at the end of the key stage, so that there is nothing to ask
  Value figure{Missing::not_supplied};  // as the file has it: the count, or where there is none the percentage
  std::optional<Share> share;

  // With so few the year says little by itself.
  bool has_few_pupils(const Facts& facts) const;
  // A year that is missing may have been anything from none of the pupils to all.
  Share as_far_as_known() const;
  // "16 of 30 pupils (53.3%) reached level 4 in English and maths in 2008/09", or that it is missing, and why.
  std::string words() const;
};

// Of that many years before the run's. Crossed links are noted.
Result read_result(Case& school, const Published& published, int years_before);
// What a rule has to say that it reads.
std::vector<Read> reads(const Published& published, int years_before);
// Those of all in one list.
std::vector<Read> operator+(std::vector<Read> some, const std::vector<Read>& more);

// A floor for the year of the run.
struct Floor {
  Threshold threshold;  // below it: less than so many percent
  std::string_view of;  // "Kent's", "the LA's own", "the national"

  // "Kent's floor of 55%", "Kent's floor is 55%"
  std::string words() const;
  std::string which_is() const;
};
// For level 4 in English and maths. Empty where nobody has set one.
std::optional<Floor> joint_floor(const Facts& facts);

// Asks whether a share is below a percentage, and keeps it as evidence; unknown where the share is missing.
Truth is_below(const Result& result, const Threshold& percent, Case& school);
// Whether results were lower than those of the year before, or some of them at all where figures are missing; as evidence too.
Truth is_lower(const Result& now, const Result& before, Case& school);

// One that stands for a parameter with a default.
template <class Unit>
Threshold threshold_of(const Facts& facts, Operator operation, const Number<Unit>& parameter, std::string_view source) {
  Threshold threshold;
  threshold.operation = operation;
  threshold.value = *facts.setting(parameter);
  threshold.source = whose(facts, parameter, source);
  threshold.confidence = "local";
  return threshold;
}

}  // namespace termwise::kent
