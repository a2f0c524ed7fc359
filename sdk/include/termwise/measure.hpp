// Measures and figures, with their units in their types. A Measure names a column of the facts; a Figure is what one
// school has there: a number, or the one reason why there is none.
//
//   constexpr Measure<Percent> kReached{"KS2_EXS_RWM"};
//   const Figure<Percent> now = school[kReached];
//   const Figure<Percent> before = school[kReached.before(1)];
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <termwise/lineage.hpp>
#include <termwise/unit.hpp>
#include <termwise/value.hpp>

namespace termwise {

// A column of the facts, how many years before the run's own, and whether links are crossed for it.
template <class Unit>
struct Measure {
  std::string_view code;
  int years_before = 0;  // the run's own year
  History history = History::own;

  // The same measure that many years earlier.
  constexpr Measure before(int years) const { return {code, years_before + years, history}; }
  // The same, or, where the school had not opened, that of the one school it was before: of a merger of two that both have
  // a figure there is none, since figures of two schools are never added. lineage.hpp says which links are crossed.
  constexpr Measure linked(History over = History::linked) const { return {code, years_before, over}; }
};

// What one school has there: a number of the unit, or the one reason why there is none.
template <class Unit>
class Figure : public Value {
 public:
  constexpr explicit Figure(const Value& value) : Value(value) {}

  // "58%", or "suppressed to protect pupils": to follow "is".
  std::string words() const {
    const Missing* reason = missing();
    return reason != nullptr ? std::string(in_words(*reason)) : Unit::words(*number());
  }
  // Null where it is the school's own; else the school whose figure it is.
  constexpr const Ancestor* crossed() const { return evidence().crossed; }
};

// How much more one figure is than another of the same unit; missing where either is. Percentages differ by percentage
// points.
template <class Unit>
struct Difference {
  Figure<Unit> of;
  Figure<Unit> less;

  // Missing for the reason of the first that is, or as unparseable where no decimal holds the result: such figures are
  // mistakes.
  Figure<DifferenceUnit<Unit>> value() const {
    for (const Figure<Unit>* each : {&of, &less})
      if (each->missing() != nullptr) return Figure<DifferenceUnit<Unit>>(Value(*each->missing()));
    const auto result = add(*of.number(), less.number()->negated());
    return Figure<DifferenceUnit<Unit>>(result ? Value(*result) : Value(Missing::unparseable));
  }
  // "2 pupils", "10 percentage points", or why it is missing.
  std::string words() const { return value().words(); }
};

template <class Unit>
constexpr Difference<Unit> operator-(const Figure<Unit>& of, const Figure<Unit>& less) {
  return {of, less};
}

// Figures of different units cannot be compared: asking whether points are fewer than percent is always a mistake.
template <class A, class B>
Truth operator<(const Figure<A>&, const Figure<B>&) = delete;
template <class A, class B>
Truth operator<=(const Figure<A>&, const Figure<B>&) = delete;
template <class A, class B>
Truth operator==(const Figure<A>&, const Figure<B>&) = delete;
template <class A, class B>
Truth operator>=(const Figure<A>&, const Figure<B>&) = delete;
template <class A, class B>
Truth operator>(const Figure<A>&, const Figure<B>&) = delete;

#define TERMWISE_SAME_UNIT(OPERATOR, NAME)                                          \
  template <class Unit>                                                             \
  constexpr Truth operator OPERATOR(const Figure<Unit>& a, const Figure<Unit>& b) { \
    return compare(a, Operator::NAME, static_cast<const Value&>(b));                \
  }
TERMWISE_SAME_UNIT(<, less)
TERMWISE_SAME_UNIT(<=, less_or_equal)
TERMWISE_SAME_UNIT(==, equal)
TERMWISE_SAME_UNIT(>=, greater_or_equal)
TERMWISE_SAME_UNIT(>, greater)
#undef TERMWISE_SAME_UNIT

}  // namespace termwise
