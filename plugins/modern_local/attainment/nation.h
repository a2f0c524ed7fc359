// What the nation's schools reached in a year, from the national standards: no standard itself, but a figure to hold schools
// against.
#pragma once

#include <optional>

#include <termwise/facts.hpp>

namespace termwise::modern_local {

struct NationalFigure {
  bool no_tests = false;               // there were none in that year
  std::optional<Threshold> threshold;  // empty: none is known, or there were no tests
};

// Of the results of a year (the summer). The rule that asks has to say that it reads the national standards.
NationalFigure national_figure(const Facts& facts, int summer);

}  // namespace termwise::modern_local
