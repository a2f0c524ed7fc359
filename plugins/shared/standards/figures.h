// What a school has of one test's figures in one year: in the run's own, or in an earlier one as that year's file has it, or
// as a later file repeats it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <termwise/case.hpp>
#include <termwise/share.hpp>

#include "standards/stage.h"
#include "standards/year_standard.h"

namespace termwise::standards {

// A number of pupils out of others.
struct Counted {
  std::int64_t count = 0;
  std::int64_t of = 0;
};

// A percentage of pupils, as published or as counts.
struct Reached {
  Value published = Value(Missing::not_supplied);
  Value count = Value(Missing::not_supplied);
  std::optional<Counted> counted;  // where the counts are there and possible

  // Why there is neither; null where there is one.
  const Missing* missing() const;
};

struct Figures {
  int year = 0;
  Figure<Pupils> cohort{Value(Missing::not_supplied)};
  Reached attainment;
  std::array<Value, kMostSubjects> score{Value(Missing::not_supplied), Value(Missing::not_supplied),
                                         Value(Missing::not_supplied)};
  std::array<Value, kMostSubjects> lower = score;
  std::array<Value, kMostSubjects> upper = score;
  std::array<Value, kMostSubjects> coverage = score;
  std::array<std::optional<Counted>, kMostSubjects> counted;  // behind a score that is a percentage
  std::array<Value, kMostSubjects> count = score;

  // Why a subject has no figure; null where it has one.
  const Missing* missing(std::size_t subject) const;
};

// The number of pupils as a whole number above 0, if it is one.
std::optional<std::int64_t> pupils(const Value& cohort);

Figures read_figures(const Stage& stage, const Test& test, int years_before, const Case& school);

// Whether any of them is there, or is missing for a reason: then some file says that the school had such pupils.
bool says_anything(const Figures& figures, const Test& test);

// Required are the attainment figure and the score of every subject, where the test has such limbs. Of the confidence
// limits none is.
bool misses_a_required_figure(const Figures& figures, const Test& test);

// "progress in writing is suppressed to protect pupils" for each score that is missing.
std::vector<std::string> missing_scores(const Figures& figures, const Test& test);
// "the percentage reaching the expected standard is not published"
std::string missing_attainment(const Figures& figures, const Test& test);
// The same for each required figure that is missing.
std::vector<std::string> missing_figures(const Figures& figures, const Test& test);

// "progress in reading", "the Progress 8 score"
std::string progress_in(const Subject& subject);

}  // namespace termwise::standards
