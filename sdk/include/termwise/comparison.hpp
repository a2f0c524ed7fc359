// Comparisons with parameters, as values: `kLeavers < kFew` and `school[kReached] - school[kReached.before(1)] < kFall`
// say what is to be asked. Case::is() asks it and keeps it as evidence. A difference of percentages is compared with a
// Number<PercentagePoints>.
#pragma once

#include <string_view>

#include <termwise/measure.hpp>
#include <termwise/parameter.hpp>
#include <termwise/value.hpp>

namespace termwise {

// A figure against a parameter.
template <class Unit>
struct Comparison {
  Figure<Unit> observed;
  Operator operation;
  std::string_view parameter;  // its name
};

// A difference against a parameter.
template <class Unit>
struct DifferenceComparison {
  Difference<Unit> observed;
  Operator operation;
  std::string_view parameter;
};

// A measure, of whichever school is asked about, against a parameter.
template <class Unit>
struct Question {
  Measure<Unit> measure;
  Operator operation;
  std::string_view parameter;
};

#define TERMWISE_COMPARED(OPERATOR, NAME)                                                                 \
  template <class Unit>                                                                                   \
  constexpr Comparison<Unit> operator OPERATOR(const Figure<Unit>& observed, const Number<Unit>& limit) { \
    return {observed, Operator::NAME, limit.name};                                                        \
  }                                                                                                       \
  template <class Unit>                                                                                   \
  constexpr DifferenceComparison<Unit> operator OPERATOR(const Difference<Unit>& observed,                \
                                                         const Number<DifferenceUnit<Unit>>& limit) {     \
    return {observed, Operator::NAME, limit.name};                                                        \
  }                                                                                                       \
  template <class Unit>                                                                                   \
  constexpr Question<Unit> operator OPERATOR(const Measure<Unit>& measure, const Number<Unit>& limit) {   \
    return {measure, Operator::NAME, limit.name};                                                         \
  }
TERMWISE_COMPARED(<, less)
TERMWISE_COMPARED(<=, less_or_equal)
TERMWISE_COMPARED(==, equal)
TERMWISE_COMPARED(>=, greater_or_equal)
TERMWISE_COMPARED(>, greater)
#undef TERMWISE_COMPARED

// One comparison of a figure that there is with a number: where the answer may become another.
struct Compared {
  std::string_view measure;
  int year = 0;  // the summer
  Decimal observed;
  Decimal limit;
  std::string_view change_unit;        // of what two such figures differ by
  bool (*possible)(const Decimal&){};  // whether a figure of this unit could be that number
  bool crossed = false;                // it is that of a school from which the judged one has come
};

}  // namespace termwise
