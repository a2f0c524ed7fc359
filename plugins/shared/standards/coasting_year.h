// One of the years that a coasting school is judged on.
#pragma once

#include <string>
#include <vector>

#include <termwise/case.hpp>

#include "standards/judged.h"

namespace termwise::standards {

inline constexpr int kCoastingYears = 3;

struct CoastingYear {
  YearStandard standard;
  int years_before = 0;  // the run's own year
  bool loaded = true;    // some file has results of that year, of this school or another
};

struct JudgedYear {
  Judged judged;
  bool loaded = true;
};

std::vector<Template> coasting_sentences();

// Of a school that meets the definition, the years that make it so; of another, those that clear it.
void say_coasting(const std::vector<JudgedYear>& years, Truth below, Case& school);

// What is lacking, by year, where it leaves the verdict open or exempts the school. A year that is not loaded exempts nobody.
void say_missing(const std::vector<JudgedYear>& years, bool exempts, Case& school);

}  // namespace termwise::standards
